"""From reports to a case, and from a case to the least measure that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.civic.moderation import copies, measures, telling
from commonhold.civic.moderation.actions.reporting import LONGEST
from commonhold.civic.moderation.charter import BY_JURY, ModerationCharter
from commonhold.civic.moderation.drawing import open_draw
from commonhold.civic.moderation.models import Case, Measure, Report
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    CaseClosed,
    EnoughForToday,
    FactsMissing,
    GroundMissing,
    MeasuredAlready,
    NoSuchCase,
    NoSuchMeasure,
    NoSuchReport,
    NotForThis,
    NotYours,
    OnlyStrangers,
    OwnMatter,
    ReportAnswered,
    ReportTooLong,
    RuleChanged,
)
from commonhold.civic.moderation.standing import must_be_another, must_hold_mandate, must_judge
from commonhold.civic.moderation.vocabulary import (
    DAY,
    LASTING,
    OF_AGREEMENTS,
    OF_PEOPLE,
    End,
    Ladder,
    Level,
    only_of_others,
)
from commonhold.civic.moderation.vocabulary import Kind as About
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Reasons:
    """The statement of reasons: what happened, and the ground in our rules or in the law."""

    facts: str
    rule: str = ""
    law: str = ""


@transaction.atomic
def open_case(by: int, *, report_id: int, answer: str = "", now: datetime) -> int:
    """Make a case of a report and of all others about the same thing; return its id.

    There is one open case of a thing. Who reported is told, and reads `answer`. Raises MandateNeeded,
    OwnMatter, OwnDecision, NoSuchReport, ReportAnswered or ReportTooLong.
    """
    found = Report.objects.select_for_update().filter(id=report_id)
    row = found.exclude(person_id__in=people.same_human(by)).first()
    if row is None:
        must_hold_mandate(by)
        raise NoSuchReport
    must_hold_mandate(by)
    must_be_another(by, row)
    human = people.same_human(by)
    if Report.objects.filter(kind=row.kind, about=row.about, reporter_id__in=human).exists():
        raise OwnMatter
    case = _case_of(by, row, now)
    must_judge(by, case)
    if row.answered_at is not None and row.case_id is not None:
        raise ReportAnswered
    answer = answer.replace("\0", "").strip()
    if len(answer) > LONGEST:
        raise ReportTooLong(LONGEST)
    _gather(by, case, answer, now)
    return case.id


@transaction.atomic
def take_measure(
    by: int,
    *,
    case_id: int,
    kind: str,
    reasons: Reasons,
    days: int = 0,
    label: str = "",
    is_for_safety: bool = False,
    now: datetime,
) -> int:
    """Do the least that is enough about a case, with a statement of reasons; return the measure's id.

    A suspension longer than the charter lets one person order, and an expulsion where juries decide on it,
    are proposed to a jury; where members vote on expulsions it waits for `ExpelMember`. A shorter suspension
    may hold meanwhile. Accounts of people who are no members can be closed at once.

    Raises MandateNeeded, OwnMatter, NoSuchCase, CaseClosed, NotForThis, FactsMissing, GroundMissing,
    RuleChanged, ReportTooLong, OnlyStrangers, MeasuredAlready, EnoughForToday or NobodyCanJudge.
    """
    case = _found(case_id)
    must_judge(by, case)
    if case.closed_at is not None:
        raise CaseClosed
    law = charter.current().read(ModerationCharter)
    what = _allowed(case, kind, days, label)
    said = _stated(law, reasons, what)
    if Measure.objects.filter(by_id=by, at__gt=now - DAY).count() >= law.cases_a_day:
        raise EnoughForToday(law.cases_a_day)
    is_long = what == Ladder.SUSPEND and days > law.most_days_alone
    is_proposed = is_long or what in {Ladder.EXPEL} | OF_AGREEMENTS
    if Measure.objects.filter(case=case, kind=what, ended_at=None, since__isnull=is_proposed).exists():
        raise MeasuredAlready
    row = Measure(
        id=ids.new_id(now),
        case=case,
        kind=what,
        by_id=by,
        person=case.person,
        facts=said.facts,
        rule=said.rule,
        law=said.law,
        label=label.strip(),
        days=0 if what in {Ladder.EXPEL, Ladder.NUDGE} else days,
        is_for_safety=is_for_safety,
        at=now,
    )
    if what == Ladder.CLOSE and measures.is_member(row):
        raise OnlyStrangers
    if what == Ladder.EXPEL and not measures.is_member(row):
        raise NotForThis
    row.save(force_insert=True)
    if not is_proposed:
        measures.impose(row, reference="steward", now=now)
    elif what in {Ladder.SUSPEND} | OF_AGREEMENTS or law.expulsion == BY_JURY:
        open_draw(row, Level.IMPOSE, now=now)
    return row.id


@transaction.atomic
def ask_jury(*, report_id: int, kind: str, reasons: Reasons, now: datetime) -> int:
    """Where nobody who keeps order took up an agreement in time, a jury is asked by whoever reported it.

    Return the measure's id; one that waits for a jury already is the same. `reasons` need no rule of our
    list, as nobody judged which one it is. Raises NoSuchReport, NotForThis or NobodyCanJudge.
    """
    row = Report.objects.select_for_update().filter(id=report_id).first()
    if row is None:
        raise NoSuchReport
    case = _case_of(row.reporter_id, row, now)
    if kind not in OF_AGREEMENTS or case.kind != About.AGREEMENT:
        raise NotForThis
    _gather(row.reporter_id, case, "", now)
    waits = Measure.objects.filter(case=case, kind=kind, ended_at=None, since=None).first()
    if waits is not None:
        return waits.id
    measure = Measure.objects.create(
        id=ids.new_id(now),
        case=case,
        kind=kind,
        by_id=row.reporter_id,
        person=case.person,
        facts=reasons.facts[:LONGEST],
        rule=reasons.rule[:300],
        at=now,
    )
    open_draw(measure, Level.IMPOSE, now=now)
    return measure.id


@transaction.atomic
def lift_measure(by: int, *, measure_id: int, now: datetime) -> None:
    """End a measure before its time: whoever took it saw that it was wrong or is enough.

    Raises NoSuchMeasure, MandateNeeded, OwnMatter, or NotYours for one that a jury imposed or upheld.
    """
    row = measures.lock(measure_id)
    if row is None or row.ended_at is not None:
        raise NoSuchMeasure
    must_judge(by, row.case)
    if row.draws.filter(decided_at__isnull=False).exists():
        raise NotYours
    measures.stop(row, End.LIFTED, now=now)


@transaction.atomic
def dismiss_case(by: int, *, case_id: int, answer: str, now: datetime) -> None:
    """Close a case without a measure; everybody who reported it reads why.

    Raises MandateNeeded, OwnMatter, NoSuchCase, CaseClosed, AnswerMissing,
    OwnDecision from whoever dismissed it before, or NotYours when one was measured.
    """
    case = _found(case_id)
    must_judge(by, case)
    if case.closed_at is not None:
        raise CaseClosed
    if not answer.strip():
        raise AnswerMissing
    if case.measures.exists():
        raise NotYours
    found = list(case.reports.order_by("id"))
    for each in found:
        must_be_another(by, each)
    for each in found:
        each.outcome, each.answer = Report.Outcome.DISMISSED, answer.strip()[:LONGEST]
        each.answered_by_id, each.answered_at = by, now
        each.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
        _tell_answered(each, now)
    case.closed_at = now
    case.save(update_fields=["closed_at"])


def _found(case_id: int) -> Case:
    """A case, locked. Raises NoSuchCase."""
    case = Case.objects.select_for_update(of=("self",)).select_related("person").filter(id=case_id).first()
    if case is None:
        raise NoSuchCase
    return case


def _case_of(by: int, row: Report, now: datetime) -> Case:
    """The open case of what was reported, or a new one."""
    known = Case.objects.filter(kind=row.kind, about=row.about, closed_at=None).first()
    if known is not None:
        return known
    around = copies.context_of(Viewer(row.reporter_id), row.kind, row.about, now=now)
    case, _is_new = Case.objects.get_or_create(
        kind=row.kind,
        about=row.about,
        closed_at=None,
        defaults={
            "id": ids.new_id(now),
            "person_id": row.person_id,
            "copy": row.copy,
            "context": [copies.to_json(each) for each in around],
            "opened_by_id": by,
            "at": now,
        },
    )
    return case


def _gather(by: int, case: Case, answer: str, now: datetime) -> None:
    """Every report of the same thing that waits, or was kept before there was a case, is part of it."""
    same = Report.objects.select_for_update().filter(kind=case.kind, about=case.about, case=None)
    for each in same.exclude(outcome=Report.Outcome.DISMISSED).order_by("id"):
        each.case = case
        if each.answered_at is None:
            each.outcome, each.answer = Report.Outcome.KEPT, answer
            each.answered_by_id, each.answered_at = by, now
            _tell_answered(each, now)
        each.save()


def _tell_answered(row: Report, now: datetime) -> None:
    telling.tell(row.reporter_id, "moderation.report-answered", subject=f"report:{row.id}", now=now)


def _allowed(case: Case, kind: str, days: int, label: str) -> Ladder:
    if kind not in Ladder.values:
        raise NotForThis
    what = Ladder(kind)
    if what in only_of_others(case.kind) or (what in OF_PEOPLE and case.person_id is None):
        raise NotForThis
    if what == Ladder.LABEL and not 1 <= len(label.strip()) <= 200:
        raise FactsMissing(field="label")
    if not 0 <= days <= 366 or (days == 0 and what not in LASTING | {Ladder.NUDGE, Ladder.EXPEL}):
        raise FactsMissing(field="days")
    return what


def _stated(law: ModerationCharter, reasons: Reasons, what: Ladder) -> Reasons:
    facts, rule = reasons.facts.replace("\0", "").strip(), reasons.rule.strip()
    ground = reasons.law.replace("\0", "").strip()[:300]
    if not facts:
        raise FactsMissing(field="facts")
    if len(facts) > LONGEST:
        raise ReportTooLong(LONGEST)
    if rule and rule not in law.each_rule:
        raise RuleChanged
    if not rule and not ground:
        raise GroundMissing
    if what == Ladder.BLOCK and not ground:
        raise GroundMissing(field="law")
    return Reasons(facts, rule, ground)
