"""What the voters handed in: candidates, seats, and the ballots grouped by what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

#: Ranks from first to last; each rank holds the candidates' indexes (from 0) that share it.
#: An empty rank is one that the voter skipped, and an empty ranking an empty ballot.
Ranking: TypeAlias = tuple[tuple[int, ...], ...]

#: What a count of single preferences reads on a ballot: candidates' indexes, first choice first.
Preferences: TypeAlias = tuple[int, ...]


#: A count by stages prints every candidate at every stage, and there are about as many stages as candidates.
MOST_IN_STAGES = 1_000


@dataclass(frozen=True)
class Profile:
    """One election's ballots. Raises ValueError, in plain words, for what cannot be counted."""

    candidates: tuple[str, ...]
    seats: int
    ballots: Mapping[Ranking, int]  # each ranking, and how many ballots say exactly that
    withdrawn: frozenset[int] = field(default=frozenset())
    title: str = ""
    lots: tuple[str, ...] = ()  # what each is called in a lot, where that is not the name

    def __post_init__(self) -> None:
        if not self.candidates or not all(name.strip() for name in self.candidates):
            raise ValueError("an election needs candidates, each with a name")
        check_lots(self.lots, len(self.candidates))
        if self.seats < 1:
            raise ValueError("an election fills at least one seat")
        known = range(len(self.candidates))
        if not all(index in known for index in self.withdrawn):
            raise ValueError("a withdrawn candidate is not among the candidates")
        for ranking, weight in self.ballots.items():
            ranked = [index for rank in ranking for index in rank]
            if weight < 1 or len(set(ranked)) < len(ranked) or not all(index in known for index in ranked):
                raise ValueError(
                    f"ballot {ranking}, {weight} times: a ballot ranks each candidate once at most, "
                    "ranks candidates of this election alone, and counts at least once"
                )

    @property
    def standing(self) -> tuple[int, ...]:
        """The candidates who can be elected, by index."""
        return tuple(index for index in range(len(self.candidates)) if index not in self.withdrawn)

    @property
    def cast(self) -> int:
        """How many ballots were handed in, the empty ones too."""
        return sum(self.ballots.values())

    def check_stages(self) -> None:
        """ValueError when there are too many candidates for a sheet of all stages."""
        if len(self.standing) > MOST_IN_STAGES:
            raise ValueError(
                f"{len(self.standing):,} candidates are too many to exclude one by one: a sheet that shows "
                f"each at every stage holds at most {MOST_IN_STAGES:,}. Shorten the list, say by approval"
            )

    def papers(self) -> dict[Preferences, int]:
        """The ballots as single preferences: what each says, and how many say it.

        Withdrawn candidates are struck out first. Then a rank that names nobody, or several
        candidates at once, is passed over and the next rank moves up, as OpaVote does. A ballot
        with nothing left is no valid paper and is left out.
        """
        papers: dict[Preferences, int] = {}
        for ranking, weight in self.ballots.items():
            ranks = self._without_withdrawn(ranking) if self.withdrawn else ranking
            preferences = tuple([rank[0] for rank in ranks if len(rank) == 1])
            if preferences:
                papers[preferences] = papers.get(preferences, 0) + weight
        return papers

    def approvals(self) -> dict[tuple[int, ...], int]:
        """The ballots as approvals: which candidates who stand each one names, and how many name just those.

        Whoever a ballot names is approved, on whatever rank. A ballot that names nobody is left out.
        """
        approvals: dict[tuple[int, ...], int] = {}
        for ranking, weight in self.ballots.items():
            named = tuple(sorted({index for rank in ranking for index in rank} - self.withdrawn))
            if named:
                approvals[named] = approvals.get(named, 0) + weight
        return approvals

    def lot_bytes(self, candidate: int) -> bytes:
        """How a candidate is spelt in a lot: the name in UTF-8, so that ballot order plays no part.

        Of several candidates with one name, the second and later add a zero byte and their place among them.
        `lots` stand in the names' place where names may be erased one day.
        """
        return lot_bytes(self.lots or self.candidates, candidate)

    def _without_withdrawn(self, ranking: Ranking) -> Ranking:
        return tuple([tuple([index for index in rank if index not in self.withdrawn]) for rank in ranking])


def check_lots(lots: tuple[str, ...], candidates: int) -> None:
    """ValueError unless there are none, or one for each candidate and no two alike."""
    if lots and (len(lots) != candidates or len(set(lots)) < candidates or not all(lots)):
        raise ValueError("in a lot each candidate has a name of its own, or all have their own names")


def lot_bytes(names: tuple[str, ...], index: int) -> bytes:
    """How the bearer of `names[index]` is spelt in a lot; see `Profile.lot_bytes`."""
    namesakes_before = names[:index].count(names[index])
    return names[index].encode() + (b"\0%d" % (namesakes_before + 1) if namesakes_before else b"")
