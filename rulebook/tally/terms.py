"""What is fixed before a count begins, and printed with its result."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

#: What it means when a ballot does not name a candidate: that the voter puts her below everybody
#: named, or that the voter says nothing about her.
Unranked: TypeAlias = Literal["last", "no-opinion"]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms of a count. Raises ValueError for terms that no count can meet."""

    unranked: Unranked  # nobody may leave this unsaid
    seed: bytes | None = None  # of the public lot; None draws with the empty seed, and the sheet says so
    roll: int | None = None  # how many people may vote
    quorum: Fraction = Fraction(0)  # least share of the roll that must take part (majority, consent, median)
    threshold: Fraction = Fraction(1, 2)  # least share of yes among yes and no (majority alone)
    override: Fraction | None = None  # consent: least share that carries over objections; None: nothing does
    step: int = 1  # equal shares: how much each voter's share grows at a time, in the units of the costs

    def __post_init__(self) -> None:
        if self.unranked not in get_args(Unranked):
            raise ValueError(f"unranked means “last” or “no-opinion”, not “{self.unranked}”")
        for name, share in (("quorum", self.quorum), ("threshold", self.threshold)):
            if not 0 <= share <= 1:
                raise ValueError(f"a {name} is a share between 0 and 1, not {share}")
        if self.override is not None and not Fraction(1, 2) <= self.override <= 1:
            raise ValueError(f"objections are overridden by a share between 1/2 and 1, not {self.override}")
        if self.step < 1:
            raise ValueError(f"a voter's share grows by at least 1 at a time, not {self.step}")
        if self.roll is None and self.quorum > 0:
            raise ValueError("a quorum is a share of the roll, so the roll's size must be known")
        if self.roll is not None and self.roll < 0:
            raise ValueError("a roll cannot have fewer than no people")

    def check_turnout(self, cast: int) -> None:
        """ValueError when more ballots were cast than people may vote."""
        if self.roll is not None and cast > self.roll:
            raise ValueError(f"{cast} ballots were cast, but only {self.roll} people are on the roll")
