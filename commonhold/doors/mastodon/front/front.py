"""The front itself: it answers what it can from memory, has the rest made, and leaves all else to Django.

It lives in the event loop and never waits there: what must be made is made in Django's threads.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.core.exceptions import SuspiciousOperation

from commonhold.doors.calls.addresses import base
from commonhold.doors.calls.answers import Wrong
from commonhold.doors.calls.commits import Answered, Writing
from commonhold.doors.calls.limits import Kind, limits
from commonhold.doors.calls.reading import is_read, sent_in
from commonhold.doors.mastodon.entities.filters import Filters
from commonhold.doors.mastodon.front.asking import Body, Request, posted_of, request_of
from commonhold.doors.mastodon.front.bodies import shown
from commonhold.doors.mastodon.front.calls import (
    Call,
    Headers,
    Left,
    Order,
    Reply,
    Scope,
    Send,
    filters_hold,
    lines,
    say,
    together,
    understood,
)
from commonhold.doors.mastodon.front.deeds import Deed, Doing, Found, deed_of, is_plain
from commonhold.doors.mastodon.front.joining import Missing
from commonhold.doors.mastodon.front.letters import Letter, Letters
from commonhold.doors.mastodon.front.making import InThread, Maker
from commonhold.doors.mastodon.front.routes import THE_POST, Route, Told, route_of
from commonhold.ground.changes.reading import Reading, TookTooLong
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import queries as ending
from commonhold.ground.refusal import Refusal
from commonhold.ground.unanswered import Unanswered
from commonhold.social.apps import actions as using
from commonhold.social.apps import queries as apps
from commonhold.social.apps.queries import Bearer
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import seen
from commonhold.social.memory.stands import TooFar
from commonhold.social.people.queries import Viewer

log = logging.getLogger("commonhold.front")


_STATUSES = "/api/v1/statuses/"
_TRIES, _CIRCUMSTANCES, _FINE = 4, 64, 200
_BUSY = b'{"error":"The server is busy. Please look whether it was saved before you send it again."}'
_OF_ONE_ANSWER = frozenset(
    {
        b"link",
        b"content-length",
        b"date",
        b"x-ratelimit-limit",
        b"x-ratelimit-remaining",
        b"x-ratelimit-reset",
    }
)


class Front:
    """Over one connection of its own, in one event loop.

    `in_thread` runs a call where Django lives, `writing` an action: with others in one commit, if need be.
    """

    def __init__(self, reading: Reading, in_thread: InThread, writing: Writing) -> None:
        self._memory = Memory(reading)
        self._maker = Maker(self._memory, in_thread)
        self._in_thread, self._writing = in_thread, writing
        self.letters = Letters()
        self._headers: dict[tuple[bytes, ...], Headers] = {}
        self._heads: dict[tuple[bytes, ...], bytes] = {}
        self._left: Request | None = None
        self._tasks: set[asyncio.Future[None]] = set()
        self._wholes: dict[str, tuple[tuple[Any, ...], bytes]] = {}
        self._base, self._ahead, self._age = "", timedelta(), -1
        self._only_reads = True

    def at_once(self, data: bytes, client: tuple[str, int] | None) -> tuple[bytes, bytes] | None:
        """Headers and body for a whole request, where everything is at hand; else nothing was counted."""
        found = self.letters.read(data)
        head = None if found is None else self._heads.get(found[1].circumstances)
        if found is None or head is None:
            return None
        route, asked = found
        try:
            self._memory.catch_up()
            call = self._call(route, asked) if self._memory.age == self._age else None
            told = None if call is None else self._at_hand(call)
            if call is None or told is None:
                return None
            own = self._headers_of(call, told, "" if client is None else client[0])
        except Missing:
            return None
        except (Left, TooFar, TookTooLong, Wrong, ValueError):
            self._left = asked
            return None
        return b"".join((head, lines(own), b"\r\n")), told.body

    def _at_hand(self, call: Call) -> Told | None:
        """The answer, if nothing has to be made or written down for it. Raises what routes raise."""
        bearer, now = call.bearer, call.now
        if bearer is not None and bearer.used_on != now.date():
            return None
        if call.route.whole is not None:
            kept = self._wholes.get(call.asked.path)
            return None if kept is None or kept[0] != self._stands(now) else Told(kept[1])
        reader = self._memory.reader(None if bearer is None else bearer.person_id)
        if reader.is_filtering and not filters_hold(reader, now):
            return None
        return call.route.work(self._memory, reader, call.asked)

    async def answer(self, scope: Scope, body: Body, send: Send) -> bool:
        """Was it answered? If not, nothing was sent and nothing counted."""
        if scope["method"] == "POST":
            return await self._do(scope, body, send)
        route = route_of(scope["path"]) if scope["method"] == "GET" else None
        asked = None if route is None else request_of(scope, route.params)
        headers = None if asked is None else self._headers.get(asked.circumstances)
        if route is None or asked is None or headers is None:
            return False
        if asked == self._left:  # it was tried a moment ago
            self._left = None
            return False
        try:
            call, told = await self._told(route, asked)
            client = scope.get("client") or ("", 0)
            own = self._headers_of(call, told, client[0])
        except (Left, TooFar, TookTooLong, Wrong, Unanswered, ValueError):
            return False
        await say(send, headers + own, told.body)
        return True

    def learn(self, scope: Scope, status: int, headers: Headers) -> None:
        """What Django says with every answer under these circumstances, it need not say again."""
        is_usual = status == _FINE and len(self._headers) < _CIRCUMSTANCES
        if is_usual and not any(name == b"set-cookie" for name, _value in headers):
            asked = understood(scope)
            if asked is not None:
                kept = [each for each in headers if each[0] not in _OF_ONE_ANSWER]
                self._headers[asked.circumstances] = kept
                self._heads[asked.circumstances] = lines(kept)

    async def _do(self, scope: Scope, body: Body, send: Send) -> bool:
        """What somebody does to a post, or says: done by its action, then shown as any other post."""
        found = deed_of(scope["path"])
        posted = None if found is None else posted_of(scope)
        headers = None if posted is None else self._headers.get(posted.asked.circumstances)
        if found is None or posted is None or headers is None or not is_read(posted.kind):
            return False
        deed, own, client = found.deed, posted.asked, (scope.get("client") or ("", 0))[0]
        try:
            sent = sent_in(posted.kind, await body.whole())
            call = await self._ready(deed.route, own)
            bearer = call.bearer
            if bearer is None or bearer.person_id is None or not is_plain(sent):
                raise Left
            if self._only_reads or not self._may_do(call, bearer, found):
                raise Left
            it = Doing(posted, bearer, bearer.person_id, sent, call.now)
            made: int | None = await self._writing(lambda: deed.act(it, found.post_id))
        except Unanswered:
            return await self._left_open(deed, headers, send)
        except (Left, TooFar, TookTooLong, Wrong, Refusal, SuspiciousOperation, ValueError):
            made = None  # nothing of it stays, and Django tells what is wrong
        except Exception:  # a mistake of ours: Django is given the request anew, as if nobody had tried
            log.exception("the front broke at %s", scope["path"])
            made = None
        try:
            told = None if made is None else await self._shown(call, made)
        except Unanswered:
            return await self._left_open(deed, headers, send)
        if told is None:
            return False
        with suppress(Wrong):  # of two at once, one took the last call that was left
            headers = headers + self._headers_of(call, told, client)
        await say(send, headers, told.body)
        return True

    async def _left_open(self, deed: Deed, headers: Headers, send: Send) -> bool:
        """Whether it was said is not known, or nobody can show it: Django must not say it again."""
        if not deed.may_repeat:
            await say(send, [*headers, (b"retry-after", b"5")], _BUSY, status=503)
        return not deed.may_repeat

    def do_at_once(self, letter: Letter, client: tuple[str, int] | None, reply: Reply) -> bool:
        """Is it being done? Then `reply` hears the end: headers and body, or None where Django is to answer.

        Only what may be done twice, so that nothing is said twice where nobody knows whether it was written.
        """
        found, posted, body, _lacks = letter
        if not found.deed.may_repeat or posted.asked.circumstances not in self._heads:
            return False
        try:
            sent = sent_in(posted.kind, body)
            self._memory.catch_up()
            call = self._call(found.deed.route, posted.asked) if self._memory.age == self._age else None
            bearer = None if call is None else call.bearer
            if call is None or bearer is None or bearer.person_id is None or not is_plain(sent):
                return False
            if bearer.used_on != call.now.date() or self._only_reads:
                return False
            if not self._may_do(call, bearer, found):
                return False
        except (Left, TooFar, TookTooLong, Wrong, SuspiciousOperation, ValueError):
            return False
        doing = Doing(posted, bearer, bearer.person_id, sent, call.now)
        order = Order(doing, found.post_id, call, "" if client is None else client[0], reply)
        self._writing.put(together(found.deed), order, self._finish)
        return True

    def _finish(self, answered: list[Answered]) -> None:
        """Show each the post as it is now: those of one commit are looked up together."""
        is_true = self._is_true()
        for order, post_id, error in answered:
            if error is not None:
                if not isinstance(error, (Refusal, Unanswered)):
                    log.error("the front broke at %s", order.doing.posted.asked.path, exc_info=error)
                order.reply(None)
                continue
            told = self._at_hand_now(order, post_id) if is_true else None
            if told is None:
                task = asyncio.ensure_future(self._finish_later(order, post_id))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            else:
                order.reply(self._written(order, told))

    def _is_true(self) -> bool:
        """Is what is kept true, and the co-op where it was?"""
        try:
            self._memory.catch_up()
        except TookTooLong:
            return False
        return self._memory.age == self._age

    def _at_hand_now(self, order: Order, post_id: int) -> Told | None:
        asked = order.call.asked._replace(path=f"{_STATUSES}{post_id}")
        try:
            return self._at_hand(Call(asked, THE_POST, order.call.bearer, order.call.now))
        except (Missing, Left, TooFar, TookTooLong, ValueError):
            return None

    async def _finish_later(self, order: Order, post_id: int) -> None:
        told = None
        try:
            told = await self._shown(order.call, post_id)
        except Exception:  # a mistake of ours: Django is asked, and does it once more
            log.exception("the front broke at %s", order.doing.posted.asked.path)
        order.reply(None if told is None else self._written(order, told))

    def _written(self, order: Order, told: Told) -> tuple[bytes, bytes]:
        own = [(b"content-length", b"%d" % len(told.body))]
        with suppress(Wrong):  # of two at once, one took the last call that was left
            own = self._headers_of(order.call, told, order.client)
        head = self._heads[order.doing.posted.asked.circumstances]
        return b"".join((head, lines(own), b"\r\n")), told.body

    def _may_do(self, call: Call, bearer: Bearer, found: Found) -> bool:
        """Is the post there for her, and has she calls left?"""
        if not limits.has_room(Kind.CALLS, str(bearer.token_id), call.now):
            return False
        if not found.post_id:
            return True
        reader = self._memory.reader(bearer.person_id)
        post = self._memory.each([found.post_id])[0]
        return post is not None and not post.is_removed and bool(seen(self._memory.reading, reader, [post]))

    async def _shown(self, call: Call, post_id: int) -> Told | None:
        """The post, as whoever did something to it reads it now; None where it vanished since."""
        viewer = Viewer(None if call.bearer is None else call.bearer.person_id)
        path = f"{_STATUSES}{post_id}"
        try:
            return (await self._told(THE_POST, call.asked._replace(path=path)))[1]
        except (Left, TooFar, TookTooLong, ValueError):
            made = await self._in_thread(lambda: shown(viewer, post_id, now=call.now))
            return None if made is None else Told(made)

    async def _told(self, route: Route, asked: Request) -> tuple[Call, Told]:
        """The answer; what it lacks is made, and it is tried again. Raises Left and what routes raise."""
        memory = self._memory
        for _try in range(_TRIES):
            call = await self._ready(route, asked)
            if route.whole is not None:
                return call, Told(await self._whole(call))
            reader = memory.reader(None if call.bearer is None else call.bearer.person_id)
            if reader.is_filtering and not filters_hold(reader, call.now):
                await self._make_filters(reader, call.now)
                continue
            try:
                return call, route.work(memory, reader, asked)
            except Missing as missing:
                await self._maker.make(reader, missing, call.now)
        raise Left

    async def _ready(self, route: Route, asked: Request) -> Call:
        """Who asks, when all that is kept is true. Raises Left."""
        for _try in range(_TRIES):
            self._memory.catch_up()
            if self._memory.age != self._age:
                await self._settle()
                continue
            call = self._call(route, asked)
            if call.bearer is None or call.bearer.used_on == call.now.date():
                return call
            await self._note_use(call.bearer, call.now)
        raise Left

    def _call(self, route: Route, asked: Request) -> Call:
        """Raises Left for whom Django must refuse, or has something to write down about."""
        now = clock.real_now() + self._ahead
        if not asked.token:
            if route.needs_person:
                raise Left
            return Call(asked, route, None, now)
        bearer = self._bearer(asked.token)
        if bearer is None or (route.needs_person and bearer.person_id is None):
            raise Left
        if route.scope is not None and not bearer.may(route.scope):
            raise Left
        return Call(asked, route, bearer, now)

    def _headers_of(self, call: Call, told: Told, client: str) -> Headers:
        """What is said with this answer alone. Raises Wrong for whoever asks too often."""
        caller = client if call.bearer is None else str(call.bearer.token_id)
        counted = limits.count(Kind.CALLS, caller, call.now)
        own = [(name.lower().encode(), value.encode()) for name, value in counted.items()]
        if told.newest is not None:
            own.append((b"link", call.asked.ways(self._base, told.newest, told.oldest).encode()))
        return [*own, (b"content-length", b"%d" % len(told.body))]

    async def _whole(self, call: Call) -> bytes:
        """What is the same for all, until anything is said, or an hour is over."""
        whole = call.route.whole
        stands, kept = self._stands(call.now), self._wholes.get(call.asked.path)
        if kept is None or kept[0] != stands:
            if whole is None:
                raise Left
            kept = (stands, orjson.dumps(await self._in_thread(lambda: whole(call.now))))
            self._wholes[call.asked.path] = kept
        return kept[1]

    def _stands(self, now: datetime) -> tuple[Any, ...]:
        return (self._memory.age, self._memory.pulse, int(now.timestamp()) // 3600)

    def _bearer(self, token: str) -> Bearer | None:
        found: Bearer | None = self._memory.tokens[token]
        if found is None:
            found = apps.bearer_in(self._memory.reading, token)
            if found is not None:
                self._memory.tokens.put(token, found)
        return found

    async def _note_use(self, bearer: Bearer, now: datetime) -> None:
        """Written once a day; the token is then asked anew."""
        await self._writing(lambda: using.note_use(bearer, today=now.date()))

    async def _make_filters(self, reader: Reader, now: datetime) -> None:
        with self._memory.watch() as watch:
            made = await self._in_thread(lambda: Filters(reader.viewer, now))
            self._memory.catch_up()
            if watch.holds("reader", reader.id or 0):
                reader.filters, reader.filtered = made, {}

    async def _settle(self) -> None:
        """Where the co-op is, how far its clock runs ahead, and whether it has ended: asked once, until
        anything changes there."""
        age = self._memory.age
        self._base, self._ahead, self._only_reads = await self._in_thread(
            lambda: (base(), clock.ahead(), ending.is_read_only())
        )
        self._age = age
