"""Ballots that give each candidate a number of points, as score and STAR voting read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from rulebook.tally.ballots import check_lots, lot_bytes

#: Points by candidate's index; None where the voter gave none.
Scoring: TypeAlias = tuple[int | None, ...]


@dataclass(frozen=True)
class Scores:
    """One election's ballots. Raises ValueError, in plain words, for what cannot be counted."""

    candidates: tuple[str, ...]
    seats: int
    most: int  # points that a ballot can give one candidate; the least is 0
    ballots: Mapping[Scoring, int]  # each way of giving points, and how many ballots give exactly those
    withdrawn: frozenset[int] = field(default=frozenset())
    title: str = ""
    lots: tuple[str, ...] = ()  # as for ranked ballots

    def __post_init__(self) -> None:
        if not self.candidates or not all(name.strip() for name in self.candidates):
            raise ValueError("an election needs candidates, each with a name")
        check_lots(self.lots, len(self.candidates))
        if self.seats < 1:
            raise ValueError("an election fills at least one seat")
        if self.most < 1:
            raise ValueError("the most points that a candidate can get are at least 1")
        if not all(0 <= index < len(self.candidates) for index in self.withdrawn):
            raise ValueError("a withdrawn candidate is not among the candidates")
        for scoring, weight in self.ballots.items():
            if len(scoring) != len(self.candidates):
                raise ValueError(f"a ballot scores {len(scoring)} of {len(self.candidates)} candidates")
            if weight < 1 or not all(points is None or 0 <= points <= self.most for points in scoring):
                raise ValueError(
                    f"ballot {scoring}, {weight} times: a ballot gives each candidate from 0 to {self.most} "
                    "points or none, and counts at least once"
                )

    @property
    def standing(self) -> tuple[int, ...]:
        """The candidates who can be elected, by index."""
        return tuple(index for index in range(len(self.candidates)) if index not in self.withdrawn)

    @property
    def cast(self) -> int:
        """How many ballots were handed in, the empty ones too."""
        return sum(self.ballots.values())

    @property
    def counted(self) -> int:
        """How many of them give points to somebody who stands."""
        standing = self.standing
        return sum(
            weight
            for scoring, weight in self.ballots.items()
            if any(scoring[candidate] is not None for candidate in standing)
        )

    def totals(self) -> list[int]:
        """All points that each candidate got; who gave none gave 0. Withdrawn candidates have 0."""
        totals = [0] * len(self.candidates)
        for scoring, weight in self.ballots.items():
            for candidate, points in enumerate(scoring):
                if points:
                    totals[candidate] += points * weight
        return self._without_withdrawn(totals)

    def voices(self) -> list[int]:
        """How many ballots say something about each candidate, be it 0 points."""
        voices = [0] * len(self.candidates)
        for scoring, weight in self.ballots.items():
            for candidate, points in enumerate(scoring):
                if points is not None:
                    voices[candidate] += weight
        return self._without_withdrawn(voices)

    def lot_bytes(self, candidate: int) -> bytes:
        """How a candidate is spelt in a lot, as for ranked ballots."""
        return lot_bytes(self.lots or self.candidates, candidate)

    def _without_withdrawn(self, numbers: list[int]) -> list[int]:
        for candidate in self.withdrawn:
            numbers[candidate] = 0
        return numbers
