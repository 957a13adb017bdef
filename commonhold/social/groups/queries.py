"""Groups as their viewers may know them: what they may not is not found, or left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Asking, Prepared, answered
from commonhold.ground.spans import beyond, onward, page
from commonhold.social.groups import rows
from commonhold.social.groups.models import (
    Election,
    Group,
    GroupBan,
    GroupMember,
    Invitation,
    JoinRequest,
    ModeratorTerm,
)
from commonhold.social.groups.refusals import ModeratorsOnly, NoSuchGroup
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer

Joining = Group.Joining


@dataclass(frozen=True)
class GroupLine:
    """A group in a list. `joining` is open, approval or invitation; the last three are the viewer's own."""

    id: int
    handle: str
    title: str
    summary: str
    joining: str
    is_readable_by_all: bool
    is_listed: bool
    members: int
    is_member: bool
    is_invited: bool
    has_asked: bool


@dataclass(frozen=True)
class Ending:
    """That the viewer was sent away, and why. A ban lasts until it is lifted."""

    reason: str
    at: datetime
    is_ban: bool


@dataclass(frozen=True)
class GroupView:
    """A group's page. `may_read`: its posts and members."""

    line: GroupLine
    rules: str
    founded_by: PersonLine
    founded_at: datetime
    moderators: Sequence[PersonLine]
    may_read: bool
    may_moderate: bool
    may_invite: bool
    invited_by: PersonLine | None
    ending: Ending | None
    election_id: int | None  # under way
    requests: int  # that wait, for moderators


@dataclass(frozen=True)
class RequestView:
    """Somebody waits to be let in."""

    id: int
    person: PersonLine
    words: str
    asked_at: datetime


@dataclass(frozen=True)
class BanView:
    person: PersonLine
    by: PersonLine
    reason: str
    since: datetime


@dataclass(frozen=True)
class MemberView:
    person: PersonLine
    since: datetime
    is_moderator: bool


def group(viewer: Viewer, handle: str) -> GroupView:
    """The group at /g/`handle`, in any case. Raises NoSuchGroup."""
    row = _with_details(viewer).filter(handle__iexact=handle).select_related("founded_by").first()
    if row is None:
        raise NoSuchGroup
    asked_in: dict[str, Any] = {"group": row, "person_id": viewer.person_id, "answer": ""}
    by_whom = not_hidden_from(viewer.person_id, "by")
    invitation = Invitation.objects.filter(by_whom, **asked_in).select_related("by").first()
    moderates = may_moderate(viewer, row.id)
    return GroupView(
        line=_line(row),
        rules=row.rules,
        founded_by=people.line_of(row.founded_by),
        founded_at=row.founded_at,
        moderators=moderators(row.id),
        may_read=row.is_readable_by_all or row.is_member,
        may_moderate=moderates,
        may_invite=moderates or (row.is_member and row.joining == Joining.OPEN),
        invited_by=None if invitation is None else people.line_of(invitation.by),
        ending=None if row.is_member else _ending(viewer, row.id),
        election_id=Election.objects.filter(group=row, ended_at=None).values_list("id", flat=True).first(),
        requests=JoinRequest.objects.filter(group=row, answer="").count() if moderates else 0,
    )


def known_as(viewer: Viewer, handle: str) -> int | None:
    """The id of the group at /g/`handle`, in any case, if the viewer may know of it."""
    found: int | None = (
        _with_details(viewer).filter(handle__iexact=handle).values_list("id", flat=True).first()
    )
    return found


def line(viewer: Viewer, group_id: int) -> GroupLine:
    """One group, for a byline. Raises NoSuchGroup."""
    found = lines(viewer, [group_id])
    if group_id not in found:
        raise NoSuchGroup
    return found[group_id]


def lines(viewer: Viewer, ids: Collection[int]) -> dict[int, GroupLine]:
    """Those of `ids` that the viewer may know of."""
    return {row.id: _line(row) for row in _with_details(viewer).filter(id__in=ids)}


def mine(viewer: Viewer) -> list[GroupLine]:
    """Groups that the viewer belongs to, by title."""
    return [_line(row) for row in _with_details(viewer).filter(is_member=True).order_by("title", "id")]


def inviting(viewer: Viewer) -> list[GroupLine]:
    """Groups that asked the viewer in, by title."""
    rows_ = _with_details(viewer).filter(is_member=False, is_invited=True)
    return [_line(row) for row in rows_.order_by("title", "id")]


