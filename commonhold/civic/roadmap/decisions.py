"""What a vote may carry out about the roadmap."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.roadmap import queries, rankings
from commonhold.civic.roadmap.refusals import IdeaNotCandidate, IdeasUnreadable, NoSuchIdea
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment

MOST = 20
_DIGITS = 19


@dataclass(frozen=True)
class SetPriorities(Decision):
    """What comes first in the period in which this takes effect."""

    kind = "roadmap.set-priorities.v1"
    title = gettext_lazy("Set what comes first on the roadmap")
    idea_ids: str  # decimal, best first, with commas: "12,7"

    def words(self) -> str:
        return _("Put first, in this order: {ideas}").format(ideas=self._named())

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        wanted = self._ids()
        if not 1 <= len(wanted) <= MOST or len(set(wanted)) < len(wanted):
            raise IdeasUnreadable(MOST)
        titles, waiting = queries.titles(wanted), queries.waiting_among(wanted)
        for each in wanted:
            if each not in titles:
                raise NoSuchIdea
            if each not in waiting:
                raise IdeaNotCandidate(titles[each])

    def preview(self, charter: Charter) -> Difference:
        before = [each.title for each in queries.latest_priorities()]
        return Difference(_("What comes first"), _in_order(before) or "—", self._named())

    def enact(self, enactment: Enactment) -> None:
        rankings.set_ranking(self._ids(), because=enactment)

    def _ids(self) -> list[int]:
        parts = [each.strip() for each in self.idea_ids.split(",")]
        if not all(each.isascii() and each.isdecimal() and len(each) <= _DIGITS for each in parts):
            raise IdeasUnreadable(MOST)
        return [int(each) for each in parts]

    def _named(self) -> str:
        try:
            wanted = self._ids()
        except IdeasUnreadable:
            return self.idea_ids
        titles = queries.titles(wanted)
        return _in_order([titles.get(each, str(each)) for each in wanted])


@dataclass(frozen=True)
class PutFirst(Decision):
    """The next place among what comes first: a vote on an order carries these out from the first to the last.

    It applies to what holds by then: an idea that was merged counts for the one that leads on, and one that
    shipped or was declined meanwhile is passed over.
    """

    kind = "roadmap.put-first.v1"
    title = gettext_lazy("Put an idea first on the roadmap")
    idea_id: str  # decimal

    def words(self) -> str:
        return _("Put among what comes first: {idea}").format(idea=self._title())

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if not queries.titles([self._id()]):
            raise NoSuchIdea

    def preview(self, charter: Charter) -> Difference:
        before = [each.title for each in queries.latest_priorities()]
        return Difference(_("What comes first"), _in_order(before) or "—", self._title())

    def enact(self, enactment: Enactment) -> None:
        rankings.put_next(self._id(), because=enactment)

    def _id(self) -> int:
        if not (self.idea_id.isascii() and self.idea_id.isdecimal() and len(self.idea_id) <= _DIGITS):
            raise NoSuchIdea
        return int(self.idea_id)

    def _title(self) -> str:
        try:
            return queries.titles([self._id()]).get(self._id(), self.idea_id)
        except NoSuchIdea:
            return self.idea_id


def _in_order(titles: list[str]) -> str:
    return "; ".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
