"""Founding a group, and changing what it says of itself."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.social.groups import rows
from commonhold.social.groups.charter import GroupsCharter
from commonhold.social.groups.models import Group, ModeratorTerm
from commonhold.social.groups.refusals import (
    GroupHandleNotAllowed,
    GroupHandleTaken,
    GroupTextTooLong,
    OneGroupEach,
    TitleLength,
    UnknownJoining,
    UnlistedIsClosed,
)
from commonhold.social.people import queries as people

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_RULES = 80, 500, 10_000

_HANDLE = re.compile(r"[a-z0-9_]{2,30}")


@transaction.atomic
def found_group(
    by: int,
    *,
    handle: str,
    title: str,
    summary: str = "",
    rules: str = "",
    joining: str = "open",
    is_readable_by_all: bool = True,
    is_listed: bool = True,
    now: datetime,
) -> int:
    """Begin a group, of which `by` is the first member and moderator; return its id. `rules` are Markdown.

    Raises OneGroupEach for those who aren't members of the co-op, NotOfThisServer, GroupHandleNotAllowed,
    GroupHandleTaken, TitleLength, GroupTextTooLong, UnknownJoining or UnlistedIsClosed.
    """
    people.must_be_active(by)
    rows.must_be_local(by)
    if not people.is_member(by) and Group.objects.filter(founded_by_id=by, closed_at=None).exists():
        raise OneGroupEach
    kept = _checked_handle(handle)
    group = Group(id=ids.new_id(now), handle=kept, founded_by_id=by, founded_at=now)
    _describe(group, title, summary, rules)
    _open(group, joining, is_readable_by_all, is_listed)
    try:
        with transaction.atomic():
            group.save(force_insert=True)
    except IntegrityError as taken:
        raise GroupHandleTaken(kept) from taken
    rows.let_in(group, by, now)
    ends_at = now + timedelta(days=charter.current().read(GroupsCharter).term_days)
    ModeratorTerm.objects.create(id=ids.new_id(now), group=group, person_id=by, since=now, ends_at=ends_at)
    jobs.schedule("groups.term-ends", key=f"founded:{group.id}", due=ends_at, payload={"group_id": group.id})
    return group.id


@transaction.atomic
def change_group(
    by: int,
    *,
    group_id: int,
    title: str,
    summary: str,
    rules: str,
    joining: str,
    is_readable_by_all: bool,
    is_listed: bool,
    now: datetime,
) -> None:
    """Change everything but the address. Raises NoSuchGroup, ModeratorsOnly and what `found_group` raises."""
    people.must_be_active(by)
    group = rows.locked(by, group_id)
    rows.must_moderate(group, by)
    _describe(group, title, summary, rules)
    _open(group, joining, is_readable_by_all, is_listed)
    group.save()


def _describe(group: Group, title: str, summary: str, rules: str) -> None:
    group.title = " ".join(title.split())
    if not 1 <= len(group.title) <= LONGEST_TITLE:
        raise TitleLength(LONGEST_TITLE)
    group.summary = _fitting("summary", summary, LONGEST_SUMMARY)
    group.rules = _fitting("rules", rules, LONGEST_RULES)


def _open(group: Group, joining: str, is_readable_by_all: bool, is_listed: bool) -> None:
    """How far it is open to others."""
    if joining not in Group.Joining.values:
        raise UnknownJoining
    if is_readable_by_all and not is_listed:
        raise UnlistedIsClosed
    group.joining, group.is_readable_by_all, group.is_listed = joining, is_readable_by_all, is_listed


def _fitting(field: str, text: str, longest: int) -> str:
    kept = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(kept) > longest:
        raise GroupTextTooLong(field, longest)
    return kept


def _checked_handle(handle: str) -> str:
    kept = handle.strip().lower()
    if not _HANDLE.fullmatch(kept):
        raise GroupHandleNotAllowed
    return kept
