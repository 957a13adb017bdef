"""What becomes of a surplus, step by step in the order that was voted.

Every step takes from what the steps before it left, rounds down, and is printed. Sources: the order follows
the German Genossenschaftsgesetz (sections 7 no. 2, 19, 20, 21a) and the co-operative principle of members'
economic participation (International Co-operative Alliance, 1995): losses, reserves, limited interest on
capital, patronage, the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from rulebook.split.largest_remainder import largest_remainder

VERSION = "appropriation_v1"
PlainStep: TypeAlias = dict[str, "str | int | list[int]"]


@dataclass(frozen=True)
class Losses:
    """Losses that were carried from earlier periods are made good."""


@dataclass(frozen=True)
class Reserve:
    """A share of what is left goes to the reserve, until it holds `until` (None: without end).

    The law's own least share, `floor`, comes before a smaller one that was voted.
    """

    share: Fraction
    until: int | None = None
    floor: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        _must_be_shares(self.share, self.floor)


@dataclass(frozen=True)
class Interest:
    """`rate` on each member's paid-up shares, rounded down for each; never above the law's `ceiling`."""

    rate: Fraction
    ceiling: Fraction | None = None

    def __post_init__(self) -> None:
        _must_be_shares(self.rate)


@dataclass(frozen=True)
class Patronage:
    """A share of what is left goes to members in proportion to what each bought or paid in the period.

    It is a reduction of what they paid, and no pay for what they made: it never mixes with the creators'
    share.
    """

    share: Fraction

    def __post_init__(self) -> None:
        _must_be_shares(self.share)


@dataclass(frozen=True)
class Creators:
    """A share of what is left is handed to the rule that thanks those who made things (own-slice, equal-
    share).
    """

    share: Fraction

    def __post_init__(self) -> None:
        _must_be_shares(self.share)


Step: TypeAlias = Losses | Reserve | Interest | Patronage | Creators
Kind: TypeAlias = Literal["losses", "reserve", "interest", "patronage", "creators"]
_KINDS: dict[type, Kind] = {
    Losses: "losses",
    Reserve: "reserve",
    Interest: "interest",
    Patronage: "patronage",
    Creators: "creators",
}


@dataclass(frozen=True)
class Position:
    """How things stand before the appropriation. Minor units; one place for each member in the two lists."""

    surplus: int  # of the period; below zero it is a loss
    losses: int = 0  # carried from earlier periods
    reserve: int = 0  # held already
    shares: Sequence[int] = ()  # paid up by each member, at par
    patronage: Sequence[int] = ()  # of each member in the period
    keys: Sequence[str] = ()  # how each is spelt in the lot
    seed: bytes = b""

    def __post_init__(self) -> None:
        if self.losses < 0 or self.reserve < 0 or any(each < 0 for each in (*self.shares, *self.patronage)):
            raise ValueError("losses, reserve, shares and patronage are nothing or more")


@dataclass(frozen=True)
class Taken:
    """One step: what was there, what the step asked for, what it took, what it left.

    And who gets which part.
    """

    kind: Kind
    before: int
    asked: int
    took: int
    parts: Sequence[int] = ()

    @property
    def left(self) -> int:
        return self.before - self.took

    def plain(self) -> PlainStep:
        plain: PlainStep = {
            "step": self.kind,
            "before": self.before,
            "asked": self.asked,
            "took": self.took,
            "left": self.left,
        }
        return plain | ({"parts": list(self.parts)} if self.parts else {})


@dataclass(frozen=True)
class Appropriation:
    steps: tuple[Taken, ...]
    remainder: int  # carried forward, for the next vote to decide on
    losses: int  # carried on
    reserve: int  # held afterwards
    version: str = field(default=VERSION)

    def took(self, kind: Kind) -> int:
        return sum([each.took for each in self.steps if each.kind == kind])

    def plain(self) -> dict[str, str | int | list[PlainStep]]:
        return {
            "version": self.version,
            "steps": [each.plain() for each in self.steps],
            "remainder": self.remainder,
            "losses": self.losses,
            "reserve": self.reserve,
        }


def appropriate(order: Sequence[Step], position: Position) -> Appropriation:
    """Carries out the steps in their order. A loss is carried, and then no step takes anything.

    Raises ValueError when a kind of step stands twice in the order.

    >>> order = [Losses(), Reserve(Fraction(1, 10)), Creators(Fraction(1))]
    >>> [each.took for each in appropriate(order, Position(surplus=10_000, losses=1_005)).steps]
    [1005, 899, 8096]
    """
    if len({type(step) for step in order}) < len(order):
        raise ValueError("each kind of step stands once in the order")
    left = max(0, position.surplus)
    losses, reserve = position.losses + max(0, -position.surplus), position.reserve
    steps: list[Taken] = []
    for step in order:
        taken = _taken(step, left, position, losses)
        steps.append(taken)
        left = taken.left
        losses -= taken.took if isinstance(step, Losses) else 0
        reserve += taken.took if isinstance(step, Reserve) else 0
    return Appropriation(tuple(steps), left, losses, reserve)


def _taken(step: Step, left: int, position: Position, losses: int) -> Taken:
    kind = _KINDS[type(step)]
    match step:
        case Losses():
            return Taken(kind, left, losses, min(left, losses))
        case Reserve():
            asked = _floor(max(step.share, step.floor) * left)
            if step.until is not None:
                asked = min(asked, max(0, step.until - position.reserve))
            return Taken(kind, left, asked, asked)
        case Interest():
            rate = step.rate if step.ceiling is None else min(step.rate, step.ceiling)
            wanted = [_floor(rate * each) for each in position.shares]
            asked = sum(wanted)
            return Taken(
                kind, left, asked, min(left, asked), _in_proportion(min(left, asked), wanted, position)
            )
        case Patronage():
            asked = _floor(step.share * left)
            took = asked if any(position.patronage) else 0
            return Taken(kind, left, asked, took, _in_proportion(took, position.patronage, position))
        case Creators():
            asked = _floor(step.share * left)
            return Taken(kind, left, asked, asked)


def _in_proportion(total: int, weights: Sequence[int], position: Position) -> list[int]:
    if not weights:
        return []
    return largest_remainder(total, weights, seed=position.seed, keys=position.keys or None)


def _floor(amount: Fraction) -> int:
    return amount.numerator // amount.denominator


def _must_be_shares(*shares: Fraction) -> None:
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError("a share is between 0 and 1")
