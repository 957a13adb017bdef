"""Rows that several actions of this room lock, check or end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground import ids
from commonhold.social.groups.models import (
    ElectionCall,
    Group,
    GroupBan,
    GroupMember,
    Invitation,
    JoinRequest,
    ModeratorTerm,
)
from commonhold.social.groups.refusals import (
    HereAlreadyAsAnother,
    ModeratorsOnly,
    NoSuchGroup,
    NotInGroup,
    NotOfThisServer,
    ReasonNeeded,
    TheyAreNotInGroup,
)
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

LONGEST_REASON = 500


def must_be_local(person_id: int) -> None:
    """Raises NotOfThisServer: a remote person's address has a server in it."""
    if "@" in people.person(ANYONE, person_id).handle:
        raise NotOfThisServer


def known_to(person_id: int | None) -> QuerySet[Group]:
    """The groups of which a person may know: listed ones, hers, and those that invited her."""
    hers: dict[str, Any] = {"group": OuterRef("pk"), "person_id": person_id}
    mine = GroupMember.objects.filter(until=None, **hers)
    invited = Invitation.objects.filter(answer="", **hers)
    return Group.objects.filter(Q(is_listed=True) | Exists(mine) | Exists(invited), closed_at=None)


def locked(by: int, group_id: int) -> Group:
    """Lock a group that `by` may know of. Raises NoSuchGroup."""
    if not known_to(by).filter(id=group_id).exists():
        raise NoSuchGroup
    return Group.objects.select_for_update().get(id=group_id)


def membership(group: Group, person_id: int) -> GroupMember | None:
    return GroupMember.objects.filter(group=group, person_id=person_id, until=None).first()


def must_come_once(group: Group, by: int) -> None:
    """Who asked or came as one profile cannot as the other: a group elects by humans.

    Asked when she asks, never when others answer, who would learn of it. Raises HereAlreadyAsAnother.
    """
    others = {"group": group, "person_id__in": [each for each in people.same_human(by) if each != by]}
    if (
        GroupMember.objects.filter(until=None, **others).exists()
        or JoinRequest.objects.filter(answer="", **others).exists()
        or GroupBan.objects.filter(until=None, **others).exists()
    ):
        raise HereAlreadyAsAnother


def must_belong(group: Group, by: int) -> GroupMember:
    row = membership(group, by)
    if row is None:
        raise NotInGroup
    return row


def must_moderate(group: Group, by: int) -> None:
    if not ModeratorTerm.objects.filter(group=group, person_id=by, until=None).exists():
        raise ModeratorsOnly


def their_membership(group: Group, person_id: int) -> GroupMember:
    row = membership(group, person_id)
    if row is None:
        raise TheyAreNotInGroup
    return row


def ban_of(group: Group, person_id: int) -> GroupBan | None:
    return GroupBan.objects.filter(group=group, person_id=person_id, until=None).first()


def let_in(group: Group, person_id: int, now: datetime) -> None:
    """Make somebody a member; what waited for that is settled."""
    GroupMember.objects.get_or_create(
        group=group, person_id=person_id, until=None, defaults={"id": ids.new_id(now), "since": now}
    )
    waiting = {"group": group, "person_id": person_id, "answer": ""}
    JoinRequest.objects.filter(**waiting).update(
        answer=JoinRequest.Answer.APPROVED, answered_by=None, answered_at=now
    )
    Invitation.objects.filter(**waiting).update(answer=Invitation.Answer.ACCEPTED, answered_at=now)


def end_membership(row: GroupMember, now: datetime, *, ended_by: int | None = None, reason: str = "") -> None:
    """Note the end, and of what depends on being a member."""
    row.until, row.ended_by_id, row.end_reason = now, ended_by, reason
    row.save(update_fields=["until", "ended_by", "end_reason"])
    left = {"group_id": row.group_id, "person_id": row.person_id}
    ModeratorTerm.objects.filter(until=None, **left).update(until=now)
    ElectionCall.objects.filter(**left).delete()


def checked_reason(reason: str) -> str:
    """Raises ReasonNeeded for none, or one that is too long."""
    said = reason.strip()
    if not 1 <= len(said) <= LONGEST_REASON:
        raise ReasonNeeded(LONGEST_REASON)
    return said
