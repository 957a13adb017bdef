"""What a line of a statement was for: each way books it from `source`, and writes down that it did.

`source` is the bank while a statement is booked, and afterwards the account of what waits to be assigned.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from commonhold.civic.payments import accounts, arriving, references, transfers
from commonhold.civic.payments.dues_paying import pay_dues
from commonhold.civic.payments.models import Allocation, Expected, Line, LineEntry, Run, Transfer
from commonhold.civic.treasury.accounts import BANK, FUND
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg

_Kind = Allocation.Kind
_ACCOUNTS = {
    _Kind.GIFT: FUND,
    _Kind.INCOME: accounts.OTHER_INCOME,
    _Kind.FEE: accounts.FEES,
    _Kind.PROCESSOR: accounts.PROCESSOR,
    _Kind.SEND_BACK: accounts.TO_SEND_BACK,
}


def rest_of(line: Line) -> int:
    """What of it nobody has said yet, signed like the line."""
    return line.cents - (line.allocations.aggregate(cents=Sum("cents"))["cents"] or 0)


def book(line: Line, *, by: int, now: datetime) -> None:
    """Put a new line into the books: as what its references say, and the rest among what waits."""
    line.booked_at = now
    line.save(update_fields=["booked_at"])
    entries, left = _known_transfers(line, by, now)
    if left > 0:
        more, left = _by_reference(line, left, by, now)
        entries += more
    if left:
        currency = line.statement.currency
        entries.append(
            ledger.post(
                kind="payment.waits",
                key=f"line:{line.id}",
                cause=f"line:{line.id}",
                legs=[Leg(BANK, left, currency), Leg(accounts.UNASSIGNED, -left, currency)],
                at=now,
            )
        )
    LineEntry.objects.bulk_create(LineEntry(entry_id=each, line=line) for each in entries)


def to_dues(line: Line, person_id: int, cents: int, *, source: str, by: int, now: datetime) -> list[int]:
    """So much of it for her dues: open months, the oldest first, and what is left for later ones.

    Returns the entries' ids.
    """
    made = write(line, _Kind.DUES, cents, person_id=person_id, by=by, now=now)
    currency, subject = line.statement.currency, f"allocation:{made.id}"
    return pay_dues(person_id, cents, currency, source=source, subject=subject, by=by, now=now)


def as_kind(line: Line, kind: Allocation.Kind, cents: int, *, source: str, by: int, now: datetime) -> None:
    """So much of it as a gift, income, a fee, the processor's payout, or to be sent back."""
    currency = line.statement.currency
    made = write(line, kind, cents, by=by, now=now)
    ledger.post(
        kind="fund.given" if kind == _Kind.GIFT else "payment.assigned",
        key=f"allocation:{made.id}",
        cause=f"line:{line.id}",
        legs=[Leg(source, cents, currency), Leg(_ACCOUNTS[kind], -cents, currency)],
        at=now,
    )


def write(
    line: Line,
    kind: Allocation.Kind,
    cents: int,
    *,
    subject: str = "",
    person_id: int | None = None,
    by: int,
    now: datetime,
) -> Allocation:
    return Allocation.objects.create(
        id=ids.new_id(now),
        line=line,
        kind=kind,
        subject=subject,
        person_id=person_id,
        cents=cents,
        by_id=by,
        at=now,
    )


def _by_reference(line: Line, left: int, by: int, now: datetime) -> tuple[list[int], int]:
    """Settle what its references name, as far as it reaches: the entries' ids, and what is left."""
    entries: list[int] = []
    currency = line.statement.currency
    for reference in references.found_in(line.reference, line.end_to_end, line.text):
        person_id = references.person_of(reference)
        if person_id is not None and transfers.is_somebody(person_id):
            return entries + to_dues(line, person_id, left, source=BANK, by=by, now=now), 0
        rows = Expected.objects.filter(reference=reference, currency=currency, cents__lte=left)
        found = rows.filter(arrival=None, called_off=None).first()
        if found is None:
            continue
        row = arriving.lock_expected(found.id)
        write(line, _Kind.EXPECTED, row.cents, subject=f"expected:{row.id}", by=by, now=now)
        entries.append(arriving.arrive(row, source=[Leg(BANK, row.cents, currency)], by=by, now=now))
        left -= row.cents
        if not left:
            break
    return entries, left


def _known_transfers(line: Line, by: int, now: datetime) -> tuple[list[int], int]:
    """What we sent ourselves, or what came back of it: the entries' ids, and what is left."""
    currency = line.statement.currency
    # Held, so that somebody who confirms it by hand waits, and then sees that it is done.
    held = Transfer.objects.select_for_update(of=("self",)).select_related("run")
    one = held.filter(
        end_to_end=line.end_to_end or "-", cents=abs(line.cents), run__currency=currency
    ).first()
    if line.cents < 0:
        sent = [one] if one is not None else _of_batch(line)
        if not sent or any(each.paid_at or each.dropped_at for each in sent):
            return [], line.cents
        write(line, _Kind.PAYOUT, line.cents, subject=f"run:{sent[0].run_id}", by=by, now=now)
        return [transfers.confirm(each, source=BANK, now=now) for each in sent], 0
    if one is None or one.paid_at is None or one.dropped_at is not None:
        return [], line.cents
    write(line, _Kind.RETURN, line.cents, subject=f"transfer:{one.id}", by=by, now=now)
    return [transfers.bring_back(one, source=BANK, now=now)], 0


def _of_batch(line: Line) -> list[Transfer]:
    """A run's transfers that the bank booked as one sum."""
    rows = Run.objects.select_for_update().filter(number=line.batch or "-")
    run = rows.filter(currency=line.statement.currency).first()
    waiting = [] if run is None else list(transfers.waiting(run))
    return waiting if sum(each.cents for each in waiting) == -line.cents else []
