"""Whoever is measured asks others to look again: first one other person, then a jury, then a larger one."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.moderation import measures
from commonhold.civic.moderation.actions.reporting import LONGEST
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.drawing import lock as lock_draw
from commonhold.civic.moderation.drawing import open_draw
from commonhold.civic.moderation.levels import may_appeal, next_level
from commonhold.civic.moderation.models import Appeal, Measure
from commonhold.civic.moderation.outcomes import decide, escalate, nobody_judges, stands_fast
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    AppealedAlready,
    AppealOver,
    FactsMissing,
    NobodyCanJudge,
    NoSuchMeasure,
    NothingToReveal,
    NotTheNumber,
    OwnDecision,
    ReportTooLong,
)
from commonhold.civic.moderation.standing import deciders, in_front, judges, must_judge
from commonhold.civic.moderation.vocabulary import DAY, End, Level, Outcome
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people
from rulebook.draw import jury

_DUE = "moderation.appeal-due"
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


@transaction.atomic
def appeal(by: int, *, measure_id: int, words: str, commitment: str = "", now: datetime) -> int:
    """Ask others to look again at a measure on oneself; return the appeal's id.

    The first appeal goes to another holder of a mandate, the next to a jury, the last to a larger one. Where
    nobody else holds a mandate the first one goes to a jury. `commitment`: for a jury's lot, the SHA-256
    (hex) of a number of one's own, revealed before the lot is drawn. Also whoever is suspended appeals.

    Raises NoSuchMeasure, AppealOver, AppealedAlready, FactsMissing, ReportTooLong or NotTheNumber.
    """
    people.must_be_here(by)
    row = measures.lock(measure_id)
    if row is None or not in_front(by, row):
        raise NoSuchMeasure
    if measures.is_before_others(row):
        raise AppealedAlready
    words = words.replace("\0", "").strip()
    if not words:
        raise FactsMissing(field="words")
    if len(words) > LONGEST:
        raise ReportTooLong(LONGEST)
    if commitment and _DIGEST.fullmatch(commitment) is None:
        raise NotTheNumber
    level = next_level(row, now)
    if level is None or not may_appeal(row, now):
        raise AppealOver
    return _appeal(row, level, words, commitment, now)


@transaction.atomic
def review(by: int, *, appeal_id: int, upholds: bool, reasons: str, now: datetime) -> None:
    """Answer a first appeal, never one against a measure of one's own.

    Raises NoSuchMeasure, MandateNeeded, OwnMatter, OwnDecision, AppealOver, AnswerMissing or ReportTooLong.
    """
    found = Appeal.objects.select_for_update(of=("self",)).select_related("measure__case")
    row = found.filter(id=appeal_id, level=Level.REVIEW).first()
    if row is None:
        raise NoSuchMeasure
    must_judge(by, row.measure.case)
    if by in deciders(row.measure):
        raise OwnDecision
    if row.decided_at is not None:
        raise AppealOver
    reasons = reasons.replace("\0", "").strip()
    if not reasons:
        raise AnswerMissing
    if len(reasons) > LONGEST:
        raise ReportTooLong(LONGEST)
    row.decided_by_id, row.reasons = by, reasons
    row.save(update_fields=["decided_by", "reasons"])
    outcome = Outcome.UPHELD if upholds else Outcome.OVERTURNED
    _note_decided(row, outcome, now)
    decide(row.measure, Level.REVIEW, outcome, reference="review", now=now)


@transaction.atomic
def reveal_number(by: int, *, draw_id: int, number: str, now: datetime) -> None:
    """Reveal what one committed to, before the lot is drawn. Whoever doesn't stops nothing.

    Raises NoSuchMeasure, NothingToReveal or NotTheNumber.
    """
    people.must_be_here(by)
    draw = lock_draw(draw_id)
    if draw is None or not in_front(by, draw.measure):
        raise NoSuchMeasure
    if not draw.party_commitment or draw.party_nonce or draw.drawn_at is not None or now >= draw.draws_at:
        raise NothingToReveal
    if len(number) > 200 or jury.digest_of(number) != draw.party_commitment:
        raise NotTheNumber
    draw.party_nonce = number
    draw.save(update_fields=["party_nonce"])


def _appeal(row: Measure, level: Level, words: str, commitment: str, now: datetime) -> int:
    law = charter.current().read(ModerationCharter)
    days = law.review_days if level == Level.REVIEW else law.jury_days + law.juror_days
    due = now + DAY * days + (timedelta(0) if level == Level.REVIEW else timedelta(hours=law.reveal_hours))
    made = Appeal.objects.create(id=ids.new_id(now), measure=row, level=level, words=words, at=now, due=due)
    body: dict[str, str | int] = {
        "measure": str(row.id),
        "level": int(level),
        "words": record.commit_to(words),
    }
    record.append("moderation.appealed", body, about=f"case:{row.case_id}", now=now)
    if level == Level.REVIEW:
        jobs.schedule(_DUE, key=str(made.id), due=due, payload={"appeal_id": made.id})
        told = judges(row.case, but=deciders(row))
        notifications.notify_all(
            people_ids=told, kind="moderation.appealed", subject=f"case:{row.case_id}", now=now
        )
        return made.id
    try:
        open_draw(row, level, commitment=commitment, now=now)
    except NobodyCanJudge:
        nobody_judges(row, level, now=now)
    return made.id


def _is_due(payload: Payload, now: datetime) -> None:
    """Nobody decided in time: the measure is reversed, or goes before a jury where it must stand."""
    row = Appeal.objects.select_for_update().filter(id=payload["appeal_id"], decided_at=None).first()
    if row is None:
        return
    measure = measures.lock(row.measure_id)
    if measure is None:
        return
    if not stands_fast(measure):
        row.decided_at, row.outcome = now, Outcome.OVERTURNED
        row.save(update_fields=["decided_at", "outcome"])
        measures.stop(measure, End.DEADLINE, reference="deadline", now=now)
        return
    row.escalated_at, row.decided_at, row.outcome = now, now, Outcome.UPHELD
    row.save(update_fields=["escalated_at", "decided_at", "outcome"])
    escalate(measure, now=now)
    _appeal(measure, next_level(measure, now) or Level.JURY, row.words, "", now)


def _note_decided(row: Appeal, outcome: Outcome, now: datetime) -> None:
    body: dict[str, str | int] = {
        "measure": str(row.measure_id),
        "level": row.level,
        "outcome": str(outcome),
        "reasons": record.commit_to(row.reasons),
        "decider": record.commit_to(str(row.decided_by_id)),
    }
    record.append("moderation.appeal-decided", body, about=f"case:{row.measure.case_id}", now=now)


KINDS = [Kind(_DUE, _is_due)]
