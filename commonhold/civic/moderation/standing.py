"""Who may judge whom: mandate holders and jurors without a part in the matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.models import Appeal, Case, Juror, Measure, Recusal, Report
from commonhold.civic.moderation.refusals import MandateNeeded, OwnDecision, OwnMatter
from commonhold.civic.moderation.vocabulary import DAY
from commonhold.ground.charter import queries as charter
from commonhold.social.actors import moving
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.queries import ANYONE


def must_judge(by: int, case: Case) -> None:
    """Raises MandateNeeded without a mandate, OwnMatter for who has a part in the case."""
    must_hold_mandate(by)
    if is_conflicted(by, case):
        raise OwnMatter


def must_hold_mandate(by: int) -> None:
    """Raises MandateNeeded, or what an account that can't act raises."""
    people.must_be_active(by)
    if not people.is_steward(by):
        raise MandateNeeded


def is_conflicted(person_id: int, case: Case) -> bool:
    """Is she the one it is about, did she report it or stand aside, or is there a block between them?"""
    human = set(people.same_human(person_id))
    if case.person_id in human:
        return True
    if Report.objects.filter(case=case, reporter_id__in=human).exists():
        return True
    if Recusal.objects.filter(case=case, person_id__in=human).exists():
        return True
    return case.person_id is not None and any(are_apart(each, case.person_id) for each in human)


def addresses_apart(case: Case) -> set[str]:
    """Addresses elsewhere of everybody who has a part in a case, such as "eve@elsewhere.example"."""
    reporters = Report.objects.filter(case=case).values_list("reporter_id", flat=True)
    aside = Recusal.objects.filter(case=case).values_list("person_id", flat=True)
    parts = {each for each in (case.person_id, *reporters, *aside) if each}
    humans = {each for one in parts for each in people.same_human(one)}
    found = {each.called.lstrip("@") for one in humans for each in moving.aliases_of(one)}
    found |= {line.handle for line in people.lines(ANYONE, humans).values() if "@" in line.handle}
    if case.person_id is not None:
        for each in people.same_human(case.person_id):
            found |= people.blocked_addresses(each)
    return found


def servers_apart(case: Case) -> set[str]:
    """Servers that whoever it is about blocked whole."""
    if case.person_id is None:
        return set()
    return {d for each in people.same_human(case.person_id) for d in people.servers_blocked_by(each)}


def deciders(measure: Measure) -> set[int]:
    """Whoever decided on this measure before, at any level: the next level is others'."""
    ours = Juror.objects.filter(draw__measure=measure, person__isnull=False)
    jurors = ours.values_list("person_id", flat=True)
    reviewers = Appeal.objects.filter(measure=measure, decided_by__isnull=False)
    named = {measure.by_id, *jurors, *reviewers.values_list("decided_by_id", flat=True)}
    return {each for one in named if one for each in people.same_human(one)}


def judges(case: Case, *, but: Iterable[int] = ()) -> list[int]:
    """The mandate holders who may judge a case, in no order."""
    away = set(but)
    return [each for each in people.steward_ids() if each not in away and not is_conflicted(each, case)]


def in_front(viewer_id: int, measure: Measure) -> bool:
    """Is she whom the measure is on, as whomever she speaks?"""
    return measure.person_id is not None and measure.person_id in people.same_human(viewer_id)


def may_ask_again(report: Report, now: datetime) -> bool:
    """Was it dismissed, once, within the time to appeal? The last second counts."""
    if (
        report.outcome != Report.Outcome.DISMISSED
        or report.second_at is not None
        or report.answered_at is None
    ):
        return False
    return now <= report.answered_at + DAY * charter.current().read(ModerationCharter).appeal_days


def must_be_another(by: int, report: Report) -> None:
    """Raises OwnDecision for whoever dismissed it before."""
    if report.first_answered_by_id in people.same_human(by):
        raise OwnDecision


def is_overdue(appeal: Appeal, now: datetime) -> bool:
    return appeal.decided_at is None and appeal.due <= now


def entrusted(is_child_abuse: bool, *, now: datetime) -> set[int]:
    """Who reads such a report: whoever holds a mandate; of child abuse those alone whom the charter names.

    Where nobody holds that one, the board does it.
    """
    if not is_child_abuse:
        return set(people.steward_ids())
    role = Role(charter.current().read(ModerationCharter).child_abuse_role)
    named = mandates.holders(role, at=now) or mandates.holders(Role.BOARD, at=now)
    return {each.person_id for each in named}
