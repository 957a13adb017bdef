"""Where media are made safe: two threads that run children and carry files, and never ask the database.

Whoever rings (`look`) writes down what is done and hands out what waits, in short transactions: decoding
and carrying take seconds, and the database has one writer. What was under way when the house stopped still
waits afterwards, and is begun again.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs.actions import want_sweeps
from commonhold.ground.prepared import Prepared
from commonhold.social.media import addresses, store
from commonhold.social.media.charter import MediaCharter
from commonhold.social.media.models import Medium

log = logging.getLogger("commonhold.media")

_MAKER = Path(__file__).with_name("maker.py")
_AT_ONCE = 2
_PATIENCE = 45  # seconds by the wall that a child may take
_REST = timedelta(minutes=1)  # before something is tried again that failed through no fault of the file


@dataclass(frozen=True)
class Order:
    """What the threads need to know of a medium."""

    medium_id: int
    kind: str
    purpose: str
    secret: str
    mime: str
    byte_count: int
    most_points: int
    focus: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Made:
    """A medium whose files lie in the store; or why there are none, in a word."""

    mime: str = ""
    byte_count: int = 0
    width: int | None = None
    height: int | None = None
    is_animated: bool = False
    blurhash: str = ""
    trouble: str = ""


class _Pile:
    """What has to be worked on. `top` is looked at twice a second: is there anything?"""

    def __init__(self, **which: object) -> None:
        self._which = which
        self.top = Prepared(lambda: self.rows().values_list("id")[:1])

    def rows(self) -> QuerySet[Medium]:
        return Medium.objects.filter(**self._which)


_WAITING = _Pile(state=Medium.State.WAITING)
_BURIED = _Pile(state=Medium.State.GONE, emptied_at=None)


class Workshop:
    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="media")
        self._making: dict[int, Future[Made]] = {}
        self._emptying: dict[int, Future[None]] = {}
        self._resting: dict[int, datetime] = {}

    def look(self, now: datetime) -> None:
        """Write down what is done, hand out what waits."""
        _collect(self._making, lambda medium_id, made: _note_made(medium_id, made, now), self._rest(now))
        _collect(self._emptying, lambda medium_id, _none: _note_empty(medium_id, now), self._rest(now))
        self._resting = {each: until for each, until in self._resting.items() if until > now}
        for row in self._free(_WAITING, self._making):
            self._making[row.id] = self._begin(_make, _order(row))
        for row in self._free(_BURIED, self._emptying):
            self._emptying[row.id] = self._begin(_empty, _order(row))

    def finish(self, now: datetime) -> None:
        """Look until nothing waits any more but what rests."""
        self.look(now)
        while under_way := self._under_way():
            wait(under_way)
            self.look(now)

    def _under_way(self) -> list[Future[Any]]:
        return [*self._making.values(), *self._emptying.values()]

    def _free(self, pile: _Pile, begun: dict[int, Any]) -> list[Medium]:
        """As many as hands are free."""
        free = _AT_ONCE - len(begun)
        if free <= 0 or not pile.top.ids():
            return []
        left = pile.rows().exclude(id__in=[*begun, *self._resting])
        return list(left.order_by("id")[:free])

    def _begin(self, work: Callable[[Order], Any], order: Order) -> Future[Any]:
        begun = self._threads.submit(work, order)
        begun.add_done_callback(lambda _done: want_sweeps())
        return begun

    def _rest(self, now: datetime) -> Callable[[int], None]:
        def rest(medium_id: int) -> None:
            self._resting[medium_id] = now + _REST

        return rest


def _collect(
    begun: dict[int, Future[Any]], note: Callable[[int, Any], None], rest: Callable[[int], None]
) -> None:
    for medium_id in [each for each, future in begun.items() if future.done()]:
        future = begun.pop(medium_id)
        error = future.exception()
        if error is None:
            note(medium_id, future.result())
        else:
            log.error(
                "medium %s: the store or this machine failed, tried again soon", medium_id, exc_info=error
            )
            rest(medium_id)


def _note_made(medium_id: int, made: Made, now: datetime) -> None:
    """It is ready or refused; what was received goes."""
    _settle(medium_id, made, now)
    store.incoming(medium_id).unlink(missing_ok=True)


@transaction.atomic
def _settle(medium_id: int, made: Made, now: datetime) -> None:
    row = Medium.objects.select_for_update().filter(id=medium_id).first()
    # Its owner may have discarded it meanwhile, or the database may be another one by now.
    if row is None or row.state != Medium.State.WAITING:
        return
    row.state = Medium.State.REFUSED if made.trouble else Medium.State.READY
    row.trouble, row.settled_at = made.trouble, now
    row.byte_count = made.byte_count
    if not made.trouble:
        row.mime, row.width, row.height = made.mime, made.width, made.height
        row.is_animated, row.blurhash = made.is_animated, made.blurhash
    row.save()


def _note_empty(medium_id: int, now: datetime) -> None:
    Medium.objects.filter(id=medium_id).update(emptied_at=now)


def _order(row: Medium) -> Order:
    limits = charter.current().read(MediaCharter)
    return Order(
        medium_id=row.id,
        kind=row.kind,
        purpose=row.purpose,
        secret=row.secret,
        mime=row.mime,
        byte_count=row.byte_count,
        most_points=limits.picture_megapixels * 1_000_000,
        focus=(row.focus_x, row.focus_y),
    )


def _make(order: Order) -> Made:
    source = store.incoming(order.medium_id)
    if not source.is_file():
        return Made(trouble="lost")
    if order.kind != Medium.Kind.IMAGE:
        with source.open("rb") as file:
            store.put(_key(order, addresses.full_name(order.mime)), file)
        return Made(mime=order.mime, byte_count=order.byte_count)
    with TemporaryDirectory(prefix="commonhold-media-") as name:
        folder = Path(name)
        told = _told_by_a_child(order, source, folder)
        if "trouble" in told:
            return Made(trouble=told["trouble"])
        full = (folder / "full").read_bytes()
        small = (folder / "small").read_bytes()
    store.put(_key(order, addresses.full_name(told["mime"])), BytesIO(full))
    store.put(_key(order, addresses.SMALL), BytesIO(small))
    return Made(byte_count=len(full), **told)


def _told_by_a_child(order: Order, source: Path, folder: Path) -> dict[str, Any]:
    """What the maker says; a child that died or took too long had more before it than we can bear."""
    said = {
        "source": str(source),
        "folder": str(folder),
        "purpose": order.purpose,
        "most_points": order.most_points,
        "focus": order.focus,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no shell
            [sys.executable, "-I", str(_MAKER)],
            input=json.dumps(said).encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"trouble": "heavy"}
    if done.returncode < 0:  # ended by a signal: its limits, or a crash of a decoder
        return {"trouble": "heavy"}
    if done.returncode != 0:
        raise OSError(f"the maker did not start: {done.stderr.decode(errors='replace')[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _empty(order: Order) -> None:
    store.incoming(order.medium_id).unlink(missing_ok=True)
    for ending in {addresses.full_name(order.mime)} if order.mime in addresses.ENDINGS else set():
        store.delete(_key(order, ending))
    store.delete(_key(order, addresses.SMALL))


def _key(order: Order, name: str) -> str:
    return addresses.key(order.secret, name)


#: The one workshop of this process.
workshop = Workshop()
