"""Who calls too often waits a little."""

from __future__ import annotations

import pytest

from commonhold.doors.calls.answers import Wrong
from commonhold.doors.calls.limits import Kind, Limits
from tests.cast import MORNING, minutes


def test_calls_are_counted_for_each_and_told() -> None:
    limits = Limits()
    told = [limits.count(Kind.CALLS, "ada", MORNING) for _each in range(300)]
    assert told[0]["X-RateLimit-Remaining"] == "299"
    assert told[-1]["X-RateLimit-Remaining"] == "0"
    assert told[0]["X-RateLimit-Reset"] == "2026-05-04T09:05:00.000Z"
    with pytest.raises(Wrong) as refused:
        limits.count(Kind.CALLS, "ada", MORNING)
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "300"
    assert limits.count(Kind.CALLS, "ben", MORNING), "somebody else is counted apart"
    assert limits.count(Kind.MEDIA, "ada", MORNING), "another kind is counted apart"
    assert limits.count(Kind.CALLS, "ada", minutes(5)), "later everything begins anew"


def test_a_test_server_may_turn_them_off() -> None:
    limits = Limits()
    limits.are_on = False
    assert [limits.count(Kind.MEDIA, "ada", MORNING) for _each in range(100)] == [{}] * 100
