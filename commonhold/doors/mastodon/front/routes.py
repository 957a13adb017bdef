"""What the front answers: for each address the parameters that it knows, and how its list is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from commonhold.doors.mastodon.entities.instance import instance, old_instance
from commonhold.doors.mastodon.front.asking import Request
from commonhold.doors.mastodon.front.joining import joined, one
from commonhold.doors.mastodon.front.told import joined as written_told
from commonhold.doors.mastodon.statuses import MOST_ANSWERS, MOST_FOR_STRANGERS
from commonhold.ground.ids import LARGEST
from commonhold.social.filters.matching import Place
from commonhold.social.memory import home, lists, threads, told
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import seen
from commonhold.social.memory.stands import Stand, TooFar, place_of
from commonhold.social.tags.names import folded

_PAGES = frozenset({"limit", "max_id", "since_id"})
_DEFAULT, _MOST = 20, 40
_DEFAULT_TOLD, _MOST_TOLD = 40, 80
_TRUE = frozenset({"true", "1"})


class Told(NamedTuple):
    """A body. `newest` is where a list begins, `oldest` where it ends and may go on, if it is one."""

    body: bytes
    newest: int | None = None
    oldest: int | None = None


@dataclass(frozen=True)
class Route:
    """`work` raises Missing, TooFar or TookTooLong. `whole` makes what is the same for everybody."""

    work: Callable[[Memory, Reader, Request], Told]
    scope: str | None
    params: frozenset[str] = frozenset()
    needs_person: bool = False
    whole: Callable[[datetime], Any] | None = None


def route_of(path: str) -> Route | None:
    found = _PLAIN.get(path)
    if found is not None:
        return found
    if path.startswith(_STATUSES) and path[len(_STATUSES) :].isdecimal():
        return _ONE
    if path.startswith(_ACCOUNTS) and path.endswith("/statuses"):
        return _SAID if path[len(_ACCOUNTS) : -len("/statuses")].isdecimal() else None
    if path.startswith(_STATUSES) and path.endswith(_CONTEXT):
        return _AROUND if path[len(_STATUSES) : -len(_CONTEXT)].isdecimal() else None
    return _BY_TAG if path.startswith(_TAGS) else None


def doing(scope: str) -> Route:
    """Who may do what this scope covers."""
    return Route(_nothing, scope, needs_person=True)


def _home(memory: Memory, reader: Reader, asked: Request) -> Told:
    limit = asked.limit(_DEFAULT, _MOST)
    found = home.page(memory, reader, before=asked.before, limit=limit)
    return _told(memory, reader, _above(found, asked), limit, Place.HOME)


def _public(memory: Memory, reader: Reader, asked: Request) -> Told:
    limit = asked.limit(_DEFAULT, _MOST)
    is_local = asked.params.get("local", "false")
    if is_local not in {"true", "false", "1", "0"}:
        raise TooFar
    found = lists.public(memory, reader, before=asked.before, limit=limit, is_local=is_local in _TRUE)
    return _told(memory, reader, _above(found, asked), limit, Place.PUBLIC)


def _said(memory: Memory, reader: Reader, asked: Request) -> Told:
    limit = asked.limit(_DEFAULT, _MOST)
    answers = asked.params.get("exclude_replies", "false")
    if answers not in {"true", "false"}:
        raise TooFar
    person_id = _id(asked.path[len(_ACCOUNTS) : -len("/statuses")])
    found = lists.said(
        memory, reader, person_id, before=asked.before, limit=limit, with_answers=answers == "false"
    )
    return _told(memory, reader, _above(found, asked), limit, Place.PROFILES)


def _status(memory: Memory, reader: Reader, asked: Request) -> Told:
    post_id = _id(asked.path[len(_STATUSES) :])
    post = memory.posts([post_id]).get(post_id)
    if post is None or post.is_removed or not seen(memory.reading, reader, [post]):
        raise TooFar
    return Told(one(memory, reader, post))


def _context(memory: Memory, reader: Reader, asked: Request) -> Told:
    post_id = _id(asked.path[len(_STATUSES) : -len(_CONTEXT)])
    most = MOST_FOR_STRANGERS if reader.id is None else MOST_ANSWERS
    above, below = threads.context(memory, reader, post_id, most=most)
    parts = (joined(memory, reader, above, Place.THREADS), joined(memory, reader, below, Place.THREADS))
    return Told(b'{"ancestors":%b,"descendants":%b}' % parts)


def _tagged(memory: Memory, reader: Reader, asked: Request) -> Told:
    limit = asked.limit(_DEFAULT, _MOST)
    name = folded(asked.path[len(_TAGS) :])
    found = lists.tagged(memory, reader, name, before=asked.before, limit=limit)
    return _told(memory, reader, _above(found, asked), limit, Place.PUBLIC)


def _notifications(memory: Memory, reader: Reader, asked: Request) -> Told:
    limit = asked.limit(_DEFAULT_TOLD, _MOST_TOLD)
    found = told.page(memory, reader, before=asked.before, limit=limit)
    return Told(written_told(memory, reader, found), found.newest, found.oldest)


def _nothing(memory: Memory, reader: Reader, asked: Request) -> Told:
    raise TooFar


def _told(memory: Memory, reader: Reader, found: list[Stand], limit: int, place: Place) -> Told:
    return Told(
        joined(memory, reader, found, place),
        place_of(found[0]) if found else None,
        place_of(found[-1]) if len(found) >= limit else None,
    )


def _above(found: list[Stand], asked: Request) -> list[Stand]:
    since = asked.since
    return found if since is None else [each for each in found if place_of(each) > since]


def _id(text: str) -> int:
    if len(text) > 19 or not 0 < int(text) <= LARGEST:
        raise TooFar
    return int(text)


_STATUSES, _ACCOUNTS, _TAGS = "/api/v1/statuses/", "/api/v1/accounts/", "/api/v1/timelines/tag/"
_CONTEXT = "/context"
_AROUND = Route(_context, "read:statuses")
_BY_TAG = Route(_tagged, "read:statuses", _PAGES)
_ONE = Route(_status, "read:statuses")
#: One's own deed is shown to whoever may do it, and reads nothing else.
THE_POST = Route(_status, None, needs_person=True)
_SAID = Route(_said, "read:statuses", _PAGES | {"exclude_replies"})
_PLAIN = {
    "/api/v1/timelines/home": Route(_home, "read:statuses", _PAGES, needs_person=True),
    "/api/v1/notifications": Route(
        _notifications, "read:notifications", frozenset({"limit", "max_id"}), needs_person=True
    ),
    "/api/v1/timelines/public": Route(_public, "read:statuses", _PAGES | {"local"}),
    "/api/v2/instance": Route(_nothing, None, whole=lambda now: instance(now=now)),
    "/api/v1/instance": Route(_nothing, None, whole=lambda now: old_instance(now=now)),
}
