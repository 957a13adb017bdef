"""The share register's only writer: an operation, its number, and its entry in the books, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from commonhold.civic.shares import accounts, vocabulary
from commonhold.civic.shares.holdings import Holding, holding
from commonhold.civic.shares.models import Operation, Register
from commonhold.civic.shares.refusals import NotSoManyShares
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg

_Kind = Operation.Kind
_PAID_IN, _UNPAID, _OWED = vocabulary.PAID_IN, vocabulary.UNPAID, vocabulary.OWED_TO_US


@dataclass(frozen=True, kw_only=True)
class Line:
    """What to write: `gain` is what the member's holding gains, below zero what it loses."""

    kind: Operation.Kind
    member: int
    gain: Holding
    reference: str
    share_class: str = vocabulary.COMMON
    other: int | None = None
    other_class: str = ""
    by: int | None = None
    account: str = ""  # where a pay-in's money waited, or a withdrawal's goes; empty: the usual one


def lock() -> None:
    """Hold the register until this transaction ends, so that nobody else writes into it meanwhile."""
    Register.objects.get_or_create(id=1)
    Register.objects.select_for_update().get(id=1)


def write(line: Line, *, now: datetime) -> Operation:
    """Write one operation with its entry. Raises NotSoManyShares where a holding would fall below nothing."""
    return write_many([line], now=now)[0]


@transaction.atomic
def write_many(lines: Sequence[Line], *, now: datetime) -> list[Operation]:
    """Write all of `lines`, in their order. Refuses like `write`."""
    lock()
    accounts.open_accounts(now=now)
    coin = accounts.currency()
    number = Operation.objects.aggregate(top=Max("number"))["top"] or 0
    written = []
    for each in lines:
        number += 1
        written.append(_write(each, number, coin, now))
    return written


def _write(line: Line, number: int, coin: str, now: datetime) -> Operation:
    if not (holding(line.member, line.share_class) + line.gain).is_sound:
        raise NotSoManyShares
    legs = [Leg(account, amount, coin) for account, amount in _legs(line) if amount]
    entry_id = None
    if legs:
        entry_id = ledger.post(
            kind=f"shares.{line.kind.value}",
            key=f"shares:{number}",
            cause=f"share-operation:{number}",
            legs=legs,
            at=now,
        )
    return Operation.objects.create(
        id=ids.new_id(now),
        number=number,
        kind=line.kind,
        member=line.member,
        share_class=line.share_class,
        other=line.other,
        other_class=line.other_class,
        shares=line.gain.shares,
        par_cents=line.gain.par_cents,
        paid_cents=line.gain.paid_cents,
        written_cents=line.gain.written_cents,
        currency=coin,
        reference=line.reference,
        by_id=line.by,
        entry_id=entry_id,
        at=now,
    )


def _legs(line: Line) -> list[tuple[str, int]]:
    """Debits above zero, credits below, as double entry has them."""
    gain = line.gain
    paid, unpaid = gain.paid_cents, gain.unpaid_cents
    match line.kind:
        case _Kind.SUBSCRIBE:
            return [(_OWED, unpaid), (_UNPAID, -unpaid)]
        case _Kind.PAY_IN:
            return [
                (line.account or vocabulary.ARRIVED, paid),
                (_PAID_IN, -paid),
                (_UNPAID, paid),
                (_OWED, -paid),
            ]
        case _Kind.WITHDRAW:
            goes = line.account or vocabulary.LEAVING
            return [(_PAID_IN, -paid), (goes, paid), (_UNPAID, -unpaid), (_OWED, unpaid)]
        case _Kind.WRITE_DOWN:
            return [(_PAID_IN, -paid), (vocabulary.WRITTEN_DOWN, paid)]
        case _Kind.TRANSFER | _Kind.CONVERT:
            return [(_PAID_IN, -paid), (_PAID_IN, paid)]
    raise ValueError(line.kind)
