"""A report is read in time, or everybody who could have read it is reminded, and public figures say so."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.models import Report
from commonhold.civic.moderation.vocabulary import DAY
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people

_DUE = "moderation.report-due"


def await_answer(row: Report, *, now: datetime) -> None:
    """Tell those who may answer it, and look again when its time is over; as well for a second look."""
    tell_stewards(row, "moderation.reported", now=now)
    due = now + DAY * charter.current().read(ModerationCharter).triage_days
    look = 1 if row.second_at is None else 2
    jobs.schedule(_DUE, key=f"{row.id}:{look}", due=due, payload={"report_id": row.id, "look": look})


def tell_stewards(row: Report, kind: str, *, now: datetime) -> None:
    """Whoever holds a mandate, but for her who reported, her who is reported and her who answered before."""
    named = (row.reporter_id, row.person_id, row.first_answered_by_id)
    concerned = {each for one in named if one for each in people.same_human(one)}
    told = set(people.steward_ids()) - concerned
    notifications.notify_all(people_ids=told, kind=kind, subject=f"report:{row.id}", now=now)


def _is_due(payload: Payload, now: datetime) -> None:
    row = Report.objects.select_for_update().filter(id=payload["report_id"], answered_at=None).first()
    if row is None or payload["look"] != (1 if row.second_at is None else 2):
        return
    if row.late_at is None:
        row.late_at = now
        row.save(update_fields=["late_at"])
    tell_stewards(row, "moderation.report-late", now=now)


KINDS = [Kind(_DUE, _is_due)]
