"""Who gets what when a co-op ends: creditors, then shares at par, then what is left.

Sources: German Genossenschaftsgesetz, sections 90 to 92 (debts first; then what members paid in, in
proportion; then by heads, or to somebody who goes on with the purpose); Co-operative and Community Benefit
Societies Act 2014 with the Restriction on Use of Assets Regulations 2006 (a locked remainder goes to no
member).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from rulebook.split.largest_remainder import largest_remainder

VERSION = "settlement_v1"
VERSION_2 = "settlement_v2"
#: What becomes of what is left when every share is whole: to a named body, in proportion to shares, or alike.
Remainder: TypeAlias = Literal["given-on", "shares", "heads"]
REMAINDERS: tuple[Remainder, ...] = ("given-on", "shares", "heads")


@dataclass(frozen=True)
class Estate:
    """What there is and who claims it, in minor units of one currency.

    `ranks`: claims of creditors, each rank before the next. `shares`: what each member has paid in and not
    lost. `keys` spell the members for the lot. `heads`: who of them counts where the remainder goes by heads,
    and who only holds shares still; None for all.
    """

    cash: int
    ranks: Sequence[Sequence[int]] = ()
    shares: Sequence[int] = ()
    remainder: Remainder = "given-on"
    keys: Sequence[str] | None = None
    seed: bytes = b""
    heads: Sequence[bool] | None = None

    def __post_init__(self) -> None:
        if self.cash < 0 or any(each < 0 for part in (*self.ranks, self.shares) for each in part):
            raise ValueError("what there is, claims and shares are nothing or more")
        if self.remainder not in REMAINDERS:
            raise ValueError("a remainder is given on, or goes by shares or by heads")
        if self.keys is not None and len(self.keys) != len(self.shares):
            raise ValueError("each member has one key")
        if self.heads is not None and len(self.heads) != len(self.shares):
            raise ValueError("of each is said whether she counts as a head")


@dataclass(frozen=True)
class Settlement:
    """What each gets; all parts together are what there was.

    `above_par`: each member's part of what is left. `given_on`: what goes to nobody here.
    """

    ranks: tuple[tuple[int, ...], ...]
    shares: tuple[int, ...]
    above_par: tuple[int, ...]
    given_on: int
    version: str = field(default=VERSION)

    @property
    def total(self) -> int:
        paid = [*self.ranks, self.shares, self.above_par]
        return sum([sum(each) for each in paid]) + self.given_on


def settle(estate: Estate) -> Settlement:
    """Pay each rank whole before the next; within a rank that can't be, in proportion to the claims.

    Nobody gets more than her share's par before every share is whole. Where nobody holds a share, what would
    go by shares is given on, as is everything where there is no member.

    >>> settle(Estate(cash=100, ranks=[[30], [50, 10]], shares=[20, 20], remainder="heads"))
    Settlement(ranks=((30,), (50, 10)), shares=(5, 5), above_par=(0, 0), given_on=0, version='settlement_v1')
    >>> settle(Estate(cash=100, ranks=[[30]], shares=[10, 30], remainder="heads")).above_par
    (15, 15)
    """
    left = estate.cash
    paid: list[tuple[int, ...]] = []
    for claims in estate.ranks:
        parts = _part(left, claims, None, b"rank %d " % len(paid) + estate.seed)
        paid.append(parts)
        left -= sum(parts)
    shares = _part(left, estate.shares, estate.keys, b"shares " + estate.seed)
    left -= sum(shares)
    weights = _weights(estate)
    above = (0,) * len(weights)
    if left and any(weights):
        seed = b"remainder " + estate.seed
        above = tuple(largest_remainder(left, weights, seed=seed, keys=estate.keys))
    return Settlement(tuple(paid), shares, above, left - sum(above))


def settle_v2(estate: Estate, *, lawful: Collection[Remainder] = REMAINDERS) -> Settlement:
    """The same, but where there is nobody of the kind that gets the remainder it goes to the next in order.

    >>> settle_v2(Estate(cash=30, shares=[0, 0], remainder="shares")).above_par
    (15, 15)
    """
    done = settle(replace(estate, remainder=reached(estate, lawful=lawful)))
    return replace(done, version=VERSION_2)


def reached(estate: Estate, *, lawful: Collection[Remainder] = REMAINDERS) -> Remainder:
    """To whom the remainder goes: in proportion to shares; where nobody holds any, by heads; where there is
    no head, or the law lets no member have it, to whom it is given on.
    """
    order: tuple[Remainder, ...] = ("shares", "heads")
    for each in order[order.index(estate.remainder) :] if estate.remainder in order else ():
        if each in lawful and any(_weights(replace(estate, remainder=each))):
            return each
    return "given-on"


def _weights(estate: Estate) -> list[int]:
    match estate.remainder:
        case "heads":
            return [1] * len(estate.shares) if estate.heads is None else [int(each) for each in estate.heads]
        case "shares":
            return list(estate.shares)
        case _:
            return [0] * len(estate.shares)


def _part(left: int, claims: Sequence[int], keys: Sequence[str] | None, seed: bytes) -> tuple[int, ...]:
    wanted = sum(claims)
    if wanted <= left:
        return tuple(claims)
    return tuple(largest_remainder(left, claims, seed=seed, limits=claims, keys=keys))
