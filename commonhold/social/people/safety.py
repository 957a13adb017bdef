"""Whom a viewer keeps away, for her own settings alone: nobody else ever learns of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from commonhold.ground.spans import Span, page, within
from commonhold.social.people.models import Block, BoostsHidden, Follow, Mute, Person, ServerBlock
from commonhold.social.people.queries import PersonLine, Viewer, line_of
from commonhold.social.people.queries.rows import address_is

_Line = TypeVar("_Line")
#: Part of a list, and before which id the next part begins, if there is one.
Part = tuple[list[_Line], int | None]


@dataclass(frozen=True)
class KeptAway:
    """Somebody whom the viewer blocked, or whose boosts she hides."""

    person: PersonLine
    since: datetime


@dataclass(frozen=True)
class Muted:
    """Somebody whom the viewer muted; for good when `until` is None."""

    person: PersonLine
    since: datetime
    until: datetime | None
    hides_notifications: bool


@dataclass(frozen=True)
class BlockedServer:
    domain: str
    since: datetime


@dataclass(frozen=True)
class Distance:
    """What the viewer has put between herself and one person."""

    is_blocked: bool = False
    is_muted: bool = False
    hides_boosts: bool = False


def blocks(viewer: Viewer, *, before: int | None = None, limit: int = 40) -> Part[KeptAway]:
    """Whom the viewer blocked, the latest first."""
    return _kept(_blocks(viewer), "blocked", before, limit)


def mutes(viewer: Viewer, *, before: int | None = None, limit: int = 40) -> Part[Muted]:
    """Whom the viewer muted, the latest first."""
    rows = Mute.objects.filter(person_id=viewer.person_id or 0, muted__removed_at=None)
    found, older = page(rows.select_related("muted"), before=before, limit=limit)
    return [Muted(line_of(row.muted), row.since, row.until, row.hides_notifications) for row in found], older


def hidden_boosts(viewer: Viewer, *, before: int | None = None, limit: int = 40) -> Part[KeptAway]:
    """Whose boosts the viewer hides, the latest first."""
    rows = BoostsHidden.objects.filter(person_id=viewer.person_id or 0, of__removed_at=None)
    return _kept(rows, "of", before, limit)


def blocked_servers(viewer: Viewer, *, before: int | None = None, limit: int = 40) -> Part[BlockedServer]:
    """Servers that the viewer blocked, the latest first."""
    rows = ServerBlock.objects.filter(person_id=viewer.person_id or 0)
    found, older = page(rows, before=before, limit=limit)
    return [BlockedServer(row.domain, row.since) for row in found], older


def blocks_within(viewer: Viewer, span: Span) -> list[tuple[int, int]]:
    """Part of whom the viewer blocked: the place of each in that list, and her id."""
    return within(_blocks(viewer).values_list("id", "blocked_id"), span)


def mutes_within(viewer: Viewer, span: Span) -> list[tuple[int, int, datetime | None]]:
    """Part of whom the viewer muted: the place of each in that list, her id, and until when."""
    rows = Mute.objects.filter(person_id=viewer.person_id or 0, muted__removed_at=None)
    return within(rows.values_list("id", "muted_id", "until"), span)


def blocked_servers_within(viewer: Viewer, span: Span) -> list[tuple[int, str]]:
    """Part of the servers that the viewer blocked: the place of each in that list, and its name."""
    rows = ServerBlock.objects.filter(person_id=viewer.person_id or 0)
    return within(rows.values_list("id", "domain"), span)


def follows_with(viewer: Viewer, domain: str) -> tuple[int, int]:
    """How many of a server's people the viewer follows, and how many follow her."""
    me, there = viewer.person_id or 0, domain.strip().lower()
    following = Follow.objects.filter(follower_id=me, followed__domain=there, accepted_at__isnull=False)
    followers = Follow.objects.filter(followed_id=me, follower__domain=there, accepted_at__isnull=False)
    return (following.count(), followers.count()) if there else (0, 0)


def distance(viewer: Viewer, person_id: int) -> Distance:
    """What the viewer herself has put between the two; what the other has is the other's own."""
    me = viewer.person_id
    if me is None:
        return Distance()
    return Distance(
        is_blocked=Block.objects.filter(person_id=me, blocked_id=person_id).exists(),
        is_muted=Mute.objects.filter(person_id=me, muted_id=person_id).exists(),
        hides_boosts=BoostsHidden.objects.filter(person_id=me, of_id=person_id).exists(),
    )


def blocked_called(viewer: Viewer, handle: str) -> PersonLine | None:
    """The person called so whom the viewer herself blocked: for a page that says so and lets her undo it."""
    rows = Person.objects.filter(address_is(handle.strip().removeprefix("@")))
    found = rows.filter(id__in=_blocks(viewer).values("blocked_id")).first()
    return None if found is None else line_of(found)


def _blocks(viewer: Viewer) -> QuerySet[Block, Block]:
    return Block.objects.filter(person_id=viewer.person_id or 0, blocked__removed_at=None)


def _kept(rows: QuerySet[Any, Any], whom: str, before: int | None, limit: int) -> Part[KeptAway]:
    found, older = page(rows.select_related(whom), before=before, limit=limit)
    return [KeptAway(line_of(getattr(row, whom)), row.since) for row in found], older
