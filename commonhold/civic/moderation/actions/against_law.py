"""What is against the law: anybody reports it, it is blocked at once, and reviewed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.moderation import copies, duties, measures
from commonhold.civic.moderation.actions.reporting import LONGEST
from commonhold.civic.moderation.models import Case, LawReport, Measure, Report
from commonhold.civic.moderation.refusals import (
    AddressMissing,
    AnswerMissing,
    ExplanationMissing,
    GroundMissing,
    NoSuchReport,
    NothingToReport,
    ReportAnswered,
    ReportTooLong,
    TooManyLawReports,
    WrongMail,
)
from commonhold.civic.moderation.standing import entrusted, must_hold_mandate, must_judge
from commonhold.civic.moderation.vocabulary import DAY, Kind, Ladder, Occasion
from commonhold.ground import ids
from commonhold.ground.record import actions as record
from commonhold.social.letters import actions as letters
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson

MOST_A_DAY, MOST_OF_ONE_ADDRESS = 200, 10
_POST = re.compile(r"/@[^/\s]+/(\d{1,19})(?:[/?#].*)?\Z")
_PERSON = re.compile(r"/@([^/\s?#]+)/?(?:[?#].*)?\Z")
_EVENT = re.compile(r"/events/(\d{1,19})(?:[/?#].*)?\Z")


@transaction.atomic
def report_unlawful(
    *,
    address: str,
    why: str,
    is_child_abuse: bool = False,
    name: str = "",
    email: str = "",
    now: datetime,
) -> int:
    """Anybody, signed in or not, says that something here is against the law; return the report's id.

    What may show the abuse of a child needs no words and no name. Whoever left a mail address is told that it
    came in, and what was decided. Raises AddressMissing, ExplanationMissing, ReportTooLong, WrongMail or
    TooManyLawReports.
    """
    address, why = address.replace("\0", "").strip(), why.replace("\0", "").strip()
    name, email = name.replace("\0", "").strip()[:120], email.strip()
    if not 0 < len(address) <= 300:
        raise AddressMissing
    if not why and not is_child_abuse:
        raise ExplanationMissing
    if len(why) > LONGEST:
        raise ReportTooLong(LONGEST, field="why")
    if email:
        _must_be_mail(email)
    today = LawReport.objects.filter(at__gt=now - DAY)
    if today.count() >= MOST_A_DAY or (
        email and today.filter(email__iexact=email).count() >= MOST_OF_ONE_ADDRESS
    ):
        raise TooManyLawReports
    row = LawReport.objects.create(
        id=ids.new_id(now),
        address=address,
        about=_about(address),
        is_child_abuse=is_child_abuse,
        why=why,
        name=name,
        email=email,
        at=now,
    )
    told = entrusted(is_child_abuse, now=now)
    notifications.notify_all(
        people_ids=told, kind="moderation.law-report", subject=f"law-report:{row.id}", now=now
    )
    promise = _("People with a mandate read it, and you are told what they decide.")
    _write(row, _("What you reported came in"), promise, now)
    return row.id


@transaction.atomic
def block_unlawful(by: int, *, report_id: int, law: str, now: datetime) -> int:
    """Block at once what is reported as against the law, or open a case where it is no post; return its id.

    What may show the abuse of a child is sealed: no copy is kept, nobody is shown it again, and no jury sees
    it. Raises MandateNeeded, OwnMatter, NoSuchReport, ReportAnswered, GroundMissing or NothingToReport.
    """
    row = _lock(by, report_id, now)
    law = law.replace("\0", "").strip()[:300]
    if not law:
        raise GroundMissing(field="law")
    if not row.about:
        raise NothingToReport
    case = _case(by, row, now)
    must_judge(by, case)
    row.case = case
    _answer(row, by, _("It is blocked, or under review as a case."), now)
    occasion = Occasion.CHILD_ABUSE if row.is_child_abuse else Occasion.UNLAWFUL
    duties.arise(case, occasion, by=by, now=now)
    if case.kind in {Kind.POST, Kind.MESSAGE} and not _is_blocked(case):
        measure = Measure.objects.create(
            id=ids.new_id(now),
            case=case,
            kind=Ladder.BLOCK,
            by_id=by,
            person=case.person,
            facts=_("It was reported as against the law, and looked at: {law}").format(law=law)[:LONGEST],
            law=law,
            at=now,
        )
        measures.impose(measure, reference="law", now=now)
    return case.id


@transaction.atomic
def dismiss_unlawful(by: int, *, report_id: int, answer: str, now: datetime) -> None:
    """Leave it where it stands, with a reason that whoever reported it reads, if she left an address.

    Raises MandateNeeded, NoSuchReport, ReportAnswered, AnswerMissing or ReportTooLong.
    """
    row = _lock(by, report_id, now)
    answer = answer.replace("\0", "").strip()
    if not answer:
        raise AnswerMissing
    if len(answer) > LONGEST:
        raise ReportTooLong(LONGEST, field="answer")
    _answer(row, by, answer, now)


def _lock(by: int, report_id: int, now: datetime) -> LawReport:
    """One that waits, for who may read it. Raises MandateNeeded, NoSuchReport or ReportAnswered."""
    must_hold_mandate(by)
    row = LawReport.objects.select_for_update().filter(id=report_id).first()
    if row is None or by not in entrusted(row.is_child_abuse, now=now):
        raise NoSuchReport
    if row.answered_at is not None:
        raise ReportAnswered
    return row


def _about(address: str) -> str:
    """What of ours an address names, as `copies.subject` reads it; empty for what isn't here."""
    for pattern, name in ((_POST, "post"), (_EVENT, "event")):
        if found := pattern.search(address):
            return f"{name}:{found[1]}"
    found = _PERSON.search(address)
    if found is None:
        return ""
    try:
        return f"person:{people.by_handle(ANYONE, found[1]).id}"
    except NoSuchPerson:
        return ""


