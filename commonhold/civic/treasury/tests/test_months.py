from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.civic.treasury import months


def test_the_month_turns_at_midnight_of_the_co_ops_own_zone(coop):
    # Lisbon is an hour ahead of UTC in May, and not in December.
    last_minute = datetime(2026, 5, 31, 22, 59, tzinfo=UTC)
    assert months.month_of(last_minute) == "2026-05"
    assert months.month_of(last_minute.replace(hour=23)) == "2026-06"
    assert months.beginning("2026-06") == datetime(2026, 5, 31, 23, tzinfo=UTC)
    assert months.beginning("2027-01") == datetime(2027, 1, 1, tzinfo=UTC)


@given(st.integers(1, 9998), st.integers(1, 12))
def test_months_follow_each_other(year, number):
    month = f"{year:04}-{number:02}"
    after = months.after(month)
    assert after > month
    assert (int(after[:4]) - year) * 12 + int(after[5:]) - number == 1


@pytest.mark.django_db
def test_a_month_is_said_in_words():
    assert months.in_words("2026-05") == "May 2026"
