"""Sixty days in order: what people do at their hours, and what comes due in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.queries import next_due

Deed = Callable[[datetime], object]


@dataclass
class Calendar:
    """Deeds are put in at any time, and done in the order of their hours."""

    began: datetime
    now: datetime
    _waiting: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    def on(self, day: float, deed: Deed) -> None:
        """Put a deed on a day since the beginning (4.75 is the fifth day, 18:00)."""
        heappush(self._waiting, (self.at(day), next(self._numbers), deed))

    def at(self, day: float) -> datetime:
        """The hour of a day since the beginning."""
        return self.began + timedelta(days=day)

    def live(self) -> None:
        """Let all of it happen, up to now; what lies beyond is left out."""
        while self._waiting and self._waiting[0][0] <= self.now:
            at, _number, deed = heappop(self._waiting)
            self._catch_up(at)
            deed(at)
            jobs.run_due(at)
        self._catch_up(self.now)

    def _catch_up(self, until: datetime) -> None:
        while (due := next_due(until=until)) is not None:
            jobs.run_due(due)
