"""Minutes set aside along ways of trust: a deposit, which comes free or is paid to whom it was for.

A hold takes room from all other payments and reversals, and binds nobody further: whoever trusts may lower
her limit as ever. What cannot be paid in the end is refused, and whoever asked for it keeps what is owed.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.credit import around, book, standing
from commonhold.civic.credit.actions.paying import ATTEMPTS, Moved, must_be_key, pay
from commonhold.civic.credit.models import HeldHop, Hold
from commonhold.civic.credit.refusals import KeyTaken, NoWay, WayChanged
from commonhold.civic.credit.vocabulary import HoldEnd
from commonhold.ground import ids


@transaction.atomic
def hold(by: int, *, to_id: int, minutes: int, key: str, now: datetime) -> int:
    """Set minutes aside for somebody, over people and never over the co-op's line; return the hold's id.

    `key` is what is set aside once: again with the same changes nothing. Raises what `pay` does.
    """
    must_be_key(key)
    known = Hold.objects.select_for_update().filter(key=key).first()
    if known is not None:
        if (known.payer_id, known.payee_id, known.minutes) != (by, to_id, minutes):
            raise KeyTaken
        return known.id
    standing.must_be_payable(by, to_id=to_id, minutes=minutes)
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _set_aside(by, to_id, minutes, key, now)
        except Moved:
            continue
    raise WayChanged


@transaction.atomic
def release(*, key: str, now: datetime) -> bool:
    """Let what was set aside come free. Was there something? For whoever has checked that it is due."""
    row = _open(key)
    if row is None:
        return False
    _end(row, HoldEnd.RELEASED, None, now)
    return True


@transaction.atomic
def forfeit(*, key: str, now: datetime) -> int | None:
    """Pay what was set aside to whom it was for; return the payment's id, or None where nothing is.

    It goes the ways of today, of which its own room is one again. For whoever has checked that it is due.
    Raises what `pay` does, such as NoWay where somebody on the way trusts no more; then it stays set aside.
    """
    row = _open(key)
    if row is None:
        return None
    row.hops.all().delete()
    payment_id = pay(row.payer_id, to_id=row.payee_id, minutes=row.minutes, key=row.key, now=now)
    _end(row, HoldEnd.PAID, payment_id, now)
    return payment_id


def _set_aside(by: int, to_id: int, minutes: int, key: str, now: datetime) -> int:
    """As a payment is booked: with the balances locked the ways are looked for again."""
    there = around.between(by, to_id)
    found = there.ways_of_people(by, to_id, minutes)
    if not found:
        raise NoWay(there.most(by, to_id))
    hops = book.hops_of(found)
    book.lock([hop.pair for hop in hops], now=now)
    if around.between(by, to_id).ways_of_people(by, to_id, minutes) != found:
        raise Moved
    row = Hold.objects.create(
        id=ids.new_id(now), payer_id=by, payee_id=to_id, minutes=minutes, key=key, at=now
    )
    HeldHop.objects.bulk_create(
        HeldHop(id=ids.new_id(now), hold=row, giver_id=hop.giver, taker_id=hop.taker, minutes=hop.minutes)
        for hop in hops
    )
    return row.id


def _open(key: str) -> Hold | None:
    return Hold.objects.select_for_update().filter(key=key, ended_at=None).first()


def _end(row: Hold, how: HoldEnd, payment_id: int | None, now: datetime) -> None:
    row.hops.all().delete()
    row.end, row.ended_at, row.payment_id = how, now, payment_id
    row.save(update_fields=["end", "ended_at", "payment"])
