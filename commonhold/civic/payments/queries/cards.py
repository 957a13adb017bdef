"""Payments by card and debit: one's own, and for treasurers all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.payments import processors
from commonhold.civic.payments.models import CardPayment, CardStep
from commonhold.civic.payments.queries.desk import must_be_treasurer
from commonhold.civic.payments.refusals import NoSuchPayment
from commonhold.ground.ledger.amounts import as_typed
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

_Kind = CardStep.Kind


@dataclass(frozen=True)
class CardPaymentView:
    """One payment. `words` are empty where it is for dues; what is not paid has `paid` 0."""

    id: int
    person: PersonLine
    words: str
    cents: int
    currency: str
    at: datetime
    paid: int
    back: int  # refunded, or lost in a dispute
    disputed: int
    fee: int | None  # None: not known yet

    @property
    def may_be_refunded(self) -> int:
        return self.paid - self.back - self.disputed

    @property
    def typed(self) -> str:
        """The same, as it stands in a form."""
        return as_typed(self.may_be_refunded, self.currency)


def takes_cards() -> bool:
    """Is a card processor set up?"""
    return processors.is_set_up()


def card_payment(viewer: Viewer, payment_id: int) -> CardPaymentView:
    """The viewer's own. Raises NoSuchPayment."""
    rows = CardPayment.objects.filter(id=payment_id, person_id=viewer.person_id or 0)
    for found in _views(viewer, rows.select_related("expected")):
        return found
    raise NoSuchPayment


def card_payments(viewer: Viewer, *, now: datetime, limit: int = 60) -> list[CardPaymentView]:
    """All that were paid, the newest first. Raises Refusal for all but treasurers."""
    must_be_treasurer(viewer, now)
    rows = CardPayment.objects.filter(steps__kind=_Kind.PAID).select_related("expected").order_by("-id")
    return _views(viewer, rows[:limit])


def page_to_pay(viewer: Viewer, payment_id: int, *, public_url: str) -> str:
    """The processor's page for a payment of the viewer's; asks it, so this takes its time.

    Raises NoSuchPayment, NoProcessor or ProcessorSilent.
    """
    found = card_payment(viewer, payment_id)
    return processors.processor().page_to_pay(
        payment_id=found.id,
        cents=found.cents,
        currency=found.currency,
        words=found.words or _("Dues"),
        back_to=f"{public_url}/money/pay/{found.id}",
    )


def _views(viewer: Viewer, rows: Iterable[CardPayment]) -> list[CardPaymentView]:
    found = list(rows)
    lines = people.lines(viewer, {row.person_id for row in found})
    views = []
    for row in found:
        sums: dict[str, int] = {}
        for kind, cents in row.steps.values_list("kind", "cents"):
            sums[kind] = sums.get(kind, 0) + cents
        ended = sums.get(_Kind.WON, 0) + sums.get(_Kind.LOST, 0)
        views.append(
            CardPaymentView(
                id=row.id,
                person=lines[row.person_id],
                words="" if row.expected is None else row.expected.words,
                cents=row.cents,
                currency=row.currency,
                at=row.at,
                paid=sums.get(_Kind.PAID, 0),
                back=sums.get(_Kind.REFUNDED, 0) + sums.get(_Kind.LOST, 0),
                disputed=sums.get(_Kind.DISPUTED, 0) - ended,
                fee=sums.get(_Kind.FEE),
            )
        )
    return views
