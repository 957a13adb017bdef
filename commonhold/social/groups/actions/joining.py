"""How somebody comes to belong to a group, and leaves it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.groups import calling, rows
from commonhold.social.groups.models import Group, GroupMember, Invitation, JoinRequest
from commonhold.social.groups.news import InvitedToGroup, JoiningAnswered, JoiningAsked, RequestWithdrawn
from commonhold.social.groups.refusals import (
    BannedFromGroup,
    BelongsAlready,
    GroupTextTooLong,
    JoinsByInvitation,
    JoinsByRequest,
    NoSuchGroup,
    NotAskedToJoin,
    NotInvited,
    TheyAreBanned,
)
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

LONGEST_WORDS = 500


@transaction.atomic
def join_group(by: int, *, group_id: int, now: datetime) -> None:
    """Come to an open group; harmless for who belongs to it.

    Raises NoSuchGroup, BannedFromGroup, NotOfThisServer, JoinsByRequest or JoinsByInvitation.
    """
    group = _enterable(by, group_id)
    if rows.membership(group, by) is not None:
        return
    if group.joining == Group.Joining.APPROVAL:
        raise JoinsByRequest
    if group.joining == Group.Joining.INVITATION:
        raise JoinsByInvitation
    rows.let_in(group, by, now)


@transaction.atomic
def ask_to_join(by: int, *, group_id: int, words: str = "", now: datetime) -> None:
    """Ask the moderators to be let in; asking twice is asking once.

    Raises NoSuchGroup, BannedFromGroup, BelongsAlready, JoinsByInvitation or GroupTextTooLong.
    """
    group = _enterable(by, group_id)
    if rows.membership(group, by) is not None:
        raise BelongsAlready
    if group.joining == Group.Joining.INVITATION:
        raise JoinsByInvitation
    said = words.strip()
    if len(said) > LONGEST_WORDS:
        raise GroupTextTooLong("words", LONGEST_WORDS)
    request, is_new = JoinRequest.objects.get_or_create(
        group=group, person_id=by, answer="", defaults={"id": ids.new_id(now), "asked_at": now, "words": said}
    )
    if is_new:
        news.publish(JoiningAsked(group_id=group.id, request_id=request.id, person_id=by), now=now)


@transaction.atomic
def withdraw_request(by: int, *, group_id: int, now: datetime) -> None:
    """Take one's request back; harmless when there is none."""
    people.must_be_active(by)
    waiting = JoinRequest.objects.filter(group_id=group_id, person_id=by, answer="")
    if waiting.update(answer=JoinRequest.Answer.WITHDRAWN, answered_at=now):
        news.publish(RequestWithdrawn(group_id=group_id, person_id=by), now=now)


@transaction.atomic
def approve_request(by: int, *, request_id: int, now: datetime) -> None:
    """Let in who asked. Raises NoSuchGroup, ModeratorsOnly, NotAskedToJoin or TheyAreBanned."""
    request = _waiting_request(by, request_id)
    if rows.ban_of(request.group, request.person_id) is not None:
        raise TheyAreBanned
    _answer(by, request, JoinRequest.Answer.APPROVED, now)
    rows.let_in(request.group, request.person_id, now)


@transaction.atomic
def refuse_request(by: int, *, request_id: int, now: datetime) -> None:
    """Don't let in who asked; she may ask again. Raises NoSuchGroup, ModeratorsOnly or NotAskedToJoin."""
    _answer(by, _waiting_request(by, request_id), JoinRequest.Answer.REFUSED, now)


@transaction.atomic
def invite_to_group(by: int, *, group_id: int, person_id: int, now: datetime) -> None:
    """Ask somebody in: any member may where joining is open, moderators elsewhere. Twice is once.

    Raises NoSuchGroup, NotInGroup, ModeratorsOnly, NoSuchPerson, NoHuman, NotOfThisServer, BelongsAlready
    or TheyAreBanned.
    """
    people.must_be_active(by)
    group = rows.locked(by, group_id)
    rows.must_belong(group, by)
    if group.joining != Group.Joining.OPEN:
        rows.must_moderate(group, by)
    people.person(Viewer(by), person_id)
    people.must_be_active(person_id)
    people.must_be_human(person_id)
    rows.must_be_local(person_id)
    if rows.membership(group, person_id) is not None:
        raise BelongsAlready
    if rows.ban_of(group, person_id) is not None:
        raise TheyAreBanned
    invitation, is_new = Invitation.objects.get_or_create(
        group=group,
        person_id=person_id,
        answer="",
        defaults={"id": ids.new_id(now), "by_id": by, "invited_at": now},
    )
    if is_new:
        told = InvitedToGroup(group_id=group.id, invitation_id=invitation.id, person_id=person_id, by_id=by)
        news.publish(told, now=now)


@transaction.atomic
def accept_invitation(by: int, *, group_id: int, now: datetime) -> None:
    """Come in as asked. Raises NoSuchGroup, NotInvited or BannedFromGroup."""
    group = _enterable(by, group_id)
    if not _invitations(group_id, by).exists():
        raise NotInvited
    rows.let_in(group, by, now)


@transaction.atomic
def decline_invitation(by: int, *, group_id: int, now: datetime) -> None:
    """Rather not; whoever asked isn't told. Harmless when there is no invitation."""
    people.must_be_active(by)
    _invitations(group_id, by).update(answer=Invitation.Answer.DECLINED, answered_at=now)


@transaction.atomic
def leave_group(by: int, *, group_id: int, now: datetime) -> None:
    """Belong to it no longer; harmless for who doesn't. What one wrote there stays.

    With its last member a group closes, with its last moderator it elects.
    """
    people.must_be_active(by)
    row = GroupMember.objects.filter(group_id=group_id, person_id=by, until=None).first()
    if row is not None:
        group = rows.locked(by, group_id)
        rows.end_membership(row, now)
        calling.keep_order_alive(group, now)


def _enterable(by: int, group_id: int) -> Group:
    people.must_be_active(by)
    rows.must_be_local(by)
    group = rows.locked(by, group_id)
    ban = rows.ban_of(group, by)
    if ban is not None:
        raise BannedFromGroup(ban.reason)
    rows.must_come_once(group, by)
    return group


def _waiting_request(by: int, request_id: int) -> JoinRequest:
    people.must_be_active(by)
    asked = JoinRequest.objects.filter(id=request_id).first()
    if asked is None:
        raise NoSuchGroup
    group = rows.locked(by, asked.group_id)
    rows.must_moderate(group, by)
    request = JoinRequest.objects.select_for_update().get(id=request_id)
    if request.answer:
        raise NotAskedToJoin
    request.group = group
    return request


def _answer(by: int, request: JoinRequest, answer: JoinRequest.Answer, now: datetime) -> None:
    request.answer, request.answered_by_id, request.answered_at = answer, by, now
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    told = JoiningAnswered(
        group_id=request.group_id,
        request_id=request.id,
        person_id=request.person_id,
        approved=answer == JoinRequest.Answer.APPROVED,
    )
    news.publish(told, now=now)


def _invitations(group_id: int, person_id: int) -> QuerySet[Invitation]:
    return Invitation.objects.filter(group_id=group_id, person_id=person_id, answer="")
