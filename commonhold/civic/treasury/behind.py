"""Who stands behind entries in the books: for sums that must tell of nobody, and never for pages.

Each room says it of the kinds of entry that it posts itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from commonhold.civic.treasury.models import Cost, Coverage, Receipt
from commonhold.ground.ledger.booked import Booked

_AT_ONCE = 500


@dataclass(frozen=True)
class Behind:
    """That somebody has a part in what an entry moved on an account.

    `who` tells apart and is never shown: "person:12" is one of ours; "payee:", "account:" and "sponsor:" are
    outside, and may be people as well.
    """

    entry: Booked
    who: str
    amount: int  # signed as in the books


def person(person_id: int) -> str:
    return f"person:{person_id}"


def number_of(reference: str) -> int:
    """The number at the end of a key or a cause; 0 where there is none, which is no row's."""
    last = reference.rpartition(":")[2]
    return int(last) if last.isdecimal() else 0


def behind(entries: Sequence[Booked]) -> Iterator[Behind]:
    """Whose dues were paid, whom the fund carried, and who was paid a bill."""
    paid = [each for each in entries if each.kind == "dues.received"]
    billed = [each for each in entries if each.kind == "cost.paid"]
    for begin in range(0, len(paid), _AT_ONCE):
        yield from _paid(paid[begin : begin + _AT_ONCE])
    for begin in range(0, len(billed), _AT_ONCE):
        yield from _billed(billed[begin : begin + _AT_ONCE])
    by_themselves = {number_of(each.key) for each in paid}
    for each in entries:
        if each.kind == "dues.credited":
            yield from _credited(each, by_themselves)
        elif each.kind == "fund.paid":
            yield from _carried(each)


def _paid(entries: Sequence[Booked]) -> Iterator[Behind]:
    found = _payers([number_of(each.key) for each in entries])
    for each in entries:
        if (person_id := found.get(number_of(each.key))) is not None:
            yield Behind(each, person(person_id), each.amount)


def _payers(receipts: Sequence[int]) -> dict[int, int]:
    return dict(Receipt.objects.filter(id__in=receipts).values_list("id", "charge__person_id"))


def _credited(entry: Booked, by_themselves: Collection[int]) -> Iterator[Behind]:
    """One entry for all whose dues of a month were credited at once; their receipts bear its moment, and have
    no entry of their own.
    """
    rows = Receipt.objects.filter(at=entry.at, recorded_by=None, charge__month=_month(entry))
    for receipt_id, person_id, cents in rows.values_list("id", "charge__person_id", "charge__cents"):
        if receipt_id not in by_themselves:
            yield Behind(entry, person(person_id), -cents)


def _carried(entry: Booked) -> Iterator[Behind]:
    rows = Coverage.objects.filter(booked_at=entry.at, charge__month=_month(entry))
    for person_id, cents in rows.values_list("charge__person_id", "charge__cents"):
        yield Behind(entry, person(person_id), -cents)


def _billed(entries: Sequence[Booked]) -> Iterator[Behind]:
    """Whoever is paid back what she laid out, or else the payee, by what was written."""
    rows = Cost.objects.filter(id__in=[number_of(each.cause) for each in entries]).select_related("bill")
    found = {row.id: row for row in rows}
    for each in entries:
        row = found.get(number_of(each.cause))
        if row is not None and row.bill is not None and row.bill.is_own:
            yield Behind(each, person(row.bill.handed_in_by_id), each.amount)
        elif row is not None:
            yield Behind(each, f"payee:{' '.join(row.payee.casefold().split())}", each.amount)


def _month(entry: Booked) -> str:
    return entry.cause.removeprefix("dues:")