def discover(
    viewer: Viewer, text: str = "", *, after: int | None = None, limit: int = 20
) -> tuple[list[GroupLine], int | None]:
    """Listed groups that the viewer doesn't belong to and that contain `text`, the larger ones first.

    And after which one the next page begins, if there is one.
    """
    found = _with_details(viewer).filter(is_listed=True, is_member=False, is_invited=False)
    if text.strip():
        found = found.filter(_says(text.strip()))
    return _larger_first(viewer, found, after, limit)


def search(
    viewer: Viewer, text: str, *, after: int | None = None, limit: int = 20
) -> tuple[list[GroupLine], int | None]:
    """Groups that the viewer may know of and that say every word of themselves; as with `discover`."""
    found = _with_details(viewer)
    for word in text.split():
        found = found.filter(_says(word))
    return _larger_first(viewer, found, after, limit) if text.strip() else ([], None)


def _larger_first(
    viewer: Viewer, found: QuerySet[Any], after: int | None, limit: int
) -> tuple[list[GroupLine], int | None]:
    order = ("-member_count", "title", "id")
    shown, later = beyond(found, after, order=order, limit=limit, among=_with_details(viewer))
    return [_line(row) for row in shown], later


def _says(words: str) -> Q:
    return Q(handle__icontains=words) | Q(title__icontains=words) | Q(summary__icontains=words)


def moderators(group_id: int) -> list[PersonLine]:
    """Who keeps order in a group, for as long as she does; public wherever the group is."""
    terms = ModeratorTerm.objects.filter(group_id=group_id, until=None).select_related("person")
    return [people.line_of(row.person) for row in terms.order_by("id")]


def members(
    viewer: Viewer, group_id: int, *, after: int | None = None, limit: int = 500
) -> tuple[list[MemberView], int | None]:
    """Who belongs to a group, the longest first, and after what the next page begins, if there is one.

    For whoever may read it. Raises NoSuchGroup.
    """
    _must_read(viewer, group_id)
    moderating = ModeratorTerm.objects.filter(group=OuterRef("group"), person=OuterRef("person"), until=None)
    found = GroupMember.objects.filter(group_id=group_id, until=None, person__removed_at=None)
    found = _not_hidden(viewer, found).annotate(is_moderator=Exists(moderating)).select_related("person")
    here, later = onward(found, after=after, limit=limit)
    return [MemberView(people.line_of(row.person), row.since, row.is_moderator) for row in here], later


def waiting(
    viewer: Viewer, group_id: int, *, after: int | None = None, limit: int = 20
) -> tuple[list[RequestView], int | None]:
    """Who asks to be let in, the earliest first, and after what the next page begins.

    Raises ModeratorsOnly.
    """
    _must_moderate(viewer, group_id)
    found = JoinRequest.objects.filter(group_id=group_id, answer="").select_related("person")
    here, later = onward(found, after=after, limit=limit)
    return [RequestView(row.id, people.line_of(row.person), row.words, row.asked_at) for row in here], later


def banned(
    viewer: Viewer, group_id: int, *, before: int | None = None, limit: int = 20
) -> tuple[list[BanView], int | None]:
    """Who may not come back, and why, the latest first, and before what the next page begins.

    Raises ModeratorsOnly.
    """
    _must_moderate(viewer, group_id)
    found = GroupBan.objects.filter(group_id=group_id, until=None).select_related("person", "by")
    here, older = page(found, before=before, limit=limit)
    shown = [
        BanView(people.line_of(row.person), people.line_of(row.by), row.reason, row.since) for row in here
    ]
    return shown, older


def may_moderate(viewer: Viewer, group_id: int) -> bool:
    """Does the viewer keep order in this group?"""
    if viewer.person_id is None:
        return False
    return ModeratorTerm.objects.filter(group_id=group_id, person_id=viewer.person_id, until=None).exists()


def moderated_ids(viewer: Viewer) -> set[int]:
    """The groups in which the viewer keeps order."""
    return answered(asking_moderated(viewer))


def asking_moderated(viewer: Viewer) -> Asking[set[int]]:
    """The same, to be asked together with others."""
    return _MODERATED.asking(me=viewer.person_id or 0).then(lambda rows: {row[0] for row in rows})


_MODERATED = Prepared(
    lambda *, me: ModeratorTerm.objects.filter(person_id=me, until=None).values_list("group_id", flat=True)
)


