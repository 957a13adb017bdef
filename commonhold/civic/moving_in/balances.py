"""Opening balances as CSV: account, name, and either amount (debits positive) or debit and credit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commonhold.civic.moving_in.reading import Read, Row, amount_in, table
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.ledger.codes import is_account_code
from commonhold.ground.ledger.currencies import EXPONENTS

NEEDS = ("account",)
MOST = 500


@dataclass(frozen=True)
class Balance:
    """Signed minor units: positive is a debit."""

    account: str
    name: str
    amount: int
    currency: str


@dataclass
class Opening(Read):
    balances: list[Balance] = field(default_factory=list)

    @property
    def debits(self) -> Counter[str]:
        """By currency; credits are the same where it is sound."""
        totals: Counter[str] = Counter()
        for each in self.balances:
            totals[each.currency] += max(0, each.amount)
        return totals


def read(text: str, *, currency: str) -> Opening:
    """All that it says; what has no currency is in ours. Raises CannotBeRead."""
    found, seen = Opening(), set()
    rows = table(text, needs=NEEDS)
    for row in rows:
        made = _balance(row, found, currency)
        if made is None:
            continue
        if (made.account, made.currency) in seen:
            found.wrong(row.line, _("{account} is there a second time.").format(account=made.account))
        seen.add((made.account, made.currency))
        if made.amount:
            found.balances.append(made)
    if len(found.balances) > MOST:
        found.wrong(0, _("There are up to {n} accounts with something in them.").format(n=MOST))
    if len(found.balances) < 2:
        found.wrong(0, _("An opening has two accounts at least, one against the other."))
    _must_balance(found)
    return found


def _balance(row: Row, found: Opening, ours: str) -> Balance | None:
    account, currency = row.get("account").lower(), row.get("currency").upper() or ours
    if not is_account_code(account):
        why = _("“{text}” can name no account. A name such as “assets:bank” can.")
        found.wrong(row.line, why.format(text=account))
        return None
    if currency not in EXPONENTS:
        found.wrong(row.line, _("“{text}” is no currency that we know, such as EUR.").format(text=currency))
        return None
    try:
        amount = _amount(row, currency)
    except ValueError:
        why = _("The amount is not one of {currency}, such as 1234.50.")
        found.wrong(row.line, why.format(currency=currency))
        return None
    return Balance(account, row.get("name")[:80] or account, amount, currency)


def _amount(row: Row, currency: str) -> int:
    """Raises ValueError for none, for both ways, and for what is no amount."""
    plain, debit, credit = row.get("amount"), row.get("debit"), row.get("credit")
    if plain and not debit and not credit:
        return amount_in(plain, currency)
    if plain or not (debit or credit):
        raise ValueError("one way")
    return amount_in(debit or "0", currency) - amount_in(credit or "0", currency)


def _must_balance(found: Opening) -> None:
    totals: Counter[str] = Counter()
    for each in found.balances:
        totals[each.currency] += each.amount
    for currency, left in totals.items():
        if left:
            words = _(
                "Debits and credits differ by {amount}. Mend the file, or add a line for the difference, "
                "such as “equity:opening”."
            )
            found.wrong(0, words.format(amount=amount_in_words(left, currency)))
