"""Publish and subscribe. Each subscriber's copy is a job row in the publisher's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs import register as jobs_register
from commonhold.ground.jobs.register import Payload


@dataclass(frozen=True)
class News:
    """Something that happened, in the past tense: ids and plain values only.

    `name` is permanent, as rows that wait for delivery bear it.
    """

    name: ClassVar[str]


Told = TypeVar("Told", bound=News)
Handler = Callable[[Any, datetime], None]

_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)
_kinds: dict[str, type[News]] = {}


def subscribe(event: type[Told], handler: Callable[[Told, datetime], None]) -> None:
    """Have `handler(event, now)` told of each `event`, at least once it committed; so it is idempotent."""
    _kinds[event.name] = event
    _handlers[event.name][f"{handler.__module__}.{handler.__qualname__}"] = handler


def publish(event: News, *, now: datetime) -> None:
    """Tell every subscriber after this transaction commits."""
    for subscriber in _handlers[event.name]:
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
