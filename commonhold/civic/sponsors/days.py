"""Days and minutes as the co-op's own clock counts them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter


def day_and_minute(at: datetime) -> tuple[str, int]:
    """Such as ("2027-03-01", 615) at a quarter past ten."""
    here = at.astimezone(_zone())
    return f"{here:%Y-%m-%d}", here.hour * 60 + here.minute


def until_midnight(at: datetime) -> int:
    """Seconds, at least one."""
    here = at.astimezone(_zone())
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int(midnight.timestamp() - at.timestamp()))


def _zone() -> ZoneInfo:
    return ZoneInfo(charter.current().read(CoopCharter).time_zone)
