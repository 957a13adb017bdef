"""How something is reported, and how a report is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from commonhold.civic.moderation import copies
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.copies import Subject
from commonhold.civic.moderation.models import Report
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    MandateNeeded,
    NoSuchReport,
    NothingToKeepAway,
    NothingToReport,
    OwnMatter,
    ReasonMissing,
    ReportAnswered,
    ReportedAlready,
    ReportsOneself,
    ReportTooLong,
    RuleChanged,
    TooManyReports,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import actions as social
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

LONGEST = 2000
_DAY = timedelta(days=1)


@transaction.atomic
def report(
    by: int, *, about: str, rule: str = "", words: str = "", keep_away: str = "", now: datetime
) -> int:
    """Bring something before those who hold a mandate, with a copy of it; return the report's id.

    `about` is what `copies.subject` reads. `rule` is one of the charter's, or empty for another reason, which
    `words` then says. `keep_away` is "mute" or "block" for whoever it is from; she never learns who reported.

    Raises NothingToReport, ReportsOneself, RuleChanged, ReasonMissing, ReportTooLong, NothingToKeepAway,
    TooManyReports or ReportedAlready.
    """
    people.must_be_active(by)
    found = copies.subject(Viewer(by), about, now=now)
    if found.person is not None and found.person.id == by:
        raise ReportsOneself
    law = charter.current().read(ModerationCharter)
    rule, words = rule.strip(), words.replace("\0", "").strip()
    if rule and rule not in law.each_rule:
        raise RuleChanged
    if not rule and not words:
        raise ReasonMissing
    if len(words) > LONGEST:
        raise ReportTooLong(LONGEST)
    if keep_away and (found.person is None or keep_away not in {"mute", "block"}):
        raise NothingToKeepAway
    mine = Report.objects.select_for_update().filter(reporter_id=by)
    if mine.filter(kind=found.kind, about=found.about, answered_at=None).exists():
        raise ReportedAlready
    if mine.filter(at__gt=now - _DAY).count() >= law.reports_a_day:
        raise TooManyReports(law.reports_a_day)
    row = _kept(by, found, rule, words, now)
    _tell_stewards(row, now)
    if found.person is not None and keep_away:
        act = social.block if keep_away == "block" else social.mute
        act(by, person_id=found.person.id, now=now)
    return row.id


@transaction.atomic
def report_person(
    by: int,
    *,
    person_id: int,
    post_ids: Sequence[int] = (),
    rule: str = "",
    words: str = "",
    now: datetime,
) -> list[int]:
    """Report somebody, or these posts of hers, each for itself, all or none; return the reports' ids.

    Raises NothingToReport also for what is not hers, and what `report` raises.
    """
    for each in post_ids:
        found = copies.subject(Viewer(by), f"post:{each}", now=now)
        if found.person is None or found.person.id != person_id:
            raise NothingToReport
    about = [f"post:{each}" for each in post_ids] or [f"person:{person_id}"]
    return [report(by, about=each, rule=rule, words=words, now=now) for each in about]


@transaction.atomic
def answer_report(by: int, *, report_id: int, is_kept: bool, answer: str = "", now: datetime) -> None:
    """Keep a report for a case, or dismiss it with a reason; its reporter is told and reads the answer.

    Raises MandateNeeded, NoSuchReport (also to whom it is about), OwnMatter, ReportAnswered, AnswerMissing or
    ReportTooLong.
    """
    people.must_be_active(by)
    if not people.is_steward(by):
        raise MandateNeeded
    human = people.same_human(by)
    row = Report.objects.select_for_update().filter(id=report_id).exclude(person_id__in=human).first()
    if row is None:
        raise NoSuchReport
    if row.reporter_id in human:
        raise OwnMatter
    if row.answered_at is not None:
        raise ReportAnswered
    answer = answer.replace("\0", "").strip()
    if not is_kept and not answer:
        raise AnswerMissing
    if len(answer) > LONGEST:
        raise ReportTooLong(LONGEST)
    row.outcome = Report.Outcome.KEPT if is_kept else Report.Outcome.DISMISSED
    row.answer, row.answered_by_id, row.answered_at = answer, by, now
    row.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    notifications.notify(
        person_id=row.reporter_id, kind="moderation.report-answered", subject=f"report:{row.id}", now=now
    )


def _kept(by: int, found: Subject, rule: str, words: str, now: datetime) -> Report:
    row = Report(
        id=ids.new_id(now),
        reporter_id=by,
        kind=found.kind,
        about=found.about,
        person_id=None if found.person is None else found.person.id,
        rule=rule,
        words=words,
        copy=copies.to_json(found.copy),
        at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise ReportedAlready from twice
    return row


def _concerned(row: Report) -> set[int]:
    """Who reported and who is reported, as whomever they speak."""
    return {each for one in (row.reporter_id, row.person_id) if one for each in people.same_human(one)}


def _tell_stewards(row: Report, now: datetime) -> None:
    """Whoever holds a mandate, but for her who reported and her who is reported."""
    told = set(people.steward_ids()) - _concerned(row)
    subject = f"report:{row.id}"
    notifications.notify_all(people_ids=told, kind="moderation.reported", subject=subject, now=now)
