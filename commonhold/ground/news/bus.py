"""Publish and subscribe. Each subscriber's copy is a job row in the publisher's transaction."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs import register as jobs_register
from commonhold.ground.jobs.register import Payload

log = logging.getLogger("commonhold.news")


@dataclass(frozen=True)
class News:
    """Something that happened, in the past tense: ids and plain values only.

    `name` is permanent, as rows that wait for delivery bear it.
    """

    name: ClassVar[str]


Told = TypeVar("Told", bound=News)
Handler = Callable[[Any, datetime], None]
AtOnce = Callable[[Sequence[Any], datetime], None]

_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)
_at_once: dict[str, AtOnce] = {}
_kinds: dict[str, type[News]] = {}


def subscribe(
    event: type[Told],
    handler: Callable[[Told, datetime], None],
    *,
    at_once: Callable[[Sequence[Told], datetime], None] | None = None,
) -> None:
    """Have `handler(event, now)` told of each `event`, at least once it committed; so it is idempotent.

    `at_once` does the same for several, with few statements and nothing but rows of the database: it may be
    told within the publisher's transaction.
    """
    name = f"{handler.__module__}.{handler.__qualname__}"
    _kinds[event.name] = event
    _handlers[event.name][name] = handler
    if at_once is not None:
        _at_once[name] = at_once


def publish(event: News, *, now: datetime) -> None:
    """Tell every subscriber after this transaction commits. Raises RuntimeError while nobody listens yet."""
    _must_be_joined()
    for subscriber in _handlers[event.name]:
        _write_down(event, subscriber, now)


def publish_all(events: Sequence[News], *, now: datetime) -> None:
    """Tell of several events of one kind: within this transaction whoever can be told at once.

    Where older news waits they come after it, as all others do, so that nothing is told in a wrong order.
    """
    if not events:
        return
    _must_be_joined()
    waits = jobs.is_waiting(TELL.name, now=now)
    for subscriber in _handlers[events[0].name]:
        if waits or not _told_at_once(events, subscriber, now):
            for each in events:
                _write_down(each, subscriber, now)


def _must_be_joined() -> None:
    """What happens before the rooms are joined would be told to nobody, and nobody would notice."""
    if not _kinds:
        raise RuntimeError("the rooms are not joined yet, so nobody would hear of this")


def _told_at_once(events: Sequence[News], subscriber: str, now: datetime) -> bool:
    """False where nothing of it was written."""
    tell = _at_once.get(subscriber)
    if tell is None:
        return False
    try:
        with transaction.atomic():
            tell(events, now)
    except Exception:  # any crash of a room's work is its own, and leaves the publisher's where it is
        log.exception("%s failed, will be told later", subscriber)
        return False
    jobs.look_again()
    return True


def _write_down(event: News, subscriber: str, now: datetime) -> None:
    jobs.schedule(
        "news.tell",
        key=f"{ids.new_id(now)}:{event.name}"[:160],
        due=now,
        payload={"event": event.name, "facts": {**vars(event)}, "subscriber": subscriber},
    )


def _tell(payload: Payload, now: datetime) -> None:
    handler = _handlers[payload["event"]][payload["subscriber"]]
    handler(_kinds[payload["event"]](**payload["facts"]), now)


TELL = jobs_register.Kind("news.tell", _tell, is_repeatable=True)
