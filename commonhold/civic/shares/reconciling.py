"""Does the share register say what the books say? Asked at every close, and by whoever wants to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from commonhold.civic.shares import vocabulary
from commonhold.civic.shares.accounts import currency
from commonhold.civic.shares.guards import GUARDS
from commonhold.civic.shares.holdings import holdings
from commonhold.civic.shares.models import Operation
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class Compared:
    """One account: what the register says should be in it, and what the books say is."""

    account: str
    currency: str
    register_cents: int
    books_cents: int

    @property
    def agrees(self) -> bool:
        return self.register_cents == self.books_cents


@dataclass(frozen=True)
class Reconciliation:
    """The register beside the books. `wrong_members`: whose holdings are below nothing, past the guards."""

    lines: Sequence[Compared]
    operations: int
    are_numbers_whole: bool
    wrong_members: Sequence[int]
    missing_guards: Sequence[str]

    @property
    def agrees(self) -> bool:
        return (
            all(each.agrees for each in self.lines)
            and self.are_numbers_whole
            and not self.wrong_members
            and not self.missing_guards
        )


def reconcile() -> Reconciliation:
    """Compare the two as they are at this moment."""
    numbers = Operation.objects.order_by("number").values_list("number", flat=True)
    return Reconciliation(
        lines=_compared(),
        operations=len(numbers),
        are_numbers_whole=list(numbers) == list(range(1, len(numbers) + 1)),
        wrong_members=sorted({number for (number, _class), held in holdings().items() if not held.is_sound}),
        missing_guards=GUARDS.missing(),
    )


def must_agree() -> None:
    """For whoever closes the books: refuse while register and books differ."""
    found = reconcile()
    if not found.agrees:
        raise Refusal(
            _(
                "The share register and the books do not say the same, so the books stay open. Nothing is "
                "lost: the page of our shares shows where they differ. Please tell whoever runs this server."
            )
        )


def _compared() -> list[Compared]:
    inward = Operation.objects.filter(other=None).order_by().values_list("currency")
    sums = inward.annotate(par=Sum("par_cents"), paid=Sum("paid_cents"), written=Sum("written_cents"))
    wanted: dict[str, dict[str, int]] = {account: {} for account in _COMPARED}
    for code, par, paid, written in sums:
        wanted[vocabulary.PAID_IN][code] = int(paid)
        wanted[vocabulary.UNPAID][code] = int(par - paid - written)
        wanted[vocabulary.OWED_TO_US][code] = int(par - paid - written)
    found = {account: ledger.held_in(account) for account in _COMPARED}
    coins = {currency(), *(code for each in (*wanted.values(), *found.values()) for code in each)}
    return [
        Compared(account, code, wanted[account].get(code, 0), sign * found[account].get(code, 0))
        for code in sorted(coins)
        for account, sign in _COMPARED.items()
    ]


#: What is compared, and the sign with which its account counts: equity grows by credit.
_COMPARED = {vocabulary.PAID_IN: -1, vocabulary.UNPAID: -1, vocabulary.OWED_TO_US: 1}
