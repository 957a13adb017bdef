"""How something is reported, and how a report is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction

from commonhold.civic.moderation import copies, telling, triage
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.copies import Subject
from commonhold.civic.moderation.models import Report
from commonhold.civic.moderation.news import ReportForwarded
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
from commonhold.civic.moderation.standing import must_be_another
from commonhold.civic.moderation.trusted import of_trusted_co_ops
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.news import bus as news
from commonhold.social.people import actions as social
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

LONGEST = 2000
_DAY = timedelta(days=1)


class _Said(NamedTuple):
    """`passed_on_to` is another server's domain, or empty."""

    rule: str
    words: str
    passed_on_to: str


@transaction.atomic
def report(
    by: int,
    *,
    about: str,
    rule: str = "",
    words: str = "",
    keep_away: str = "",
    forward: bool = False,
    now: datetime,
) -> int:
    """Bring something before those who hold a mandate, with a copy of it; return the report's id.

    `about` is what `copies.subject` reads. `rule` is one of the charter's, or empty for another reason, which
    `words` then says. `keep_away` is "mute" or "block" for whoever it is from; she never learns who reported.
    `forward`: the server of somebody elsewhere is told too, and not by whom.

    Raises NothingToReport, ReportsOneself, RuleChanged, ReasonMissing, ReportTooLong, NothingToKeepAway,
    TooManyReports or ReportedAlready.
    """
    people.must_be_here(by)
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
    _must_have_room(by, law, now)
    passed_on_to = "" if found.person is None or not forward else found.person.handle.partition("@")[2]
    row = _kept(by, found, _Said(rule, words, passed_on_to), now)
    triage.await_answer(row, now=now)
    if passed_on_to:
        _pass_on(row, now)
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
    forward: bool = False,
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
    return [report(by, about=each, rule=rule, words=words, forward=forward, now=now) for each in about]


@transaction.atomic
def answer_report(by: int, *, report_id: int, is_kept: bool, answer: str = "", now: datetime) -> None:
    """Keep a report for a case, or dismiss it with a reason; its reporter is told and reads the answer.

    Raises MandateNeeded, NoSuchReport (also to whom it is about), OwnMatter, OwnDecision, ReportAnswered,
    AnswerMissing or ReportTooLong.
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
    must_be_another(by, row)
    answer = answer.replace("\0", "").strip()
    if not is_kept and not answer:
        raise AnswerMissing
    if len(answer) > LONGEST:
        raise ReportTooLong(LONGEST)
    row.outcome = Report.Outcome.KEPT if is_kept else Report.Outcome.DISMISSED
    row.answer, row.answered_by_id, row.answered_at = answer, by, now
    row.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    telling.tell(row.reporter_id, "moderation.report-answered", subject=f"report:{row.id}", now=now)


def _must_have_room(by: int, law: ModerationCharter, now: datetime) -> None:
    """Within a day; people of other servers share what their server may pass on. Raises TooManyReports."""
    lately, domain = Report.objects.filter(at__gt=now - _DAY), people.domain_of_person(by)
    if not domain:
        rows, most = lately.filter(reporter_id=by), law.reports_a_day
    else:
        rows, most = lately.filter(reporter__domain=domain), law.server_reports_a_day
    # A whole co-op speaks through one account, and members decided to trust it.
    if rows.count() >= most and not of_trusted_co_ops([by]):
        raise TooManyReports(most)


def _pass_on(row: Report, now: datetime) -> None:
    told = "\n\n".join(each for each in (row.rule, row.words) if each)
    about = f"{row.kind}:{row.about}"
    forwarded = ReportForwarded(report_id=row.id, person_id=row.person_id or 0, about=about, words=told)
    news.publish(forwarded, now=now)


def _kept(by: int, found: Subject, said: _Said, now: datetime) -> Report:
    row = Report(
        id=ids.new_id(now),
        reporter_id=by,
        kind=found.kind,
        about=found.about,
        person_id=None if found.person is None else found.person.id,
        rule=said.rule,
        words=said.words,
        passed_on_to=said.passed_on_to,
        copy=copies.to_json(found.copy),
        at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise ReportedAlready from twice
    return row
