"""Receipts: each has a number in its year, and no number is left out."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.payments import paid
from commonhold.civic.payments.models import Paper
from commonhold.civic.payments.numbering import next_number, numbered
from commonhold.civic.payments.refusals import NoSuchPayment
from commonhold.civic.treasury import budget
from commonhold.ground import ids


def issue_receipt(by: int, *, subject: str, now: datetime) -> int:
    """A receipt for what one paid, such as "charge:12" or "arrival:12"; return its id. Again: the same one.

    Its year is that in which it is issued. Raises NoSuchPayment for what one didn't pay.
    """
    if all(each.subject != subject for each in paid.paid_by(by)):
        raise NoSuchPayment
    return numbered(lambda: _issue(by, subject, now))


def _issue(by: int, subject: str, now: datetime) -> int:
    made = Paper.objects.filter(subject=subject).first()
    if made is not None:
        return made.id
    year = budget.year_of(now)
    number = next_number(Paper, year)
    row = Paper.objects.create(
        id=ids.new_id(now), year=year, number=number, person_id=by, subject=subject, at=now
    )
    return row.id
