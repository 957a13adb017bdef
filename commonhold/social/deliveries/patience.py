"""How long to wait before trying again. Servers' times are spread a little, by their names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

#: However long the charter has us try, no longer than this.
LONGEST_PATIENCE = timedelta(days=7)
#: A server that failed for so long is only asked now and then whether it is back.
LONG_DEAD = timedelta(days=7)
#: After so many attempts later activities of the same actor may overtake one that a server stumbles over.
ATTEMPTS_IN_ORDER = 4

_STEPS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
]
_SHORTEST, _LONGEST = timedelta(seconds=10), timedelta(days=1)
_SPREAD = 1_000


def rest(name: str, failures: int) -> timedelta:
    """After so many failures in a row, one at least: minutes to half a day, a fifth more or less."""
    step = _STEPS[min(failures, len(_STEPS)) - 1]
    place = int.from_bytes(sha256(f"{name} {failures}".encode()).digest()[:8]) % (_SPREAD + 1)
    return step * (8 * _SPREAD + 4 * place) / (10 * _SPREAD)


def longest() -> timedelta:
    """Nothing is put off for longer, except by a clock that is wrong."""
    return max(_LONGEST, _STEPS[-1] * 6 / 5)


def asked_for(retry_after: str, now: datetime) -> timedelta | None:
    """How long a server asks to be left alone (RFC 9110 §10.2.3), within reason; None if it says nothing."""
    text = retry_after.strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal():
        wait = timedelta(seconds=min(int(text[:9]), int(_LONGEST.total_seconds())))
    else:
        try:
            until = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
        wait = until.replace(tzinfo=until.tzinfo or UTC) - now
    return min(max(wait, _SHORTEST), _LONGEST)
