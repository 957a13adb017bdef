"""Where a meeting stands, and who may do what with it: asked by every action of this room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.meetings.models import Meeting, MeetingStep
from commonhold.civic.meetings.refusals import BoardAlone, LengthNotAllowed, NoSuchMeeting, NotInvited, NotNow
from commonhold.civic.meetings.vocabulary import Kind, State
from commonhold.civic.members import queries as members
from commonhold.ground import ids


def lock(meeting_id: int) -> Meeting:
    """The meeting, for this transaction alone. Raises NoSuchMeeting."""
    row = Meeting.objects.select_for_update(of=("self",)).filter(id=meeting_id).first()
    if row is None:
        raise NoSuchMeeting
    return row


def state_of(meeting: Meeting) -> State:
    steps = meeting.steps.order_by("-id")
    return State(steps.values_list("state", flat=True)[0])


def must_be(meeting: Meeting, states: Collection[State]) -> None:
    """Raises NotNow when the meeting stands elsewhere."""
    here = state_of(meeting)
    if here not in states:
        raise NotNow(str(here.label))


def arrive(meeting: Meeting, state: State, *, by: int, reason: str = "", now: datetime) -> MeetingStep:
    return MeetingStep.objects.create(
        id=ids.new_id(now), meeting=meeting, state=state, at=now, by_id=by, reason=reason
    )


def is_board(person_id: int, at: datetime) -> bool:
    return any(each.role is Role.BOARD for each in mandates.held_by(person_id, at=at))


def must_be_invited(meeting: Meeting, person_id: int, now: datetime) -> None:
    """Members come to the co-op's meetings, the board to its own. Raises NotInvited or BoardAlone."""
    if members.member_of(person_id) is None:
        raise NotInvited
    if meeting.kind == Kind.BOARD and not is_board(person_id, now):
        raise BoardAlone


def invited(meeting: Meeting, now: datetime) -> list[int]:
    """Whom a meeting concerns."""
    if meeting.kind == Kind.BOARD:
        return [each.person_id for each in mandates.holders(Role.BOARD, at=now)]
    return members.members(now)


def fitting(field: str, text: str, *, shortest: int = 0, longest: int) -> str:
    """The text as it is kept. Raises LengthNotAllowed."""
    kept = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not shortest <= len(kept) <= longest:
        raise LengthNotAllowed(field, shortest, longest)
    return kept
