"""What all questions have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext as _

from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json, canonical
from rulebook.tally.ballot_json import Ballots
from rulebook.tally.flows import Flow
from rulebook.tally.terms import Terms, Unranked

#: Nobody reads a longer ballot; a count by pairs takes no more either.
MOST_OPTIONS = 200
Outcome = Literal["carried", "defeated", "no-quorum"]


@dataclass(frozen=True)
class Option:
    """One answer that a ballot offers. `decisions` are carried out if it wins."""

    title: str
    decisions: Sequence[Decision] = ()
    cost: int = 0  # budgets: in the currency's smallest coins
    person_id: int | None = None  # elections: who stands
    withdrawn: bool = False  # it stays on the ballot, and the count passes it over
    lot: str = ""  # what it is drawn by; empty: its title


@dataclass(frozen=True)
class Frame:
    """What was frozen at notice, and the public lot: all that a count needs beside the ballots."""

    roll: int  # whom the quorum is reckoned from: active members, and whoever else voted
    threshold: Fraction
    quorum: Fraction
    seed: bytes = b""
    bases: Mapping[str, int] = field(default_factory=dict)  # the same by class of member

    def terms(self, unranked: Unranked, **more: Any) -> Terms:
        return Terms(
            unranked=unranked,
            seed=self.seed,
            roll=self.roll,
            threshold=self.threshold,
            quorum=self.quorum,
            **more,
        )


@dataclass(frozen=True)
class Result:
    """What the count decides. `sheet` is plain JSON data: every stage, for whoever counts again."""

    outcome: Outcome
    sheet: Mapping[str, Any]
    elected: Sequence[int] = ()
    decisions: Sequence[Decision] = ()


@dataclass(frozen=True)
class Question(ABC):
    """One way of asking. Ballots are kept and published as short texts, `said` in one spelling only."""

    kind: ClassVar[Kind]
    method: str  # a version of the rulebook's, for ever: irv_v1
    options: Sequence[Option] = field(default=())
    unranked: Unranked = "no-opinion"  # what a ballot means by leaving an option out; printed on it

    @abstractmethod
    def spelled(self, said: Json) -> str:
        """The one spelling of what a ballot says. Raises Refusal for what can't be counted."""

    @property
    @abstractmethod
    def width(self) -> int:
        """Bytes of the longest ballot: all are padded to it, so that their length says nothing."""

    @abstractmethod
    def ballots(self, cast: Mapping[str, int]) -> Ballots:
        """The ballots as the rulebook reads them: by spelling, how many say just that."""

    @abstractmethod
    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        """Count them. Pure: the same ballots and frame give the same result for ever."""

    def published(self, choice: str, class_key: str) -> str:
        """What is published of a ballot, spelled so, of somebody of this class of members."""
        return choice

    def flow(self, cast: Mapping[str, int], frame: Frame) -> Flow | None:
        """The picture of the count, where its stages hand votes or money on."""
        return None

    @property
    def withdrawn(self) -> frozenset[int]:
        return frozenset(number for number, each in enumerate(self.options) if each.withdrawn)

    @property
    def lots(self) -> tuple[str, ...]:
        """What the options are drawn by, where that is not the titles of all."""
        named = any(each.lot for each in self.options)
        return tuple(each.lot or each.title for each in self.options) if named else ()

    def chosen(self, elected: Sequence[int]) -> list[Decision]:
        """The decisions of the options that won, in order."""
        return [decision for number in elected for decision in self.options[number].decisions]


def indexes(said: Json, known: int) -> list[int]:
    """A list of options' numbers, from 0, each once. Raises Refusal."""
    if not isinstance(said, list | tuple) or not all(type(each) is int for each in said):
        raise Refusal(_("This ballot can't be read. Nothing was cast; please fill it in again."))
    numbers = [each for each in said if isinstance(each, int)]
    if len(set(numbers)) < len(numbers) or not all(0 <= each < known for each in numbers):
        raise Refusal(_("A ballot names each option once at most, and only options of this vote."))
    return numbers


def spell(said: Json) -> str:
    return canonical(said).decode()


def longest_list(known: int, *, brackets: int) -> int:
    """Bytes of a JSON list that names every option, each in this many brackets more."""
    return 2 + sum(len(str(number)) + 1 + brackets for number in range(known))
