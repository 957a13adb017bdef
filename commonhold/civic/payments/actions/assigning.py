"""What treasurers say of movements that wait: what they were for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import accounts, allocating, arriving, ibans, transfers
from commonhold.civic.payments.models import Allocation, Line, LineEntry, Run
from commonhold.civic.payments.refusals import (
    NoSuchLine,
    NotEnough,
    NothingLeft,
    NotThisWay,
    NoWayBack,
)
from commonhold.civic.treasury.accounts import BANK
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledger_queries
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.ledger.entry import Leg

_Kind = Allocation.Kind
#: What a whole movement may be called without saying more.
PLAIN_KINDS = (_Kind.GIFT, _Kind.INCOME, _Kind.FEE, _Kind.PROCESSOR)
_COMES_IN = {_Kind.GIFT, _Kind.INCOME}


@transaction.atomic
def assign_to_expected(by: int, *, line_ids: Sequence[int], expected_id: int, now: datetime) -> None:
    """These movements, one or several parts, paid what was expected; what is over waits on.

    For holders of the treasurer mandate. Raises Refusal without it, NoSuchLine, NothingLeft, NotEnough,
    NotThisWay, and what `record_arrival` does.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    row = arriving.lock_expected(expected_id)
    lines = [_lock(each) for each in dict.fromkeys(line_ids)]
    rests = [allocating.rest_of(each) for each in lines]
    if any(rest < 0 for rest in rests) or any(each.statement.currency != row.currency for each in lines):
        raise NotThisWay
    missing = row.cents - sum(rests)
    if missing > 0:
        raise NotEnough(amount_in_words(missing, row.currency))
    left = row.cents
    for line, rest in zip(lines, rests, strict=True):
        part = min(left, rest)
        if part:
            allocating.write(line, _Kind.EXPECTED, part, subject=f"expected:{row.id}", by=by, now=now)
        left -= part
    leg = Leg(accounts.UNASSIGNED, row.cents, row.currency)
    arriving.arrive(row, source=[leg], by=by, now=now)


@transaction.atomic
def assign_to_dues(by: int, *, line_id: int, person_id: int, now: datetime) -> None:
    """What is left of a movement is her dues: open months first, then later ones.

    Refuses like `assign_to_expected`, and raises NotFound when there is no such person.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    line, rest = _with_rest(line_id)
    if rest < 0 or not transfers.is_somebody(person_id):
        raise NotThisWay
    allocating.to_dues(line, person_id, rest, source=accounts.UNASSIGNED, by=by, now=now)


@transaction.atomic
def assign_as(by: int, *, line_id: int, kind: str, now: datetime) -> None:
    """What is left of it is a gift to the fund, other income, a fee, or the card processor's.

    Refuses like `assign_to_expected`.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    line, rest = _with_rest(line_id)
    if kind not in PLAIN_KINDS or (rest < 0 and kind in _COMES_IN) or (rest > 0 and kind == _Kind.FEE):
        raise NotThisWay
    allocating.as_kind(line, _Kind(kind), rest, source=accounts.UNASSIGNED, by=by, now=now)


@transaction.atomic
def assign_to_entry(by: int, *, line_id: int, entry_id: int, now: datetime) -> None:
    """It was booked by hand before the statement came: it counts once. An entry is named by one movement.

    Refuses like `assign_to_expected`, and raises NotFound when there is no such entry.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    line, rest = _with_rest(line_id)
    entry, currency = ledger_queries.entry(entry_id), line.statement.currency
    moved = sum(leg.amount for leg in entry.legs if leg.account == BANK and leg.currency == currency)
    if moved != rest or LineEntry.objects.filter(entry_id=entry_id).exists():
        raise NotThisWay
    LineEntry.objects.create(entry_id=entry_id, line=line)
    made = allocating.write(line, _Kind.KNOWN, rest, subject=f"entry:{entry_id}", by=by, now=now)
    ledger.post(
        kind="payment.assigned",
        key=f"allocation:{made.id}",
        cause=f"line:{line.id}",
        legs=[Leg(accounts.UNASSIGNED, rest, currency), Leg(BANK, -rest, currency)],
        at=now,
    )


@transaction.atomic
def assign_to_run(by: int, *, line_id: int, run_id: int, now: datetime) -> None:
    """It is what the bank took for a payout run as a whole. Refuses like `assign_to_expected`."""
    mandates.must_hold(by, Role.TREASURER, at=now)
    line, rest = _with_rest(line_id)
    run = Run.objects.select_for_update().filter(id=run_id, currency=line.statement.currency).first()
    waiting = [] if run is None else list(transfers.waiting(run))
    if rest >= 0 or sum(each.cents for each in waiting) != -rest:
        raise NotThisWay
    allocating.write(line, _Kind.PAYOUT, rest, subject=f"run:{run_id}", by=by, now=now)
    for each in waiting:
        transfers.confirm(each, source=accounts.UNASSIGNED, now=now)


@transaction.atomic
def send_back(by: int, *, line_id: int, now: datetime) -> None:
    """What is left of it goes back to where it came from, with the next payout run.

    Refuses like `assign_to_expected`, and raises NoWayBack when the statement names no account.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    line, rest = _with_rest(line_id)
    if rest < 0:
        raise NotThisWay
    if not line.account or not ibans.may_name_an_account(line.account):
        raise NoWayBack
    allocating.as_kind(line, _Kind.SEND_BACK, rest, source=accounts.UNASSIGNED, by=by, now=now)


def _with_rest(line_id: int) -> tuple[Line, int]:
    line = _lock(line_id)
    rest = allocating.rest_of(line)
    if not rest:
        raise NothingLeft
    return line, rest


def _lock(line_id: int) -> Line:
    rows = Line.objects.select_for_update(of=("self",)).select_related("statement")
    line = rows.filter(id=line_id, booked_at__isnull=False).first()
    if line is None:
        raise NoSuchLine
    return line
