"""How fast it comes, in this program: whoever posts much at once is answered first, and read afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_WINDOW = timedelta(seconds=0.1)
_MANY = 20  # rows within a window


class Pace:
    """Counts what is written down. Several threads tell and ask: a few counted wrong do no harm."""

    def __init__(self) -> None:
        self._began = datetime.min.replace(tzinfo=UTC)
        self._many = self._before = 0

    def note(self, many: int, now: datetime) -> None:
        """So many came just now."""
        self._turn(now)
        self._many += many

    def is_high(self, now: datetime) -> bool:
        """Did so many come within a tenth of a second that answering is work enough?"""
        self._turn(now)
        return max(self._many, self._before) >= _MANY

    def _turn(self, now: datetime) -> None:
        since = now - self._began
        if timedelta() <= since < _WINDOW:
            return
        self._before = self._many if timedelta() <= since < 2 * _WINDOW else 0
        self._began, self._many = now, 0


PACE = Pace()
