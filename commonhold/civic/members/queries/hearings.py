"""Hearings for members and the concerned; pauses for herself and, once checked, for the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.members import fakes
from commonhold.civic.members.models import Hearing, Review, VouchingPause
from commonhold.civic.members.queries.owners import is_member
from commonhold.civic.members.refusals import NoSuchHearing
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class AnswerView:
    person: PersonLine
    text: str
    at: datetime


@dataclass(frozen=True)
class PauseView:
    """A warning, or a time without vouching."""

    id: int
    person: PersonLine
    member_number: int  # hers; 0 of somebody who left
    is_warning: bool
    at: datetime
    until: datetime
    lifted_at: datetime | None
    hearing_id: int


@dataclass(frozen=True)
class HearingView:
    """A hearing, as members and the concerned see it."""

    id: int
    person: PersonLine
    number: int
    statement: str
    at: datetime
    until: datetime
    answers: Sequence[AnswerView]
    may_answer: bool
    my_answer: str
    is_open: bool
    is_decidable: bool
    found_at: datetime | None
    found_by: str  # the vote, such as "proposal:45"
    my_pause: PauseView | None


@dataclass(frozen=True)
class ReviewView:
    """A member whom the panel looks at, since a proven fake had vouched for her."""

    id: int
    person: PersonLine
    number: int
    fake_number: int
    at: datetime
    hearing_id: int


def hearing(viewer: Viewer, hearing_id: int) -> HearingView:
    """For members, and for the concerned even once they are none any more. Raises NoSuchHearing."""
    row = Hearing.objects.select_related("member").filter(id=hearing_id).first()
    me = viewer.person_id
    if row is None or me is None:
        raise NoSuchHearing
    concerned = fakes.concerned(row.member)
    if me not in concerned and not is_member(viewer):
        raise NoSuchHearing
    answers = list(row.answers.order_by("id"))
    names = people.lines(viewer, {row.member.person_id, *(each.person_id for each in answers)})
    finding = getattr(row, "finding", None)
    is_open = finding is None and row.closed_at is None
    pause = VouchingPause.objects.filter(finding__hearing=row, person_id=me).first()
    return HearingView(
        id=row.id,
        person=names[row.member.person_id],
        number=row.member.number,
        statement=row.statement,
        at=row.at,
        until=row.until,
        answers=[AnswerView(names[each.person_id], each.text, each.at) for each in answers],
        may_answer=is_open and me in concerned,
        my_answer=next((each.text for each in answers if each.person_id == me), ""),
        is_open=is_open,
        is_decidable=is_open and row.heard_at is not None and row.member.left_at is None,
        found_at=None if finding is None else finding.at,
        found_by="" if finding is None else finding.reference,
        my_pause=None if pause is None else _pauses(viewer, [pause])[0],
    )


def open_hearings(viewer: Viewer) -> list[HearingView]:
    """For members: those that nothing came of yet."""
    if not is_member(viewer):
        return []
    rows = Hearing.objects.filter(closed_at=None, finding=None, member__left_at=None).order_by("id")
    return [hearing(viewer, each.id) for each in rows]


def hearing_number(hearing_id: int) -> int | None:
    """The number of the member that a hearing is about; for the words of a decision."""
    rows = Hearing.objects.filter(id=hearing_id)
    return rows.values_list("member__number", flat=True).first()


def vouching_paused_until(person_id: int, *, at: datetime) -> datetime | None:
    """Until when somebody vouches for nobody; None for who may."""
    rows = VouchingPause.objects.filter(person_id=person_id, lifted_at=None, until__gt=at)
    return rows.order_by("-until").values_list("until", flat=True).first()


def my_pauses(viewer: Viewer) -> list[PauseView]:
    """Her own, the latest first."""
    if viewer.person_id is None:
        return []
    return _pauses(viewer, list(VouchingPause.objects.filter(person_id=viewer.person_id).order_by("-id")))


def all_pauses(viewer: Viewer) -> list[PauseView]:
    """All, for whoever has checked that the viewer is on the panel."""
    return _pauses(viewer, list(VouchingPause.objects.order_by("-id")[:200]))


def standing_pause(pause_id: int) -> PauseView | None:
    """One that was not lifted, for the words of a decision."""
    found = list(VouchingPause.objects.filter(id=pause_id, lifted_at=None))
    return next(iter(_pauses(people.ANYONE, found)), None)


def open_reviews(viewer: Viewer) -> list[ReviewView]:
    """Whom the panel looks at, for whoever has checked that the viewer is on it."""
    rows = Review.objects.filter(closed_at=None).select_related("member", "finding__hearing__member")
    found = list(rows.order_by("id"))
    names = people.lines(viewer, {each.member.person_id for each in found})
    return [
        ReviewView(
            each.id,
            names[each.member.person_id],
            each.member.number,
            each.finding.hearing.member.number,
            each.at,
            each.finding_id,
        )
        for each in found
    ]


def _pauses(viewer: Viewer, found: Sequence[VouchingPause]) -> list[PauseView]:
    names = people.lines(viewer, {each.person_id for each in found})
    return [
        PauseView(
            each.id,
            names[each.person_id],
            each.person.memberships.order_by("-id").values_list("number", flat=True).first() or 0,
            is_warning=each.kind == VouchingPause.Kind.WARNING,
            at=each.at,
            until=each.until,
            lifted_at=each.lifted_at,
            hearing_id=each.finding_id,
        )
        for each in found
    ]
