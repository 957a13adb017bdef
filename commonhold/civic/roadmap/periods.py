"""Periods as the charter counts them: whole months in the co-op's zone, written as the first, "2026-10"."""

from __future__ import annotations

from datetime import date, datetime

from commonhold.civic.roadmap.charter import RoadmapCharter
from commonhold.civic.treasury import months
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs


def period_of(at: datetime) -> str:
    """The period in which this moment falls, by today's length."""
    length = charter.current().read(RoadmapCharter).period_months
    day = date.fromisoformat(f"{months.month_of(at)}-01")
    number = (day.year * 12 + day.month - 1) // length * length
    return f"{number // 12:04}-{number % 12 + 1:02}"


def following(period: str) -> str:
    """The period after this one, by today's length."""
    number = int(period[:4]) * 12 + int(period[5:]) - 1 + charter.current().read(RoadmapCharter).period_months
    return f"{number // 12:04}-{number % 12 + 1:02}"


def beginning(period: str) -> datetime:
    """The moment at which a period begins."""
    return months.beginning(period)


def await_next(now: datetime) -> None:
    """Have it looked, when the next period begins, whether the co-op asks by itself what comes first."""
    period = following(period_of(now))
    jobs.schedule("roadmap.ask", key=period, due=beginning(period), payload={"period": period})
