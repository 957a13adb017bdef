"""What a person has paid: dues that arrived, and what else was expected of her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.payments.models import Arrival
from commonhold.civic.treasury import months
from commonhold.civic.treasury import queries as treasury


@dataclass(frozen=True)
class Paid:
    """One thing that she paid. `subject` names it in a receipt's row."""

    subject: str
    words: str
    cents: int
    currency: str
    at: datetime


def paid_by(person_id: int) -> list[Paid]:
    """All of it, the newest first. What the fund carried was paid by nobody, and is not among it."""
    found = [
        Paid(
            f"charge:{each.charge_id}",
            _("Dues for {month}").format(month=months.in_words(each.month)),
            each.cents,
            each.currency,
            each.at,
        )
        for each in treasury.received_of(person_id)
    ]
    arrivals = Arrival.objects.filter(expected__person_id=person_id).select_related("expected")
    found += [
        Paid(f"arrival:{row.id}", row.expected.words, row.expected.cents, row.expected.currency, row.at)
        for row in arrivals
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)
