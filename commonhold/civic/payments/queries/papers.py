"""Invoices, receipts for what somebody paid, and what the co-op paid her in a year; on pages and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import paid, papers, references
from commonhold.civic.payments.models import Invoice, Paper, Part
from commonhold.civic.payments.papers import Letter
from commonhold.civic.payments.queries.own import PartLine, pay_to
from commonhold.civic.payments.refusals import NoSuchPayment
from commonhold.civic.treasury import months
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.charter.texts import TextsCharter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class PaidLine:
    """Something that the viewer paid; `receipt_id` once there is a receipt."""

    subject: str
    words: str
    cents: int
    currency: str
    at: datetime
    receipt_id: int | None


@dataclass(frozen=True)
class YearView:
    """What one person was paid in a year, the oldest first, and its sums by currency."""

    year: int
    years: Sequence[int]
    parts: Sequence[PartLine]
    sums: Sequence[tuple[str, int]]


def what_i_paid(viewer: Viewer, *, limit: int = 60) -> list[PaidLine]:
    """The viewer's own, the newest first."""
    if viewer.person_id is None:
        return []
    made = dict(Paper.objects.filter(person_id=viewer.person_id).values_list("subject", "id"))
    return [
        PaidLine(each.subject, each.words, each.cents, each.currency, each.at, made.get(each.subject))
        for each in paid.paid_by(viewer.person_id)[:limit]
    ]


def receipt_pdf(viewer: Viewer, receipt_id: int) -> papers.Pdf:
    """The receipt on paper, the same each time. Raises NoSuchPayment for what isn't the viewer's."""
    row = Paper.objects.filter(id=receipt_id, person_id=viewer.person_id or 0).first()
    what = None
    if row is not None:
        what = next((each for each in paid.paid_by(row.person_id) if each.subject == row.subject), None)
    if row is None or what is None:
        raise NoSuchPayment
    letter = Letter(
        sender=_sender(),
        imprint=_imprint(),
        to=people.name_of(row.person_id),
        number=f"{row.year}-{row.number:05}",
        at=row.at,
        lines=[(what.at, what.words, what.cents, what.currency)],
    )
    return papers.receipt(letter)


def has_invoice(*, kind: str, subject: str) -> bool:
    """Was this payment asked for on paper? For the room that expects it."""
    return Invoice.objects.filter(expected__kind=kind, expected__subject=subject).exists()


def invoice_pdf(*, kind: str, subject: str) -> papers.Pdf:
    """The invoice on paper: for the room that expects the payment, which knows who may read it.

    Raises NoSuchPayment.
    """
    row = Invoice.objects.filter(expected__kind=kind, expected__subject=subject).first()
    if row is None:
        raise NoSuchPayment
    asked, ours = row.expected, pay_to()
    letter = Letter(
        sender=_sender(),
        imprint=_imprint(),
        to=row.to,
        number=f"I-{row.year}-{row.number:05}",
        at=row.at,
        lines=[(row.at, asked.words, asked.cents, asked.currency)],
    )
    words = _("Please pay to {holder}, account {account}, with the reference {reference}.")
    if not ours.account:
        words = _("Please pay with the reference {reference}.")
    said = words.format(
        holder=ours.holder or letter.sender,
        account=ours.account_words,
        reference=references.as_read(asked.reference),
    )
    return papers.invoice(letter, pay_to=said)


def paid_in_year(viewer: Viewer, person_id: int, year: int, *, now: datetime) -> YearView:
    """What the co-op paid somebody in a year: for herself and treasurers. Raises Refusal for all others."""
    if viewer.person_id != person_id:
        mandates.must_hold(viewer.person_id or 0, Role.TREASURER, at=now)
    rows = Part.objects.filter(owed__person_id=person_id).select_related("owed").order_by("id")
    by_year: dict[int, list[PartLine]] = {}
    for row in rows:
        part = PartLine(row.owed_id, row.owed.words, row.kind, row.cents, row.owed.currency, row.at)
        by_year.setdefault(int(months.month_of(row.at)[:4]), []).append(part)
    sums: dict[str, int] = {}
    for each in by_year.get(year, []):
        sums[each.currency] = sums.get(each.currency, 0) + each.cents
    return YearView(year, sorted(by_year), by_year.get(year, []), sorted(sums.items()))


def year_pdf(viewer: Viewer, person_id: int, year: int, *, now: datetime) -> papers.Pdf:
    """The same on paper."""
    found = paid_in_year(viewer, person_id, year, now=now)
    letter = Letter(
        sender=_sender(),
        imprint=_imprint(),
        to=people.name_of(person_id),
        number=str(year),
        at=now,
        lines=[(each.at, each.words, each.cents, each.currency) for each in found.parts],
    )
    return papers.year(letter, found.sums)


def _sender() -> str:
    return charter.current().read(CoopCharter).name


def _imprint() -> str:
    return charter.current().read(TextsCharter).imprint
