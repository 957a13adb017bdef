"""The front itself: it answers what it can from memory, learns what is missing, and leaves all else to Django.

It lives in the event loop and never waits there: what must be made is made in Django's threads.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from typing import Any

from commonhold.doors.mastodon.answers import Wrong
from commonhold.doors.mastodon.entities.addresses import base
from commonhold.doors.mastodon.entities.filters import Filters
from commonhold.doors.mastodon.front.asking import Request, request_of
from commonhold.doors.mastodon.front.bodies import bodies, faces
from commonhold.doors.mastodon.front.joining import Missing, Peculiar, rests_on
from commonhold.doors.mastodon.front.routes import Told, route_of
from commonhold.doors.mastodon.limits import Kind, limits
from commonhold.ground.changes.reading import Reading, TookTooLong
from commonhold.ground.clock import queries as clock
from commonhold.social.apps import queries as apps
from commonhold.social.apps.queries import Bearer
from commonhold.social.memory.home import TooFar
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader

log = logging.getLogger("commonhold.front")

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
InThread = Callable[[Callable[[], Any]], Awaitable[Any]]
Headers = list[tuple[bytes, bytes]]

_TRIES, _CIRCUMSTANCES = 4, 64
_OF_ONE_ANSWER = frozenset({b"link", b"content-length", b"date", b"x-ratelimit-limit", b"x-ratelimit-remaining", b"x-ratelimit-reset"})
_START = "http.response.start"


class Front:
    """Over one connection of its own, in one event loop. `in_thread` runs a call where Django lives."""

    def __init__(self, reading: Reading, in_thread: InThread) -> None:
        self._memory = Memory(reading)
        self._in_thread = in_thread
        self._headers: dict[tuple[bytes, bytes], Headers] = {}
        self._base, self._ahead, self._age = "", None, -1

    async def answer(self, scope: Scope, send: Send) -> bool:
        """Was it answered? If not, nothing was sent and nothing counted."""
        route = route_of(scope["path"]) if scope["method"] == "GET" else None
        if route is None:
            return False
        asked = request_of(scope, route.params)
        if asked is None or (headers := self._headers.get(asked.circumstances)) is None:
            return False
        try:
            return await self._answer(scope, route, asked, headers, send)
        except (TooFar, TookTooLong, ValueError):
            return False

    def learn(self, scope: Scope, status: int, headers: Headers) -> None:
        """What Django says with every answer under these circumstances, it need not say again."""
        if status != 200 or scope["method"] != "GET" or len(self._headers) > _CIRCUMSTANCES:
            return
        route = route_of(scope["path"])
        asked = None if route is None else request_of(scope, route.params)
        if asked is not None:
            self._headers[asked.circumstances] = [each for each in headers if each[0] not in _OF_ONE_ANSWER]

    async def _answer(self, scope: Scope, route: Any, asked: Request, headers: Headers, send: Send) -> bool:
        memory = self._memory
        for _try in range(_TRIES):
            memory.catch_up()
            if memory.age != self._age:
                await self._settle()
                continue
            now = clock.real_now() + self._ahead
            bearer = self._bearer(asked.token)
            if bearer is not None and (bearer.used_on != now.date() or not bearer.may(route.scope)):
                return False
            if bearer is None and (asked.token or route.needs_person):
                return False
            me = None if bearer is None else bearer.person_id
            if me is None and route.needs_person:
                return False
            reader = memory.reader(me)
            if reader.is_filtering and not self._filters_hold(reader, now):
                await self._make_filters(reader, now)
                continue
            try:
                told: Told = route.work(memory, reader, asked)
            except Missing as missing:
                if not await self._make(reader, missing, now):
                    return False
                continue
            return await self._send(scope, asked, bearer, headers, told, now, send)
        return False

    async def _send(
        self, scope: Scope, asked: Request, bearer: Bearer | None, headers: Headers, told: Told, now: datetime, send: Send
    ) -> bool:
        client = scope.get("client") or ("", 0)
        try:
            counted = limits.count(Kind.CALLS, str(bearer.token_id) if bearer else client[0], now)
        except Wrong:
            return False
        own = [(name.lower().encode(), value.encode()) for name, value in counted.items()]
        if told.places is not None:
            ways = []
            if told.places and len(told.places) >= told.limit:
                ways.append(asked.way(self._base, "next", "max_id", told.places[-1]))
            if told.places:
                ways.append(asked.way(self._base, "prev", "min_id", told.places[0]))
            if ways:
                own.append((b"link", ", ".join(ways).encode()))
        own.append((b"content-length", b"%d" % len(told.body)))
        await send({"type": _START, "status": 200, "headers": [*headers, *own]})
        await send({"type": "http.response.body", "body": told.body})
        return True

    def _bearer(self, token: str) -> Bearer | None:
        if not token:
            return None
        found = self._memory.tokens.get(token)
        if found is None:
            found = apps.bearer_in(self._memory.reading, token)
            if found is not None:
                self._memory.tokens.put(token, found)
        return found

    def _filters_hold(self, reader: Reader, now: datetime) -> bool:
        return reader.filters is not None and (reader.filters.until is None or reader.filters.until > now)

    async def _make_filters(self, reader: Reader, now: datetime) -> None:
        with self._memory.watch() as watch:
            made = await self._in_thread(lambda: Filters(reader.viewer, now))
            self._memory.catch_up()
            if watch.holds("reader", reader.id or 0):
                reader.filters, reader.filtered = made, {}

    async def _make(self, reader: Reader, missing: Missing, now: datetime) -> bool:
        """Have pieces made; false when not all could be."""
        memory = self._memory
        known = memory.posts(missing.posts)
        peculiar = {
            each.id: rests_on(memory, reader, each) for each in known.values() if each.is_peculiar
        }
        with memory.watch() as watch:
            made, shown = await self._in_thread(
                lambda: (
                    bodies(reader.viewer, missing.posts, now=now) if missing.posts else {},
                    faces(reader.viewer, missing.people) if missing.people else {},
                )
            )
            memory.catch_up()
            for post_id, body in made.items():
                if post_id in peculiar:
                    memory.peculiar.put((reader.id, post_id), Peculiar(body, peculiar[post_id]))
                elif watch.holds("post", post_id) and post_id in known:
                    known[post_id].body = body
            for person_id, face in shown.items():
                if watch.holds("person", person_id):
                    before = memory.people.get(person_id)
                    if before is not None:
                        face.by_reader |= before.by_reader
                    memory.people.put(person_id, face)
        return len(made) == len(missing.posts) and len(shown) == len(missing.people)

    async def _settle(self) -> None:
        """Where the co-op is, and how far its clock runs ahead: asked once, until anything changes there."""
        age = self._memory.age
        self._base, self._ahead = await self._in_thread(lambda: (base(), clock.ahead()))
        self._age = age
