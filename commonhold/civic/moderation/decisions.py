"""What a vote may do about measures: expel a member whom a case proposes to expel, or lift a measure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.moderation import measures
from commonhold.civic.moderation.charter import BY_VOTE, ModerationCharter
from commonhold.civic.moderation.models import Measure
from commonhold.civic.moderation.refusals import NoSuchMeasure
from commonhold.civic.moderation.vocabulary import End, Ladder
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment


@dataclass(frozen=True)
class ExpelMember(Decision):
    """Expel the member whom a case proposes to expel. She is suspended until her time to appeal is over."""

    kind = "moderation.expel-member.v1"
    title = gettext_lazy("Expel a member")
    measure: str  # decimal: the proposed measure's id

    def words(self) -> str:
        return _("Expel the member of case {case}").format(case=_case_of(self.measure))

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        self._proposed(charter)

    def preview(self, charter: Charter) -> Difference:
        what = _("Case {case}").format(case=_case_of(self.measure))
        return Difference(what, _("A member"), _("Suspended; no member once nothing can be appealed"))

    def enact(self, enactment: Enactment) -> None:
        row = measures.lock(int(self.measure))
        if row is None or row.since is not None or row.ended_at is not None:
            raise NoSuchMeasure
        measures.impose(row, reference=enactment.reference, now=enactment.at)

    def _proposed(self, charter: Charter) -> None:
        row = _measure(self.measure)
        by_vote = charter.read(ModerationCharter).expulsion == BY_VOTE
        if row is None or row.kind != Ladder.EXPEL or row.since or row.ended_at or not by_vote:
            raise NoSuchMeasure


@dataclass(frozen=True)
class LiftMeasure(Decision):
    """End a measure by vote, whoever took or upheld it. Members are above their moderators and juries."""

    kind = "moderation.lift-measure.v1"
    title = gettext_lazy("End a measure")
    measure: str  # decimal: its id

    def words(self) -> str:
        return _("End the measure “{what}” of case {case}").format(
            what=self._what(), case=_case_of(self.measure)
        )

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        row = _measure(self.measure)
        if row is None or row.ended_at is not None:
            raise NoSuchMeasure

    def preview(self, charter: Charter) -> Difference:
        what = _("Case {case}").format(case=_case_of(self.measure))
        return Difference(what, self._what(), _("Ended by a vote"))

    def enact(self, enactment: Enactment) -> None:
        row = measures.lock(int(self.measure))
        if row is None:
            raise NoSuchMeasure
        measures.stop(row, End.VOTED, reference=enactment.reference, now=enactment.at)

    def _what(self) -> str:
        row = _measure(self.measure)
        return "—" if row is None else str(Ladder(row.kind).label)


def _measure(number: str) -> Measure | None:
    return Measure.objects.filter(id=int(number)).first() if number.isdecimal() else None


def _case_of(number: str) -> str:
    row = _measure(number)
    return "—" if row is None else str(row.case_id)
