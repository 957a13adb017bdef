"""What a group's moderators may do about who belongs to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.groups import calling, rows
from commonhold.social.groups.models import Group, GroupBan, Invitation, JoinRequest, ModeratorTerm
from commonhold.social.groups.news import RemovedFromGroup
from commonhold.social.groups.refusals import ModeratorsAreElected
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@transaction.atomic
def remove_from_group(by: int, *, group_id: int, person_id: int, reason: str, now: datetime) -> None:
    """End somebody's membership; she reads the reason and may come back as anybody may.

    Raises NoSuchGroup, ModeratorsOnly, ReasonNeeded, TheyAreNotInGroup or ModeratorsAreElected.
    """
    group, said = _moderated(by, group_id, reason)
    row = rows.their_membership(group, person_id)
    _must_not_be_a_moderator(group, person_id)
    rows.end_membership(row, now, ended_by=by, reason=said)
    told = RemovedFromGroup(group_id=group.id, membership_id=row.id, person_id=person_id, banned=False)
    news.publish(told, now=now)
    calling.keep_order_alive(group, now)


@transaction.atomic
def ban_from_group(by: int, *, group_id: int, person_id: int, reason: str, now: datetime) -> None:
    """Let somebody come no more, member or not; she reads the reason. Banning twice is banning once.

    Raises NoSuchGroup, ModeratorsOnly, ReasonNeeded, NoSuchPerson or ModeratorsAreElected.
    """
    group, said = _moderated(by, group_id, reason)
    people.person(Viewer(by), person_id)
    _must_not_be_a_moderator(group, person_id)
    banned = {"id": ids.new_id(now), "by_id": by, "reason": said, "since": now}
    _ban, is_new = GroupBan.objects.get_or_create(
        group=group, person_id=person_id, until=None, defaults=banned
    )
    if not is_new:
        return
    waiting = {"group": group, "person_id": person_id, "answer": ""}
    JoinRequest.objects.filter(**waiting).update(
        answer=JoinRequest.Answer.REFUSED, answered_by_id=by, answered_at=now
    )
    Invitation.objects.filter(**waiting).update(answer=Invitation.Answer.WITHDRAWN, answered_at=now)
    row = rows.membership(group, person_id)
    if row is not None:
        rows.end_membership(row, now, ended_by=by, reason=said)
        told = RemovedFromGroup(group_id=group.id, membership_id=row.id, person_id=person_id, banned=True)
        news.publish(told, now=now)


@transaction.atomic
def lift_ban(by: int, *, group_id: int, person_id: int, now: datetime) -> None:
    """Let somebody come again; harmless when she may. Raises NoSuchGroup or ModeratorsOnly."""
    people.must_be_active(by)
    group = rows.locked(by, group_id)
    rows.must_moderate(group, by)
    holding = GroupBan.objects.filter(group=group, person_id=person_id, until=None)
    holding.update(until=now, lifted_by_id=by)


def _moderated(by: int, group_id: int, reason: str) -> tuple[Group, str]:
    people.must_be_active(by)
    group = rows.locked(by, group_id)
    rows.must_moderate(group, by)
    return group, rows.checked_reason(reason)


def _must_not_be_a_moderator(group: Group, person_id: int) -> None:
    if ModeratorTerm.objects.filter(group=group, person_id=person_id, until=None).exists():
        raise ModeratorsAreElected
