from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commonhold.ground.always import always
from commonhold.ground.clock.models import Advance
from commonhold.ground.once import once
from commonhold.ground.prepared import Prepared

_latest = always(Prepared(lambda: Advance.objects.order_by("-id").values_list("ahead_ms", flat=True)[:1]))


@once
def ahead() -> timedelta:
    """How far this co-op's clock runs ahead of the world's; zero in a real co-op."""
    for (ahead_ms,) in _latest():
        return timedelta(milliseconds=ahead_ms)
    return timedelta()


def now() -> datetime:
    """The time here. Only the edge of the house asks: doors and the ticker. Below, time is an argument."""
    return real_now() + ahead()


def real_now() -> datetime:
    """The world's time, for the edge that keeps `ahead` in mind itself."""
    return datetime.now(UTC)
