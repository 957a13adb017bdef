from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commonhold.house.backup.retention import Retention, to_forget

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def named(*days_ago: int) -> list[str]:
    return [f"{NOON - timedelta(days=each):%Y%m%dT%H%M%SZ}-00000000" for each in days_ago]


def test_each_of_the_last_days_weeks_and_months_keeps_its_newest() -> None:
    names = named(*range(120))
    gone = to_forget(names, Retention(daily=3, weekly=2, monthly=2, days=90), now=NOON)
    assert sorted(set(names) - set(gone)) == sorted(named(0, 1, 2, 4))  # 4 days ago was April's last


def test_none_that_is_too_old_stays_but_the_last_of_all() -> None:
    assert to_forget(named(200, 100, 91), Retention(days=90), now=NOON) == named(200, 100)
    assert to_forget(named(100, 1), Retention(days=90), now=NOON) == named(100)


def test_of_one_day_the_last_stays() -> None:
    morning = f"{NOON - timedelta(hours=4):%Y%m%dT%H%M%SZ}-00000000"
    assert to_forget([*named(0), morning], Retention(), now=NOON) == [morning]
