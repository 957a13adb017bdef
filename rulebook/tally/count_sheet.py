"""The result of an election, with everything that somebody needs to follow and check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol, Self, TypeAlias

from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms, Unranked

Outcome: TypeAlias = Literal["carried", "defeated", "no-quorum"]
#: What a choice between equals settles: who is excluded, whose surplus goes first, who gets the seat,
#: or only who of several elected at once is named first.
Reason: TypeAlias = Literal["exclusion", "surplus", "seat", "order", "finalist", "pairs", "project"]
#: What told equals apart.
How: TypeAlias = Literal[
    "earlier-stage", "lot", "head-to-head", "total-score", "top-scores", "lower-cost", "more-supporters"
]
PlainData: TypeAlias = "bool | int | str | list[PlainData] | dict[str, PlainData] | None"


class Election(Protocol):
    """What a sheet repeats of the ballots, of whatever kind they are."""

    @property
    def title(self) -> str: ...
    @property
    def seats(self) -> int: ...
    @property
    def candidates(self) -> tuple[str, ...]: ...
    @property
    def withdrawn(self) -> frozenset[int]: ...
    @property
    def cast(self) -> int: ...


class Details(Protocol):
    """What one method alone has to show."""

    def plain(self) -> dict[str, PlainData]: ...


@dataclass(frozen=True)
class Stage:
    """How things stand at the end of one stage, and what happened in it.

    Stage 1 holds the first preferences. Each later stage either transfers the surplus of
    `surplus_of` or excludes the candidates in `excluded`. `elected` are those who became so at
    its end, in order.
    """

    votes: tuple[Fraction, ...]  # by candidate's index, exact
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    surplus_of: int | None = None
    non_transferable: Fraction = Fraction(0)  # so far, with what rounding down has dropped
    quota: Fraction | None = None  # where it changes from stage to stage
    keeps: tuple[Fraction, ...] = ()  # what each candidate keeps of a ballot, where the method says so


@dataclass(frozen=True)
class Tie:
    """Candidates who stood equal when one of them had to be chosen, and how that was done."""

    stage: int  # the stage, counted from 1, at whose end they were equal
    decides: Reason
    candidates: tuple[int, ...]
    chosen: int  # excluded, transferred first, or given the seat or the next place
    how: How
    lot_order: tuple[int, ...] = ()  # those whom earlier stages left equal, first drawn first
    seeded: bool = True  # False: a lot was needed, no seed was given, and the empty seed drew


@dataclass(frozen=True)
class MajoritySheet:
    """The answer to one question that is put to everybody on a roll."""

    yes: int
    no: int
    abstain: int
    roll: int | None
    threshold: Fraction
    quorum: Fraction
    outcome: Outcome
    method: str
    version: str

    @property
    def carried(self) -> bool:
        return self.outcome == "carried"

    def plain(self) -> dict[str, PlainData]:
        """The sheet as JSON data; shares as exact text."""
        return {
            "method": self.method,
            "version": self.version,
            "outcome": self.outcome,
            "yes": self.yes,
            "no": self.no,
            "abstain": self.abstain,
            "roll": self.roll,
            "threshold": exact(self.threshold),
            "quorum": exact(self.quorum),
        }


@dataclass(frozen=True)
class CountSheet:
    """A finished count. Candidates are named by their index everywhere but in `candidates`."""

    method: str
    version: str
    rule: str  # in words that a member understands
    title: str
    seats: int
    quota: int | None
    candidates: tuple[str, ...]
    withdrawn: tuple[int, ...]
    cast: int  # ballots handed in
    counted: int  # of them, those that name somebody who stands
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    ties: tuple[Tie, ...]
    unranked: Unranked
    decision: MajoritySheet | None = None
    details: Details | None = None

    @classmethod
    def of(
        cls,
        profile: Election,
        terms: Terms,
        rule: Rule,
        *,
        counted: int,
        elected: Sequence[int],
        stages: Sequence[Stage],
        ties: Sequence[Tie],
        quota: int | None = None,
        decision: MajoritySheet | None = None,
        details: Details | None = None,
    ) -> Self:
        """The sheet of a count of `profile` under `terms`, from what the method found."""
        return cls(
            method=rule.name,
            version=rule.version,
            rule=rule.words,
            title=profile.title,
            seats=profile.seats,
            quota=quota,
            candidates=profile.candidates,
            withdrawn=tuple(sorted(profile.withdrawn)),
            cast=profile.cast,
            counted=counted,
            elected=tuple(elected),
            stages=tuple(stages),
            ties=tuple(ties),
            unranked=terms.unranked,
            decision=decision,
            details=details,
        )

    def plain(self) -> dict[str, PlainData]:
        """The sheet as JSON data: only text, whole numbers, lists and objects; votes as exact text."""
        sheet: dict[str, PlainData] = {
            "method": self.method,
            "version": self.version,
            "rule": self.rule,
            "title": self.title,
            "seats": self.seats,
            "quota": self.quota,
            "candidates": list(self.candidates),
            "withdrawn": list(self.withdrawn),
            "cast": self.cast,
            "counted": self.counted,
            "elected": list(self.elected),
            "stages": [_plain_stage(stage) for stage in self.stages],
            "ties": [plain_tie(tie) for tie in self.ties],
            "unranked": self.unranked,
        }
        if self.decision is not None:
            sheet |= self.decision.plain()
        if self.details is not None:
            sheet |= self.details.plain()
        return sheet


def exact(number: Fraction) -> str:
    """`number` as text without any loss: a decimal where one ends, else `numerator/denominator`.

    >>> exact(Fraction(43732052, 100000)), exact(Fraction(842)), exact(Fraction(1, 3))
    ('437.32052', '842', '1/3')
    """
    places = _places(number.denominator)
    if not places:
        return str(number)
    whole, decimals = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{whole}.{decimals:0{places}d}"


def _places(denominator: int) -> int | None:
    """How many decimals a number of this denominator needs; None when they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _plain_stage(stage: Stage) -> PlainData:
    plain: dict[str, PlainData] = {
        "votes": [exact(votes) for votes in stage.votes],
        "elected": list(stage.elected),
        "excluded": list(stage.excluded),
        "surplus_of": stage.surplus_of,
        "non_transferable": exact(stage.non_transferable),
    }
    if stage.quota is not None:
        plain |= {"quota": exact(stage.quota), "keeps": [exact(keep) for keep in stage.keeps]}
    return plain


def plain_tie(tie: Tie) -> PlainData:
    plain: dict[str, PlainData] = {
        "stage": tie.stage,
        "decides": tie.decides,
        "candidates": list(tie.candidates),
        "chosen": tie.chosen,
        "how": tie.how,
    }
    if tie.how == "lot":
        plain |= {"lot_order": list(tie.lot_order), "seed_given": tie.seeded}
    return plain
