from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commonhold.ground.clock.models import Advance


def ahead() -> timedelta:
    """How far this co-op's clock runs ahead of the world's; zero in a real co-op."""
    moved = Advance.objects.order_by("-id").values_list("ahead_ms", flat=True).first()
    return timedelta(milliseconds=moved or 0)


def now() -> datetime:
    """The time here. Only the edge of the house asks: doors and the ticker. Below, time is an argument."""
    return datetime.now(UTC) + ahead()
