"""A loss that members decide to bear with their shares, each in proportion to what is paid in."""

from __future__ import annotations

from commonhold.civic.shares import register, solvency
from commonhold.civic.shares.holdings import Holding, holdings
from commonhold.civic.shares.models import Operation
from commonhold.civic.shares.register import Line
from commonhold.ground.charter.actions import Authority
from rulebook.split.largest_remainder import largest_remainder


def most() -> int:
    """The most that shares can bear: the loss that nothing else covers, and no more than is paid in."""
    return min(solvency.uncovered_loss(), sum(each.paid_cents for each in holdings().values()))


def parts(cents: int, seed: str) -> dict[tuple[int, str], int]:
    """What each holding bears, to the cent; by member's number and class of shares."""
    held = {key: each.paid_cents for key, each in sorted(holdings().items()) if each.paid_cents}
    shared = largest_remainder(
        cents,
        list(held.values()),
        seed=seed.encode(),
        limits=list(held.values()),
        keys=[f"{number}:{share_class}" for number, share_class in held],
    )
    return {key: part for key, part in zip(held, shared, strict=True) if part}


def write_down(cents: int, because: Authority) -> None:
    """Write every holding down by its part, under one decision."""
    register.lock()
    lines = [
        Line(
            kind=Operation.Kind.WRITE_DOWN,
            member=number,
            share_class=share_class,
            gain=Holding(paid_cents=-part, written_cents=part),
            reference=because.reference,
        )
        for (number, share_class), part in parts(cents, because.reference).items()
    ]
    register.write_many(lines, now=because.at)
