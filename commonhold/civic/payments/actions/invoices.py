"""Invoices for what somebody outside is expected to pay."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.payments.models import Expected, Invoice
from commonhold.civic.payments.numbering import next_number, numbered
from commonhold.civic.payments.refusals import NotExpected
from commonhold.civic.treasury import budget
from commonhold.ground import ids

LONGEST_ADDRESSEE = 500


def issue_invoice(*, kind: str, subject: str, to: str, now: datetime) -> int:
    """Ask for an expected payment on paper; return the invoice's id. Again: the same one.

    `to` is who pays, in lines. For rooms above, which know who may ask. Raises NotExpected.
    """
    row = Expected.objects.filter(kind=kind, subject=subject).first()
    if row is None:
        raise NotExpected
    return numbered(lambda: _issue(row, to, now))


def _issue(row: Expected, to: str, now: datetime) -> int:
    made = Invoice.objects.filter(expected=row).first()
    if made is not None:
        return made.id
    year = budget.year_of(now)
    made = Invoice.objects.create(
        id=ids.new_id(now),
        year=year,
        number=next_number(Invoice, year),
        expected=row,
        to=to[:LONGEST_ADDRESSEE],
        at=now,
    )
    return made.id
