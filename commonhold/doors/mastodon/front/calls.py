"""Calls of an app as the front goes on with them, and what is said to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from commonhold.doors.calls.commits import Several
from commonhold.doors.mastodon.front.asking import Request, posted_of, request_of
from commonhold.doors.mastodon.front.deeds import Deed, Doing, deed_of
from commonhold.doors.mastodon.front.routes import Route, route_of
from commonhold.social.apps.queries import Bearer
from commonhold.social.memory.readers import Reader

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
#: Told headers and body, or None.
Reply = Callable[[tuple[bytes, bytes] | None], None]


class Left(Exception):
    """Django is to answer."""


class Call(NamedTuple):
    """A request that may be answered here: which, by whom, and when."""

    asked: Request
    route: Route
    bearer: Bearer | None
    now: datetime


class Order(NamedTuple):
    """A deed that is being done, and who waits for its end."""

    doing: Doing
    post_id: int
    call: Call
    client: str
    reply: Reply


@cache
def together(deed: Deed) -> Several:
    """Orders of this deed, done by one action where there is one for several."""
    several = deed.several
    if several is not None:
        return lambda orders: several([(each.doing, each.post_id) for each in orders])
    return lambda orders: [deed.act(each.doing, each.post_id) for each in orders]


def lines(headers: Headers) -> bytes:
    """As they stand in an answer."""
    return b"".join([b"%b: %b\r\n" % each for each in headers])


async def say(send: Send, headers: Headers, body: bytes, *, status: int = 200) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def understood(scope: Scope) -> Request | None:
    """A request that the front might answer."""
    if scope["method"] == "POST":
        posted = posted_of(scope) if deed_of(scope["path"]) else None
        return None if posted is None else posted.asked
    route = route_of(scope["path"]) if scope["method"] == "GET" else None
    return None if route is None else request_of(scope, route.params)


def filters_hold(reader: Reader, now: datetime) -> bool:
    return reader.filters is not None and (reader.filters.until is None or reader.filters.until > now)
