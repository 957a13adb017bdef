"""Which backups stay: the newest of each of the last days, weeks and months, and none that is too old."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Retention:
    """How many days, weeks and months with a backup keep their newest. `days`: after them none stays."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 3
    days: int = 90


def time_of(name: str) -> datetime:
    """When the snapshot of this name was taken."""
    return datetime.strptime(name.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def to_forget(names: Iterable[str], retention: Retention, *, now: datetime) -> list[str]:
    """Those that go, oldest first. The newest of all stays whatever its age: better an old one than none."""
    newest_first = sorted(names, reverse=True)
    young = [each for each in newest_first if now - time_of(each) <= timedelta(days=retention.days)]
    kept = set(newest_first[:1])
    for count, period in (
        (retention.daily, "%Y-%m-%d"),
        (retention.weekly, "%G-%V"),
        (retention.monthly, "%Y-%m"),
    ):
        kept |= _newest_of_each(young, count, period)
    return sorted(set(newest_first) - kept)


def _newest_of_each(newest_first: list[str], count: int, period: str) -> set[str]:
    found: dict[str, str] = {}
    for name in newest_first:
        found.setdefault(f"{time_of(name):{period}}", name)
    return set(list(found.values())[:count])
