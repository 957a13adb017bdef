"""Ballots that give every option a number of points: elections, and choices among many."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from commonhold.civic.governance.questions.question import Frame, Question, Result, spell
from commonhold.civic.governance.questions.ranked import Choice, Election
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json
from rulebook.tally import majority
from rulebook.tally.flows import Flow
from rulebook.tally.methods import VERSIONS
from rulebook.tally.scores import Scores
from rulebook.tally.terms import Unranked

#: The most points that a ballot can give one option; the least is 0.
MOST_POINTS = 5


@dataclass(frozen=True)
class _Points(Question):
    """What both share: the ballot. `[0,5,2]` gives option 1 five points and option 2 two."""

    unranked: Unranked = "last"
    seats: int = 1

    def spelled(self, said: Json) -> str:
        whole = isinstance(said, list | tuple) and all(type(each) is int for each in said)
        if not whole or not isinstance(said, list | tuple) or len(said) != len(self.options):
            raise Refusal(_("This ballot can't be read. Nothing was cast; please fill it in again."))
        if not all(isinstance(each, int) and 0 <= each <= MOST_POINTS for each in said):
            raise Refusal(_("Each option has from 0 to {n} points. Nothing was cast."), n=MOST_POINTS)
        return spell(list(said))

    @property
    def width(self) -> int:
        return 1 + 2 * len(self.options)

    def scores(self, cast: Mapping[str, int]) -> Scores:
        names = tuple(each.title for each in self.options)
        said = {tuple(json.loads(text)): n for text, n in cast.items()}
        return Scores(names, self.seats, MOST_POINTS, said, self.withdrawn, lots=self.lots)


@dataclass(frozen=True)
class PointsElection(_Points, Election):
    """Seats go to those with more points than “leave the seat open”, the most first."""

    def ballots(self, cast: Mapping[str, int]) -> Scores:  # type: ignore[override]
        return self.scores(cast)

    def flow(self, cast: Mapping[str, int], frame: Frame) -> Flow | None:
        return None


@dataclass(frozen=True)
class PointsChoice(_Points, Choice):
    """The winner must also have, of the points of both, the share over how things are that is needed."""

    def ballots(self, cast: Mapping[str, int]) -> Scores:  # type: ignore[override]
        return self.scores(cast)

    def flow(self, cast: Mapping[str, int], frame: Frame) -> Flow | None:
        return None

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        scores = self.scores(cast)
        sheet = VERSIONS[self.method].count(scores, frame.terms(self.unranked))
        winner, totals = (sheet.elected[0] if sheet.elected else 0), scores.totals()
        against_now = majority.count(
            yes=totals[winner] if winner else 0,
            no=totals[0],
            roll=totals[winner] + totals[0],
            threshold=frame.threshold,
            quorum=Fraction(0),
        )
        plain = {**sheet.plain(), "against_how_things_are": against_now.plain()}
        if self._missed(cast, frame):
            return Result("no-quorum", plain)
        if not winner or not against_now.carried:
            return Result("defeated", plain)
        return Result("carried", plain, (winner,), self.chosen((winner,)))
