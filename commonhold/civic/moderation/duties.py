"""What the law asks to be told to an authority: to whom, until when, and what happens when nobody does it."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.governance.law import law_of
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation.models import Case, Duty
from commonhold.civic.moderation.standing import entrusted
from commonhold.civic.moderation.vocabulary import Occasion
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications

_DUE = "moderation.duty-due"


def arise(case: Case, occasion: Occasion, *, by: int, words: str = "", now: datetime) -> list[Duty]:
    """Write down, once, whom the law of this co-op has told of such a case; it may be nobody."""
    made = []
    for each in law_of(charter.current()).duties:
        known = case.duties.filter(occasion=occasion, authority=each.authority).exists()
        if each.occasion != occasion or known:
            continue
        row = Duty.objects.create(
            id=ids.new_id(now),
            case=case,
            occasion=occasion,
            authority=each.authority,
            paragraph=each.paragraph,
            says=each.says,
            is_verified=each.verified,
            words=words,
            noted_by_id=by,
            at=now,
            due=now + timedelta(hours=each.hours),
        )
        jobs.schedule(_DUE, key=str(row.id), due=row.due, payload={"duty_id": row.id})
        made.append(row)
    if made:
        _tell(made[0], "moderation.duty", now)
    return made


def readers(row: Duty, now: datetime) -> set[int]:
    """Who may read of it, and do it: as with reports of the same thing."""
    return entrusted(row.occasion == Occasion.CHILD_ABUSE or row.case.is_sealed, now=now)


def _tell(row: Duty, kind: str, now: datetime) -> None:
    told = readers(row, now)
    subject = f"case:{row.case_id}"
    notifications.notify_all(people_ids=told - {row.case.person_id}, kind=kind, subject=subject, now=now)


def _is_due(payload: Payload, now: datetime) -> None:
    """Late: everybody who could have done it is told, the board with them, and the record has it."""
    found = Duty.objects.select_for_update(of=("self",)).select_related("case")
    row = found.filter(id=payload["duty_id"], ended_at=None).first()
    if row is None:
        return
    row.late_at = now
    row.save(update_fields=["late_at"])
    _tell(row, "moderation.duty-late", now)
    board = {each.person_id for each in mandates.holders(Role.BOARD, at=now)} - readers(row, now)
    notifications.notify_all(
        people_ids=board - {row.case.person_id},
        kind="moderation.duty-late",
        subject=f"case:{row.case_id}",
        now=now,
    )
    record.append("moderation.duty-late", {"duty": str(row.id)}, now=now)


KINDS = [Kind(_DUE, _is_due)]
