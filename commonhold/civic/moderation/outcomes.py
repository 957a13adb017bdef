"""What a decision on an appeal does, and what happens where nobody decides."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation import measures
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.models import Appeal, Measure
from commonhold.civic.moderation.standing import judges
from commonhold.civic.moderation.vocabulary import DAY, STANDING_FAST, End, Ladder, Level, Outcome
from commonhold.ground.charter import queries as charter
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications


def stands_fast(row: Measure) -> bool:
    """Does it protect somebody, so that silence does not end it?"""
    return row.is_for_safety or bool(row.law) or row.kind in STANDING_FAST


def decide(row: Measure, level: Level, outcome: Outcome, *, reference: str, now: datetime) -> None:
    """Do what was decided: impose it, leave it, or end it and give everything back."""
    row = measures.lock(row.id) or row
    appeal = Appeal.objects.filter(measure=row, level=level, decided_at=None).first()
    if appeal is not None:
        appeal.decided_at, appeal.outcome = now, outcome
        appeal.save(update_fields=["decided_at", "outcome"])
    days = charter.current().read(ModerationCharter).appeal_days
    measures.plan_close(row.case_id, now + DAY * days)
    if level == Level.IMPOSE:
        if outcome == Outcome.UPHELD:
            measures.impose(row, reference=reference, now=now)
        else:
            measures.stop(row, End.REFUSED, reference=reference, now=now)
        return
    if outcome == Outcome.OVERTURNED:
        measures.stop(row, End.OVERTURNED, reference=reference, now=now)
    else:
        measures.tell_party(row, "moderation.upheld", now)
    if row.kind == Ladder.EXPEL and row.appeals_until is not None and now > row.appeals_until:
        measures.carry_out_expulsion(row, now=now)


def nobody_judges(row: Measure, level: Level, *, now: datetime) -> None:
    """Where nobody can sit, what needn't stand ends, and what must goes to the board and the auditors."""
    if stands_fast(row):
        Appeal.objects.filter(measure=row, level=level).update(escalated_at=now)
        escalate(row, now=now)
    else:
        decide(row, level, Outcome.OVERTURNED, reference="nobody", now=now)


def escalate(row: Measure, *, now: datetime) -> None:
    """Nobody decided on what can't just end: board, auditors and judges are told, on the record."""
    told = set(judges(row.case))
    for role in (Role.BOARD, Role.AUDITOR):
        told |= {each.person_id for each in mandates.holders(role, at=now)}
    subject = f"case:{row.case_id}"
    notifications.notify_all(
        people_ids=told - {row.person_id}, kind="moderation.escalated", subject=subject, now=now
    )
    record.append("moderation.escalated", {"measure": str(row.id)}, about=subject, now=now)