def _case(by: int, row: LawReport, now: datetime) -> Case:
    subject = copies.subject(Viewer(by), row.about, now=now)
    known = Case.objects.filter(kind=subject.kind, about=subject.about, closed_at=None).first()
    kept: dict[str, Any] = {} if row.is_child_abuse else copies.to_json(subject.copy)
    if known is None:
        return Case.objects.create(
            id=ids.new_id(now),
            kind=subject.kind,
            about=subject.about,
            person_id=None if subject.person is None else subject.person.id,
            copy=kept,
            is_illegal=True,
            is_sealed=row.is_child_abuse,
            opened_by_id=by,
            at=now,
        )
    known.is_illegal, known.is_sealed = True, known.is_sealed or row.is_child_abuse
    if known.is_sealed:
        known.copy, known.context = {}, []
        Report.objects.filter(kind=known.kind, about=known.about).update(copy={})
    known.save(update_fields=["is_illegal", "is_sealed", "copy", "context"])
    return known


def _is_blocked(case: Case) -> bool:
    return case.measures.filter(kind=Ladder.BLOCK, ended_at=None).exists()


def _answer(row: LawReport, by: int, answer: str, now: datetime) -> None:
    row.answer, row.answered_by_id, row.answered_at = answer, by, now
    row.save(update_fields=["answer", "answered_by", "answered_at", "case"])
    outcome = "dismissed" if row.case_id is None else "acted"
    body: dict[str, str | int] = {"report": str(row.id), "outcome": outcome}
    about = f"case:{row.case_id}" if row.case_id else ""
    record.append("moderation.law-report-answered", body, about=about, now=now)
    _write(row, _("What you reported is decided"), answer, now)


def _write(row: LawReport, subject: str, text: str, now: datetime) -> None:
    """To the address that she left, if she did. A person's own words are never sent on."""
    if row.email:
        said = _("{text}\n\nIt is about {address}.").format(text=text, address=row.address)
        letters.write_to_addresses([(row.email, subject, said)], now=now)


def _must_be_mail(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise WrongMail from wrong
