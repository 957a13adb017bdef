"""Which meetings somebody may know of. This is the only place that says so.

| meeting                         | who                               |
|---------------------------------|-----------------------------------|
| in preparation, or never called | whoever holds the board's mandate |
| of the board                    | members                           |
| general or annual               | anyone                            |

The link, the list of who comes and the words of the minutes are for those whom the meeting is for: members,
and of a board meeting the link and the list for the board.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from commonhold.civic.meetings import stages
from commonhold.civic.meetings.models import Meeting, MeetingStep
from commonhold.civic.meetings.vocabulary import Kind, State
from commonhold.civic.members import queries as members
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Standing:
    """What the viewer is in the co-op now."""

    is_member: bool
    is_board: bool


def standing_of(viewer: Viewer, now: datetime) -> Standing:
    me = viewer.person_id
    is_member = me is not None and members.member_of(me) is not None
    return Standing(is_member, is_member and stages.is_board(me or 0, now))


def visible_meetings(standing: Standing) -> QuerySet[Meeting]:
    """Every meeting that somebody of this standing may know of, those that are over too."""
    rows = Meeting.objects.all()
    if not standing.is_member:
        rows = rows.exclude(kind=Kind.BOARD)
    if standing.is_board:
        return rows
    called = MeetingStep.objects.filter(meeting=OuterRef("id"), state=State.CALLED)
    return rows.filter(Exists(called))


def is_for(standing: Standing, kind: str) -> bool:
    """Is a meeting of this kind for them to come to?"""
    return standing.is_board if kind == Kind.BOARD else standing.is_member
