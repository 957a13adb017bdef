"""How often an app may call: so many times in so many minutes for each token, or each address without one."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from threading import Lock

from commonhold.doors.calls.answers import Wrong
from commonhold.doors.calls.times import instant

_REMEMBERED = 50_000


class Kind(StrEnum):
    """What is counted apart (docs.joinmastodon.org/api/rate-limits)."""

    CALLS = "calls"
    MEDIA = "media"
    DELETING = "deleting"
    SIGN_UPS = "sign-ups"


#: How many, and in how many minutes.
_ALLOWED = {Kind.CALLS: (300, 5), Kind.MEDIA: (30, 30), Kind.DELETING: (30, 30), Kind.SIGN_UPS: (5, 30)}


class Limits:
    """Counts of this process, in windows that begin at the full minutes; an old window is forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: OrderedDict[tuple[Kind, str], tuple[int, int]] = OrderedDict()
        self.are_on = True

    def has_room(self, kind: Kind, caller: str, now: datetime) -> bool:
        """Would a call be counted now, without one that is told to wait?"""
        most, minutes = _ALLOWED[kind]
        window = int(now.timestamp()) // (minutes * 60)
        known, used = self._counts.get((kind, caller), (window, 0))
        return not self.are_on or known != window or used < most

    def count(self, kind: Kind, caller: str, now: datetime) -> dict[str, str]:
        """Count a call; the headers that tell how many are left. Raises Wrong (429)."""
        if not self.are_on:
            return {}
        most, minutes = _ALLOWED[kind]
        length = minutes * 60
        window = int(now.timestamp()) // length
        key = (kind, caller)
        with self._lock:
            known, used = self._counts.get(key, (window, 0))
            used = used + 1 if known == window else 1
            self._counts[key] = (window, used)
            self._counts.move_to_end(key)
            if len(self._counts) > _REMEMBERED:
                self._counts.popitem(last=False)
        ends, reset = _end((window + 1) * length)
        told = {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(max(0, most - used)),
            "X-RateLimit-Reset": reset,
        }
        if used > most:
            seconds = max(1, (ends - now) // timedelta(seconds=1))
            raise Wrong(429, "Too many requests", **told, **{"Retry-After": str(seconds)})
        return told


@lru_cache(maxsize=16)
def _end(at: int) -> tuple[datetime, str]:
    """Of a window that ends so many seconds after 1970: all who are counted in it are told the same."""
    ends = datetime.fromtimestamp(at, tz=UTC)
    return ends, instant(ends)


limits = Limits()
