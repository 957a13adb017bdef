"""Duties to report, for those who may do them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.law import law_of
from commonhold.civic.moderation import duties
from commonhold.civic.moderation.models import Duty
from commonhold.civic.moderation.queries.reports import may_answer
from commonhold.civic.moderation.refusals import MandateNeeded, NoSuchDuty
from commonhold.civic.moderation.standing import is_conflicted
from commonhold.civic.moderation.vocabulary import Occasion
from commonhold.ground.charter import queries as charter
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class DutyView:
    """Whom the law has us tell, of which case, and until when. `says` is the law in our words."""

    id: int
    case_id: int
    occasion: str
    authority: str
    paragraph: str
    says: str
    is_verified: bool
    words: str
    at: datetime
    due: datetime
    is_late: bool
    ended_at: datetime | None
    is_done: bool
    end_words: str


def duties_of_case(viewer: Viewer, case_id: int, *, now: datetime) -> list[DutyView]:
    """Those of one case that the viewer may read, the first due first; for the page of that case."""
    rows = Duty.objects.filter(case_id=case_id).select_related("case").order_by("due")
    return [_view(row, now) for row in rows if (viewer.person_id or 0) in duties.readers(row, now)]


def open_duties(viewer: Viewer, *, now: datetime) -> list[DutyView]:
    """All that wait and are the viewer's to do, the first due first. Raises MandateNeeded."""
    if not may_answer(viewer):
        raise MandateNeeded
    me = viewer.person_id or 0
    rows = Duty.objects.filter(ended_at=None).select_related("case").order_by("due")
    return [
        _view(row, now) for row in rows if me in duties.readers(row, now) and not is_conflicted(me, row.case)
    ]


def case_of_duty(viewer: Viewer, duty_id: int, *, now: datetime) -> int:
    """The case that one of the viewer's duties is about. Raises NoSuchDuty."""
    row = Duty.objects.filter(id=duty_id).select_related("case").first()
    if row is None or (viewer.person_id or 0) not in duties.readers(row, now):
        raise NoSuchDuty
    return row.case_id


def tells_of_danger() -> bool:
    """Does the law of this co-op have anybody told of danger to life?"""
    return any(each.occasion == Occasion.DANGER for each in law_of(charter.current()).duties)


def _view(row: Duty, now: datetime) -> DutyView:
    return DutyView(
        id=row.id,
        case_id=row.case_id,
        occasion=str(Occasion(row.occasion).label),
        authority=row.authority,
        paragraph=row.paragraph,
        says=row.says,
        is_verified=row.is_verified,
        words=row.words,
        at=row.at,
        due=row.due,
        is_late=row.late_at is not None or (row.ended_at is None and row.due <= now),
        ended_at=row.ended_at,
        is_done=row.is_done,
        end_words=row.end_words,
    )
