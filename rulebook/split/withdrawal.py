"""How much share capital may be paid back now: only against surplus and solvency.

Sources: German Genossenschaftsgesetz sections 8a, 19 and 73 (losses are borne first, a least capital stays);
Co-operatives UK, Community Shares Handbook, on withdrawable shares (from surplus, never so that debts can't
be paid). What the law of a country asks beyond that stands in its profile, not here.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

VERSION = "withdrawable_v1"
Reason: TypeAlias = Literal["losses", "cash", "capital", "year"]


@dataclass(frozen=True)
class Standing:
    """The books at one moment, in minor units of one currency."""

    cash: int  # in the bank; below zero it is overdrawn
    owned: int  # all that the co-op owns, cash included; without what members still owe for shares
    debts: int  # all that it owes, shares that were given back and are not paid yet included
    funds: int  # money that belongs to a purpose, such as a solidarity fund
    capital: int  # paid in by members and neither withdrawn nor written down

    def __post_init__(self) -> None:
        if min(self.debts, self.funds, self.capital) < 0:
            raise ValueError("debts, funds and capital are nothing or more")

    @property
    def surplus(self) -> int:
        """What is owned beyond debts, funds and the shares themselves; below zero it is an uncovered loss."""
        return self.owned - self.debts - self.funds - self.capital


@dataclass(frozen=True)
class Limits:
    """What members voted beside it."""

    cash_kept: int = 0  # stays in the bank
    capital_kept: int = 0  # stays as capital
    year: int | None = None  # most that is given back in one year; None: as much as there is
    back_this_year: int = 0

    def __post_init__(self) -> None:
        if min(self.cash_kept, self.capital_kept, self.year or 0, self.back_this_year) < 0:
            raise ValueError("limits are nothing or more")


@dataclass(frozen=True)
class Withdrawable:
    """The most that may be given back now, and which test said so."""

    cents: int
    because: Reason
    version: str = field(default=VERSION)


def withdrawable(standing: Standing, limits: Limits = Limits()) -> Withdrawable:
    """The least of what four tests leave, in this order where they are equal.

    losses: nothing while a loss is not covered, since whoever leaves would leave it to the others;
    cash: what is in the bank beyond all debts, funds and `cash_kept`; capital: what is there beyond
    `capital_kept`; year: what is left of this year's part.

    >>> books = Standing(cash=900, owned=1_500, debts=200, funds=100, capital=1_000)
    >>> withdrawable(books, Limits(cash_kept=50))
    Withdrawable(cents=550, because='cash', version='withdrawable_v1')
    >>> withdrawable(Standing(cash=900, owned=900, debts=0, funds=0, capital=1_000)).because
    'losses'
    """
    if standing.surplus < 0:
        return Withdrawable(0, "losses")
    left: list[tuple[int, Reason]] = [
        (standing.cash - standing.debts - standing.funds - limits.cash_kept, "cash"),
        (standing.capital - limits.capital_kept, "capital"),
    ]
    if limits.year is not None:
        left.append((limits.year - limits.back_this_year, "year"))
    cents, because = min(left, key=lambda each: each[0])
    return Withdrawable(max(0, cents), because)
