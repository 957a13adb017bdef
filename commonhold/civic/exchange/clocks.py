"""Times on the clock of a place: nights, begun hours, and weeks that keep their hour when clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from commonhold.civic.exchange.refusals import EndsBeforeItStarts, SkippedHour, UnknownTimeZone
from commonhold.civic.exchange.vocabulary import Per
from commonhold.ground.clock.zones import time_zones

_HOUR, _WEEK = timedelta(hours=1), timedelta(weeks=1)


def zone_of(name: str) -> ZoneInfo:
    """Raises UnknownTimeZone."""
    if name not in time_zones():
        raise UnknownTimeZone
    return ZoneInfo(name)


def on_the_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the clock of that place shows `at`, which has no zone.

    An hour that comes twice is its first. Raises SkippedHour for one that never comes.
    """
    local = at.replace(tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        raise SkippedHour
    return local.astimezone(UTC)


def units(per: str, starts: datetime | None, ends: datetime | None, zone: ZoneInfo) -> int:
    """How many nights or begun hours; 1 of a whole. Nights are counted by the dates of the place.

    An hour lasts sixty minutes, whatever clocks do meanwhile. Raises EndsBeforeItStarts where a price by
    time has none.
    """
    if per == Per.WHOLE:
        return 1
    if starts is None or ends is None or ends <= starts:
        raise EndsBeforeItStarts
    if per == Per.HOUR:
        return -((starts - ends) // _HOUR)
    nights = (ends.astimezone(zone).date() - starts.astimezone(zone).date()).days
    if nights < 1:
        raise EndsBeforeItStarts
    return nights


def weekly(
    starts: datetime, ends: datetime, weeks: int, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """The same hours in so many weeks, as the clock of the place shows them; skipped hours are left out."""
    for each in range(weeks):
        try:
            yield on_the_clock(starts + each * _WEEK, zone), on_the_clock(ends + each * _WEEK, zone)
        except SkippedHour:
            continue
