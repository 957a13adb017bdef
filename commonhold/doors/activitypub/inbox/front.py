"""The inboxes in the server's event loop: judged there, and written down with others in one commit.

Nothing is waited for in the loop. A key that isn't at hand is looked for in threads of their own, so many for
each server and so many in all: who sends to many, or answers slowly, holds up nobody else.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from commonhold.doors.activitypub.inbox.desk import Desk, note
from commonhold.doors.activitypub.inbox.judging import Judged, looked_at, taken
from commonhold.doors.activitypub.inbox.posted import LARGEST, Posted, Refused, joined, must_be_small
from commonhold.doors.calls.addresses import base
from commonhold.doors.calls.commits import Answered, Writing
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import queries as ending
from commonhold.social.received import actions as received
from commonhold.social.received.actions import Arrival
from commonhold.social.servers.policies import blocks

log = logging.getLogger("commonhold.inbox")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
InThread = Callable[[Callable[[], Any]], Awaitable[Any]]

_ASKED, _ASKED_OF_ONE = 64, 4
_LOOKED = 1.0  # seconds for which it is believed where the co-op is, and whom it blocks
_SOON = 30  # seconds after which who was turned away may come again


class Here(NamedTuple):
    """Where the co-op is, how far its clock runs ahead, which servers it blocks, and whether it has ended."""

    base: str
    ahead: timedelta
    is_blocked: Callable[[str], bool]
    only_reads: bool = False


#: Hears whether it is written down; where it is not, it was not answered either.
Tell = Callable[[bool], None]


class _Order(NamedTuple):
    arrival: Arrival
    now: datetime
    done: asyncio.Future[bool]


class _OrderAtOnce(NamedTuple):
    arrival: Arrival
    now: datetime
    tell: Tell


class InboxFront:
    """In one event loop. `in_thread` runs a call where Django lives, `outside` one that asks others."""

    def __init__(self, desk: Desk, writing: Writing, in_thread: InThread, outside: InThread) -> None:
        self._desk, self._writing = desk, writing
        self._in_thread, self._outside = in_thread, outside
        self._asking: Counter[str] = Counter()
        self._here, self._looked_at = Here("", timedelta(), lambda _domain: True), float("-inf")

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take in whatever is posted, or say why not."""
        try:
            posted = await _read(scope, receive)
            if posted is None:
                return
            await self._take(posted)
        except Refused as refused:
            note(refused)
            await _say(send, refused.status, retry_after=refused.retry_after)
        except Exception:  # whoever sent it comes again
            log.exception("the inbox broke")
            await _say(send, 503, retry_after=_SOON)
        else:
            await _say(send, 202)

    def take_at_once(self, posted: Posted, tell: Tell) -> bool:
        """Have it written down, if all that it needs is at hand and it is in order; `tell` hears when.

        Else False: `answer` then asks what has to be asked, or says why not. A task for each post, with its
        messages, costs as much as all that is judged here.
        """
        if asyncio.get_running_loop().time() - self._looked_at > _LOOKED:
            return False
        here = self._here
        if here.only_reads:
            return False
        now = clock.real_now() + here.ahead
        try:
            judged = looked_at(posted, base=here.base, is_blocked=here.is_blocked, now=now)
            holder = self._desk.holders.at_hand(judged.claim.key_id, now)
            if holder is None:
                return False
            arrival = taken(judged, holder)
        except Refused:
            return False
        self._writing.put(_write_down, _OrderAtOnce(arrival, now, tell), _tell)
        return True

    async def _take(self, posted: Posted) -> None:
        if asyncio.get_running_loop().time() - self._looked_at > _LOOKED:
            await self._look()
        here = self._here
        if here.only_reads:
            raise Refused(403, "this co-op has ended and takes nothing in")
        now = clock.real_now() + here.ahead
        judged = looked_at(posted, base=here.base, is_blocked=here.is_blocked, now=now)
        holders, key_id = self._desk.holders, judged.claim.key_id
        holder = holders.at_hand(key_id, now)
        if holder is None:
            holder = await self._in_thread(lambda: holders.known(key_id, now))
        if holder is None:
            arrival = await self._found(judged, now)
        else:
            try:
                arrival = taken(judged, holder)
            except Refused:  # its server may have given it another key
                arrival = await self._found(judged, now)
        order = _Order(arrival, now, asyncio.get_running_loop().create_future())
        self._writing.put(_write_down, order, _settle)
        await order.done

    async def _found(self, judged: Judged, now: datetime) -> Arrival:
        """With a key that is looked for. Raises Refused."""
        domain = judged.domain
        if self._asking.total() >= _ASKED or self._asking[domain] >= _ASKED_OF_ONE:
            raise Refused(503, f"too many keys are asked for already, {domain} waits", retry_after=_SOON)
        self._asking[domain] += 1
        try:
            arrival: Arrival = await self._outside(lambda: self._desk.judged(judged, now))
            return arrival
        finally:
            self._asking[domain] -= 1
            if not self._asking[domain]:
                del self._asking[domain]

    async def _look(self) -> None:
        self._here = await self._in_thread(_here)
        self._looked_at = asyncio.get_running_loop().time()


def _here() -> Here:
    return Here(base(), clock.ahead(), blocks().__contains__, ending.is_read_only())


async def _read(scope: Scope, receive: Receive) -> Posted | None:
    """What is posted; None where nobody is there any more. Raises Refused, where it is too long unread."""
    headers = joined(scope["headers"])
    must_be_small(headers.get("content-length", ""))
    pieces, length, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        length += len(piece)
        if length > LARGEST:
            raise Refused(413, "it has no end")
        pieces.append(piece)
        more = message.get("more_body", False)
    query = scope["query_string"].decode("latin-1")
    target = f"{scope['path']}?{query}" if query else scope["path"]
    return Posted(target, headers, b"".join(pieces))


async def _say(send: Send, status: int, *, retry_after: int = 0) -> None:
    headers = [(b"content-length", b"0")]
    if retry_after:
        headers.append((b"retry-after", b"%d" % retry_after))
    if status == 413:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _write_down(orders: Sequence[_Order | _OrderAtOnce]) -> list[bool]:
    return received.write_down([each.arrival for each in orders], now=max(each.now for each in orders))


def _settle(answered: list[Answered]) -> None:
    for order, result, error in answered:
        if order.done.done():
            continue  # whoever sent it is gone
        if error is None:
            order.done.set_result(result)
        else:
            order.done.set_exception(error)


def _tell(answered: list[Answered]) -> None:
    for order, _result, error in answered:
        order.tell(error is None)
