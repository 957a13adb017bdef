"""Who is meant by an address of another server, and how she is reached."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared, Row
from commonhold.social.actors.models import GroupFollower, RemoteActor, RemoteFollow, RemoteKey


@dataclass(frozen=True)
class Known:
    """Somebody of another server; `url` is her page there, for people."""

    person_id: int
    uri: str
    kind: str
    inbox: str
    shared_inbox: str
    followers: str
    url: str = ""


def by_uri(uri: str) -> Known | None:
    """Whoever has this address; also once she is gone."""
    return next(iter(_known(uri=uri)), None)


def of_person(person_id: int) -> Known | None:
    """Somebody's addresses elsewhere; None for people of ours."""
    return next(iter(_known(person_id=person_id)), None)


def among(person_ids: Collection[int]) -> dict[int, Known]:
    """The addresses of those of them who are elsewhere, by id."""
    return {each.person_id: each for each in _known(person_id__in=person_ids)} if person_ids else {}


@dataclass(frozen=True)
class Look:
    """When we last asked who somebody elsewhere is; `is_gone`: her server said that she is no more."""

    person_id: int
    at: datetime
    is_gone: bool


def last_look(uri: str) -> Look | None:
    """None for who was never met."""
    return next((Look(who, at, gone_at is not None) for who, at, gone_at in _LOOKS.rows(uri=uri)), None)


def by_page(url: str) -> Known | None:
    """Whoever has this page there, or this URI."""
    return by_uri(url) or next(iter(_known(url=url)), None)


def uri_of(person_id: int) -> str:
    """What her server calls her; empty for people of ours, and for who is gone."""
    rows = RemoteActor.objects.filter(person_id=person_id, gone_at=None)
    return rows.values_list("uri", flat=True).first() or ""


def outbox_of(person_id: int) -> str:
    """Where what she says to all is listed; empty for people of ours."""
    rows = RemoteActor.objects.filter(person_id=person_id, gone_at=None)
    return rows.values_list("outbox", flat=True).first() or ""


def by_page_or_uri(addresses: Collection[str]) -> dict[str, int]:
    """People by any of these addresses, URIs or pages, that is theirs."""
    found = dict(RemoteActor.objects.filter(url__in=addresses).values_list("url", "person_id"))
    return found | dict(RemoteActor.objects.filter(uri__in=addresses).values_list("uri", "person_id"))


@dataclass(frozen=True)
class Ties:
    """What somebody elsewhere says of her other addresses, and where her pinned posts are listed."""

    also_known_as: tuple[str, ...]
    moved_to: str
    featured: str


def ties_of(person_id: int) -> Ties:
    """As her server last told; nothing for people of ours."""
    found = RemoteActor.objects.filter(person_id=person_id)
    row = found.values_list("also_known_as", "moved_to", "featured").first()
    return Ties((), "", "") if row is None else Ties(tuple(row[0]), row[1], row[2])


def pem_of(key_id: str) -> tuple[int, str] | None:
    """Whose key it is, and its public half; None for a key that we never saw."""
    row = RemoteKey.objects.filter(key_id=key_id).values_list("actor_id", "pem").first()
    return None if row is None else (row[0], row[1])


def inboxes_of_followers(person_id: int) -> set[str]:
    """Where who follows her elsewhere is reached: a shared inbox once, where there is one."""
    return set(_OF_FOLLOWERS.made(person_id=person_id))


def inboxes_of(person_ids: Collection[int]) -> set[str]:
    """Where those of them who are elsewhere are reached."""
    return set(_OF_PEOPLE.made(person_ids=list(person_ids)))


def inboxes_of_group(group_id: int) -> set[str]:
    """Where everybody elsewhere who follows a group is reached."""
    return set(_OF_GROUP.made(group_id=group_id))


def everybodys_inboxes() -> set[str]:
    """Where all servers that we know are reached, as far as they have an inbox for all: for farewells."""
    rows = RemoteActor.objects.filter(gone_at=None).exclude(shared_inbox="")
    return set(rows.values_list("shared_inbox", flat=True).distinct())


def followers_of_group(group_id: int) -> int:
    """How many of other servers follow a group."""
    return GroupFollower.objects.filter(group_id=group_id).count()


def follower_uris(person_id: int, domain: str) -> list[str]:
    """Who of a server follows her, by their URIs, in their order."""
    rows = RemoteActor.objects.filter(
        person__domain=domain,
        person__follows__followed_id=person_id,
        person__follows__accepted_at__isnull=False,
        gone_at=None,
    )
    return sorted(rows.values_list("uri", flat=True))


def uri_of_follow(follow_id: int) -> str:
    """What the follower's server called a follow; empty for one of ours. Also when it is over."""
    return RemoteFollow.objects.filter(follow_id=follow_id).values_list("uri", flat=True).first() or ""


def group_follow(group_id: int, person_id: int) -> str:
    """What her server called her following a group; empty when she does not."""
    rows = GroupFollower.objects.filter(group_id=group_id, person_id=person_id)
    return rows.values_list("uri", flat=True).first() or ""


def _inboxes(**which: object) -> QuerySet[RemoteActor, Any]:
    rows = RemoteActor.objects.filter(gone_at=None, **which)
    return rows.values_list("shared_inbox", "inbox").distinct()


def _of_group(group_id: int) -> QuerySet[RemoteActor, Any]:
    return _inboxes(person_id__in=GroupFollower.objects.filter(group_id=group_id).values("person_id"))


def _inbox(row: Row) -> str:
    """The one for all of its server, where there is one."""
    return str(row[0] or row[1])


_OF_FOLLOWERS = Prepared(
    lambda person_id: _inboxes(
        person__follows__followed_id=person_id, person__follows__accepted_at__isnull=False
    ),
    _inbox,
)
_OF_PEOPLE = Prepared(lambda person_ids: _inboxes(person_id__in=person_ids), _inbox)
_OF_GROUP = Prepared(_of_group, _inbox)


def _known(**which: object) -> list[Known]:
    rows = RemoteActor.objects.filter(**which).values_list(
        "person_id", "uri", "kind", "inbox", "shared_inbox", "followers", "url"
    )
    return [Known(*each) for each in rows]


def emoji_of(person_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Where pictures that stand in names and words of people elsewhere lie here, by shortcode.

    Whoever has none is left out, and so are people of ours, whose emoji are the co-op's.
    """
    return {person_id: emoji for person_id, emoji in _EMOJI.rows(ids=list(person_ids)) if emoji}


_EMOJI = Prepared(
    lambda *, ids: (
        RemoteActor.objects.filter(person_id__in=ids).exclude(emoji={}).values_list("person_id", "emoji")
    )
)
_LOOKS = Prepared(
    lambda *, uri: RemoteActor.objects.filter(uri=uri).values_list("person_id", "fetched_at", "gone_at")
)
