"""Ids: 63-bit snowflakes that sort by time.

48 bits of milliseconds since 1970, then 16 bits of node (8) and sequence (8). Two processes that
meet on one id get a refused insert from the database, never a mixed row.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from datetime import UTC, datetime
from threading import Lock

#: No id is larger.
LARGEST = (1 << 63) - 1

#: Of processes that write into one database at the same time.
NODES = 256
_PER_MILLISECOND = 256
_REMEMBERED = 50_000

_lock = Lock()
_node = os.getpid() % NODES
_used: OrderedDict[int, int] = OrderedDict()


def node() -> int:
    """The number by which this process's ids differ from those of others."""
    return _node


def take_node(number: int) -> None:
    """From here on ids bear this number, which no other process has."""
    global _node  # noqa: PLW0603 - a process has one
    _node = number


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970 of an aware time."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone has no place in an id")
    return int(at.timestamp()) * 1000 + at.microsecond // 1000


def new_id(at: datetime) -> int:
    """A fresh id dated `at`. When a millisecond is full, the next one is borrowed."""
    millisecond = milliseconds(at)
    with _lock:
        while (sequence := _used.get(millisecond, 0)) >= _PER_MILLISECOND:
            millisecond += 1
        _used[millisecond] = sequence + 1
        _used.move_to_end(millisecond)
        if len(_used) > _REMEMBERED:
            _used.popitem(last=False)
    return millisecond << 16 | _node << 8 | sequence


def first_id_after(at: datetime) -> int:
    """The smallest id that is dated later than the millisecond of `at`."""
    return (milliseconds(at) + 1) << 16


def time_of(an_id: int) -> datetime:
    """When the thing with this id began, to the millisecond."""
    return datetime.fromtimestamp((an_id >> 16) / 1000, tz=UTC)
