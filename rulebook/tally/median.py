"""A number by its median: half of those who name one want no more, and half want no less.

Source: Duncan Black, "On the Rationale of Group Decision-making" (1948); the present value as one
more voice where the middle is a gap: Hervé Moulin, "On strategy-proofness and single peakedness", Public
Choice 35 (1980).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from rulebook.tally.count_sheet import PlainData, exact
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms, Unranked

#: “unchanged”: nobody named a number, so that the present one stays.
MedianOutcome: TypeAlias = Literal["decided", "unchanged", "no-quorum"]

RULE = Rule(
    name="median",
    version="median_v1",
    words=(
        "Everybody names a number within the bounds, and the one in the middle is chosen: as many want at "
        "least as much as want at most as much. Where two numbers are in the middle, the one nearer to the "
        "present number is chosen, or the present number itself when it lies between them. Whoever names "
        "none takes part, and counts to the quorum alone, whatever “unranked” means. Below the quorum "
        "nothing changes. No lot is ever drawn."
    ),
)


@dataclass(frozen=True)
class Numbers:
    """The numbers that were named. Raises ValueError, in plain words, for what cannot be counted."""

    lowest: int
    highest: int
    present: int
    ballots: Mapping[int, int]  # each number, and how many named it
    none: int = 0  # ballots that name no number
    title: str = ""

    def __post_init__(self) -> None:
        if not self.lowest <= self.present <= self.highest:
            raise ValueError(f"the present number must lie between {self.lowest} and {self.highest}")
        if self.none < 0 or any(weight < 1 for weight in self.ballots.values()):
            raise ValueError("nobody can cast fewer than no ballots")
        for number in self.ballots:
            if not self.lowest <= number <= self.highest:
                raise ValueError(f"{number} is out of bounds: from {self.lowest} to {self.highest}")

    @property
    def cast(self) -> int:
        return sum(self.ballots.values()) + self.none


@dataclass(frozen=True)
class MedianSheet:
    """The number that was chosen, and how many named each."""

    method: str
    version: str
    rule: str
    title: str
    lowest: int
    highest: int
    present: int
    cast: int
    counted: int
    roll: int | None
    quorum: Fraction
    named: tuple[tuple[int, int], ...]  # (number, how many named it), rising
    middle: tuple[int, int] | None  # the two numbers in the middle, mostly the same one
    value: int
    outcome: MedianOutcome
    unranked: Unranked

    @property
    def elected(self) -> bool:
        """True where the members chose a number, be it the present one."""
        return self.outcome == "decided"

    def plain(self) -> dict[str, PlainData]:
        """The sheet as JSON data; shares as exact text."""
        return {
            "method": self.method,
            "version": self.version,
            "rule": self.rule,
            "title": self.title,
            "bounds": [self.lowest, self.highest],
            "present": self.present,
            "cast": self.cast,
            "counted": self.counted,
            "roll": self.roll,
            "quorum": exact(self.quorum),
            "named": [[number, voters] for number, voters in self.named],
            "middle": None if self.middle is None else list(self.middle),
            "value": self.value,
            "outcome": self.outcome,
            "unranked": self.unranked,
        }


def count_ballots(numbers: Numbers, terms: Terms) -> MedianSheet:
    """The whole count. Raises ValueError when more ballots were cast than people are on the roll."""
    terms.check_turnout(numbers.cast)
    named = tuple(sorted(numbers.ballots.items()))
    middle = _middle(named)
    outcome: MedianOutcome = "unchanged" if middle is None else "decided"
    if terms.roll is not None and numbers.cast < terms.quorum * terms.roll:
        outcome = "no-quorum"
    value = numbers.present
    if middle is not None and outcome == "decided":
        value = min(max(numbers.present, middle[0]), middle[1])
    return MedianSheet(
        method=RULE.name,
        version=RULE.version,
        rule=RULE.words,
        title=numbers.title,
        lowest=numbers.lowest,
        highest=numbers.highest,
        present=numbers.present,
        cast=numbers.cast,
        counted=numbers.cast - numbers.none,
        roll=terms.roll,
        quorum=terms.quorum,
        named=named,
        middle=middle,
        value=value,
        outcome=outcome,
        unranked=terms.unranked,
    )


def _middle(named: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The lower and the upper median."""
    voters = sum(weight for _, weight in named)
    if not voters:
        return None
    return _at(named, (voters - 1) // 2), _at(named, voters // 2)


def _at(named: tuple[tuple[int, int], ...], place: int) -> int:
    """The number at `place`, from 0, when all voters stand in the order of their numbers."""
    for number, weight in named:
        if place < weight:
            return number
        place -= weight
    raise IndexError(place)