def belongs(viewer: Viewer, group_id: int) -> bool:
    """Is the viewer a member of this group? So she may write in it."""
    if viewer.person_id is None:
        return False
    there = {"group_id": group_id, "group__closed_at": None, "person_id": viewer.person_id}
    return GroupMember.objects.filter(until=None, **there).exists()


def may_read(viewer: Viewer, group_id: int) -> bool:
    """May the viewer read what is said in this group, and who belongs to it?"""
    is_open = Group.objects.filter(id=group_id, is_readable_by_all=True, closed_at=None).exists()
    return is_open or belongs(viewer, group_id)


def is_open_to_all(group_id: int | None) -> bool:
    """May anybody find this group, and read what is said in it?"""
    open_ones = Group.objects.filter(is_readable_by_all=True, is_listed=True, closed_at=None)
    return open_ones.filter(id=group_id or 0).exists()


def readable_ids(viewer: Viewer) -> QuerySet[Group, Any]:
    """The groups that the viewer may read, as a subquery of ids."""
    open_ones = Q(is_readable_by_all=True)
    if viewer.person_id is not None:
        hers = GroupMember.objects.filter(person_id=viewer.person_id, until=None)
        open_ones |= Q(id__in=hers.values("group_id"))
    return Group.objects.filter(open_ones, closed_at=None).values("id")


def banned_among(group_id: int, people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` who may not come to this group; for rules, not for pages."""
    rows = GroupBan.objects.filter(group_id=group_id, person_id__in=people_ids, until=None)
    return set(rows.values_list("person_id", flat=True))


def member_ids(group_id: int) -> list[int]:
    """Who belongs to a group, for telling them; not for pages."""
    found = GroupMember.objects.filter(group_id=group_id, until=None)
    return list(found.order_by("person_id").values_list("person_id", flat=True))


def moderator_ids(group_id: int) -> list[int]:
    """Who keeps order in a group, for telling them."""
    found = ModeratorTerm.objects.filter(group_id=group_id, until=None)
    return list(found.order_by("person_id").values_list("person_id", flat=True))


def ids_of(viewer: Viewer) -> list[int]:
    """The groups that the viewer belongs to, by id."""
    if viewer.person_id is None:
        return []
    found = GroupMember.objects.filter(person_id=viewer.person_id, until=None)
    return list(found.order_by("group_id").values_list("group_id", flat=True))


def name_of(group_id: int) -> tuple[str, str]:
    """A group's handle and title, for a sentence to somebody who is concerned. Raises NoSuchGroup."""
    found = Group.objects.filter(id=group_id).values_list("handle", "title").first()
    if found is None:
        raise NoSuchGroup
    return found


def _with_details(viewer: Viewer) -> QuerySet[Any]:
    here: dict[str, Any] = {"group": OuterRef("pk"), "person_id": viewer.person_id}
    return rows.known_to(viewer.person_id).annotate(
        member_count=Count("members", filter=Q(members__until=None)),
        is_member=Exists(GroupMember.objects.filter(until=None, **here)),
        is_invited=Exists(Invitation.objects.filter(answer="", **here)),
        has_asked=Exists(JoinRequest.objects.filter(answer="", **here)),
    )


def _line(row: Any) -> GroupLine:
    return GroupLine(
        id=row.id,
        handle=row.handle,
        title=row.title,
        summary=row.summary,
        joining=row.joining,
        is_readable_by_all=row.is_readable_by_all,
        is_listed=row.is_listed,
        members=row.member_count,
        is_member=row.is_member,
        is_invited=row.is_invited,
        has_asked=row.has_asked,
    )


def _ending(viewer: Viewer, group_id: int) -> Ending | None:
    """Why the viewer may not come, or was sent away when she last belonged."""
    mine_ = {"group_id": group_id, "person_id": viewer.person_id}
    ban = GroupBan.objects.filter(until=None, **mine_).first()
    if ban is not None:
        return Ending(ban.reason, ban.since, is_ban=True)
    last = GroupMember.objects.filter(**mine_).order_by("-id").first()
    if last is None or last.until is None or last.ended_by_id is None:
        return None
    return Ending(last.end_reason, last.until, is_ban=False)


def _not_hidden(viewer: Viewer, found: QuerySet[GroupMember]) -> QuerySet[GroupMember]:
    return found.filter(not_hidden_from(viewer.person_id, "person"))


def _must_read(viewer: Viewer, group_id: int) -> None:
    if not may_read(viewer, group_id):
        raise NoSuchGroup


def _must_moderate(viewer: Viewer, group_id: int) -> None:
    if not may_moderate(viewer, group_id):
        raise ModeratorsOnly
