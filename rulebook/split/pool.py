"""What there is to share.

First the co-op pays what it must, then outside income tops up, never past the dues.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Money:
    """What came in beside the dues, and what the co-op pays first. Minor units of one currency."""

    losses: int = 0  # carried from earlier periods
    costs: int = 0  # hosting, bills, paid work
    reserve: int = 0  # as the appropriation found it
    before: int = 0  # whatever else the voted order puts first: interest on shares, patronage
    outside: int = 0  # sponsors and other income that is nobody's dues; what an earlier split kept, too

    def __post_init__(self) -> None:
        if min(asdict(self).values()) < 0:
            raise ValueError("losses, costs, reserve and income are nothing or more")

    @property
    def first(self) -> int:
        """What the co-op pays before anybody."""
        return self.losses + self.costs + self.reserve + self.before

    def plain(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Pool:
    """Dues and income, and how far they reach. `dues + outside + missing = first + slices + over`."""

    dues: int  # paid by members and by the fund
    first: int
    outside: int
    rest: int  # of the dues, when they have paid `first`
    top_up: int  # of the outside income, for the slices
    over: int  # of the outside income: neither needed nor room for it; the co-op's
    missing: int  # a loss, carried to the next period

    @property
    def slices(self) -> int:
        """All slices together; never more than the dues."""
        return self.rest + self.top_up

    def plain(self) -> dict[str, int]:
        return asdict(self) | {"slices": self.slices}


def pool_of(dues: int, money: Money) -> Pool:
    """Dues pay first; where they don't reach, outside income does; what is left of it tops the dues up again.

    >>> pool_of(1_000, Money(costs=600, outside=100)).slices
    500
    >>> pool_of(1_000, Money(costs=600, outside=700))
    Pool(dues=1000, first=600, outside=700, rest=400, top_up=600, over=100, missing=0)
    """
    rest, unpaid = max(0, dues - money.first), max(0, money.first - dues)
    income, missing = max(0, money.outside - unpaid), max(0, unpaid - money.outside)
    top_up = min(income, dues - rest)
    return Pool(dues, money.first, money.outside, rest, top_up, income - top_up, missing)
