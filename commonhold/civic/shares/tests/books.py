"""Operations as they come, for tests that need no rooms around the register."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.shares import accounts, register, vocabulary
from commonhold.civic.shares.holdings import Holding, holding
from commonhold.civic.shares.models import Operation
from commonhold.civic.shares.register import Line
from commonhold.civic.treasury.accounts import open_accounts
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from tests.cast import MORNING

PAR = 5_000
Kind = Operation.Kind


def open_books(now: datetime = MORNING) -> None:
    open_accounts(now=now)
    accounts.open_accounts(now=now)


def money_arrives(cents: int, now: datetime = MORNING) -> None:
    ledger.post(
        kind="test.arrived",
        key=f"arrived:{ids.new_id(now)}",
        cause="test",
        legs=[Leg("assets:bank", cents, "EUR"), Leg(vocabulary.ARRIVED, -cents, "EUR")],
        at=now,
    )


def subscribe(member: int, shares: int, now: datetime = MORNING) -> Operation:
    gain = Holding(shares, shares * PAR)
    return register.write(Line(kind=Kind.SUBSCRIBE, member=member, gain=gain, reference="test"), now=now)


def pay_in(member: int, cents: int, now: datetime = MORNING) -> Operation:
    money_arrives(cents, now)
    gain = Holding(paid_cents=cents)
    return register.write(Line(kind=Kind.PAY_IN, member=member, gain=gain, reference="test"), now=now)


def withdraw(member: int, shares: int, now: datetime = MORNING) -> Operation:
    gain = -holding(member, vocabulary.COMMON).part(shares)
    return register.write(Line(kind=Kind.WITHDRAW, member=member, gain=gain, reference="test"), now=now)


def write_down(member: int, cents: int, now: datetime = MORNING) -> Operation:
    gain = Holding(paid_cents=-cents, written_cents=cents)
    return register.write(Line(kind=Kind.WRITE_DOWN, member=member, gain=gain, reference="test"), now=now)


def transfer(member: int, to: int, shares: int, now: datetime = MORNING) -> Operation:
    gain = -holding(member, vocabulary.COMMON).part(shares)
    line = Line(
        kind=Kind.TRANSFER,
        member=member,
        gain=gain,
        other=to,
        other_class=vocabulary.COMMON,
        reference="test",
    )
    return register.write(line, now=now)


def convert(member: int, shares: int, *, to: str = "supporting", now: datetime = MORNING) -> Operation:
    gain = -holding(member, vocabulary.COMMON).part(shares)
    line = Line(kind=Kind.CONVERT, member=member, gain=gain, other=member, other_class=to, reference="test")
    return register.write(line, now=now)
