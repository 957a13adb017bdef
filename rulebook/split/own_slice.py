"""own_slice_v1: what is left of your own dues goes to the people you thanked.

First the co-op pays losses, costs and the reserve; the rest of your own dues is your slice. It goes to the
people you thanked (square root of the count, never yourself, at most a fifth to one person); what is left
returns to everybody as dues credit. Outside income tops slices up, but slice plus credit never exceeds the
dues paid by or for you.

Every choice that these sentences leave open is in docs/rules/own-slice.md. Amounts on the way are whole
millionths of a minor unit, rounded down; what somebody gets is rounded down to the minor unit once, at the
end; credits are shared by largest remainder, so that no unit is lost.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from rulebook.split.economy import MILLION, Economy
from rulebook.split.gifts import Receivers, Roots, gifts
from rulebook.split.largest_remainder import Shares, share_out
from rulebook.split.pool import Money, Pool, pool_of

VERSION = "own_slice_v1"


@dataclass(frozen=True, kw_only=True)
class OwnSliceTerms:
    """What members may change: both stand in the charter."""

    to_one: Fraction = Fraction(1, 5)  # the most of one slice that one person gets
    fund_pot: int = 0  # the most that all slices which the solidarity fund pays may come to; minor units

    def __post_init__(self) -> None:
        if not 0 < self.to_one <= 1 or self.fund_pot < 0:
            raise ValueError(
                "one person gets some part of a slice, at most all of it; the fund's pot is nothing or more"
            )

    def cap(self, slice_: int) -> int:
        """The most of a slice that one person gets, in millionths as the slice is."""
        return slice_ * self.to_one.numerator // self.to_one.denominator


@dataclass(frozen=True)
class Rates:
    """What one minor unit of dues is worth as a slice, exactly; never more than one. Public."""

    own: Fraction
    fund: Fraction

    def own_slice(self, own: int) -> int:
        """In millionths."""
        return own * MILLION * self.own.numerator // self.own.denominator

    def fund_slice(self, fund: int) -> int:
        """In millionths."""
        return fund * MILLION * self.fund.numerator // self.fund.denominator


@dataclass(frozen=True)
class Given:
    """What the slices gave, in millionths; the lists have one place for each person."""

    own: list[int]  # out of the slice of dues that she paid herself
    fund: list[int]  # out of the slice that the fund paid for her
    received: list[int]


@dataclass(frozen=True)
class OwnSliceSheet:
    """A finished split. Lists have one place for each person.

    Amounts are minor units unless it says otherwise.
    """

    economy: Economy
    money: Money
    terms: OwnSliceTerms
    seed: bytes
    pool: Pool
    rates: Rates
    given: Given
    paid: list[int]  # to each, for thanks
    credit: Shares  # on each one's dues
    fund_back: int  # what is left of the fund's slices: its own again
    kept: int  # what nobody's dues had room for; the co-op's, for the next split
    version: str = field(default=VERSION)


def own_slice_v1(economy: Economy, money: Money, terms: OwnSliceTerms, *, seed: bytes) -> OwnSliceSheet:
    """The whole split. `seed` decides who gets the last units of credit, among those who are equal, and
    nothing else.

    `dues + outside + missing = first + over + paid + credit + fund_back + kept`, to the unit.
    """
    own = sum([person.own for person in economy.people])
    fund = sum([person.fund for person in economy.people])
    pool = pool_of(own + fund, money)
    rates = slice_rates(pool, fund, terms)
    given = _give(economy, rates, terms)
    paid = [received // MILLION for received in given.received]
    back = fund_back(pool, fund, sum(given.fund))
    left = pool.slices - sum(paid) - back
    credit = _credit(economy, left, given, seed)
    return OwnSliceSheet(
        economy, money, terms, seed, pool, rates, given, paid, credit, back, left - credit.total
    )


def slice_rates(pool: Pool, fund: int, terms: OwnSliceTerms) -> Rates:
    """All dues are worth the same, but for what the fund paid, where its pot does not reach.

    `fund` are those dues.
    """
    own = Fraction(pool.slices, pool.dues) if pool.dues else Fraction(0)
    return Rates(own, min(own, Fraction(terms.fund_pot, fund)) if fund else own)


def fund_back(pool: Pool, fund: int, given: int) -> int:
    """What the fund gets back: its part of all slices, without the millionths that its slices gave."""
    return (pool.slices * fund * MILLION // pool.dues - given) // MILLION if fund else 0


def _give(economy: Economy, rates: Rates, terms: OwnSliceTerms) -> Given:
    by_own, by_fund, received = ([0] * len(economy.people) for _ in range(3))
    receivers, roots = Receivers(economy), Roots()
    slices = {own: rates.own_slice(own) for own in {person.own for person in economy.people}}
    caps = {own: terms.cap(slice_) for own, slice_ in slices.items()}
    for giver, person in enumerate(economy.people):
        if own := person.own:
            to, counts = receivers.of_own(giver)
            amounts = gifts(slices[own], [roots[count] for count in counts], cap=caps[own])
            by_own[giver] = sum(amounts)
            for each, amount in zip(to, amounts, strict=True):
                received[each] += amount
        if person.fund:
            slice_ = rates.fund_slice(person.fund)
            to, counts = receivers.of_fund(giver)
            amounts = gifts(slice_, [roots[count] for count in counts], cap=terms.cap(slice_))
            by_fund[giver] = sum(amounts)
            for each, amount in zip(to, amounts, strict=True):
                received[each] += amount
    return Given(by_own, by_fund, received)


def _credit(economy: Economy, left: int, given: Given, seed: bytes) -> Shares:
    """In proportion to the dues that members paid themselves, as far as each one's dues have room."""
    weights = [person.own if person.stands == "member" else 0 for person in economy.people]
    room = [credit_room(own, gave) for own, gave in zip(weights, given.own, strict=True)]
    total, keys = min(left, sum(room)), [person.key for person in economy.people]
    return share_out(total, weights, seed=seed, limits=room, keys=keys)


def credit_room(own: int, gave: int) -> int:
    """How much credit, in minor units, dues have room for beside what their slice gave, in millionths."""
    return max(0, own - -(-gave // MILLION))
