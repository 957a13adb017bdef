"""Whom a viewer keeps away, for her own settings alone: nobody else ever learns of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhold.ground.spans import Span, within
from commonhold.social.people.models import Block, BoostsHidden, Follow, Mute, ServerBlock
from commonhold.social.people.queries import PersonLine, Viewer, line_of


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


def blocks(viewer: Viewer) -> list[KeptAway]:
    """Whom the viewer blocked, the latest first."""
    rows = Block.objects.filter(person_id=viewer.person_id or 0, blocked__removed_at=None)
    return _kept(rows.select_related("blocked").order_by("-id"), "blocked")


def mutes(viewer: Viewer) -> list[Muted]:
    """Whom the viewer muted, the latest first."""
    rows = Mute.objects.filter(person_id=viewer.person_id or 0, muted__removed_at=None)
    return [
        Muted(line_of(row.muted), row.since, row.until, row.hides_notifications)
        for row in rows.select_related("muted").order_by("-id")
    ]


def hidden_boosts(viewer: Viewer) -> list[KeptAway]:
    """Whose boosts the viewer hides, the latest first."""
    rows = BoostsHidden.objects.filter(person_id=viewer.person_id or 0, of__removed_at=None)
    return _kept(rows.select_related("of").order_by("-id"), "of")


def blocked_servers(viewer: Viewer) -> list[BlockedServer]:
    """Servers that the viewer blocked, by name."""
    rows = ServerBlock.objects.filter(person_id=viewer.person_id or 0).order_by("domain")
    return [BlockedServer(row.domain, row.since) for row in rows]


def blocks_within(viewer: Viewer, span: Span) -> list[tuple[int, int]]:
    """Part of whom the viewer blocked: the place of each in that list, and her id."""
    rows = Block.objects.filter(person_id=viewer.person_id or 0, blocked__removed_at=None)
    return within(rows.values_list("id", "blocked_id"), span)


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
    wanted = handle.strip().removeprefix("@").lower()
    return next((each.person for each in blocks(viewer) if each.person.handle.lower() == wanted), None)


def _kept(rows: Iterable[Any], whom: str) -> list[KeptAway]:
    return [KeptAway(line_of(getattr(row, whom)), row.since) for row in rows]
