from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhold.ground.clock import queries
from commonhold.ground.clock.actions import advance
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs import register
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.refusal import Refusal

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def demo(db) -> None:
    install(mode=Mode.DEMO, public_url="http://localhost:8000", now=NOON)


def test_a_demos_clock_moves_forward_and_goes_on_from_there(demo):
    before = queries.now()
    now, _ran = advance(by=timedelta(days=6))
    assert timedelta(days=6) <= now - before < timedelta(days=6, minutes=1)
    assert queries.now() >= now


def test_moves_add_up(demo):
    before = queries.now()
    advance(by=timedelta(days=1))
    advance(by=timedelta(days=2))
    assert timedelta(days=3) <= queries.now() - before < timedelta(days=3, minutes=1)


def test_what_comes_due_on_the_way_is_done_at_its_own_hour_and_in_order(demo, monkeypatch):
    done: list[tuple[str, datetime]] = []

    def run(payload: Payload, now: datetime) -> None:
        done.append((payload["name"], now))
        if payload["name"] == "first":
            due = start + timedelta(days=2)
            jobs.schedule("test.work", key="third", due=due, payload={"name": "third"})

    monkeypatch.setitem(register._kinds, "test.work", Kind("test.work", run))
    start = queries.now()
    for name, days in (("last", 4), ("first", 1), ("never", 9)):
        due = start + timedelta(days=days)
        jobs.schedule("test.work", key=name, due=due, payload={"name": name})
    _now, ran = advance(by=timedelta(days=6))
    assert [name for name, _at in done] == ["first", "third", "last"]
    late = [at - start - timedelta(days=days) for (_name, at), days in zip(done, (1, 2, 4), strict=True)]
    assert all(timedelta(0) <= each < timedelta(minutes=1) for each in late)
    assert [each.key for each in ran] == ["first", "third", "last"]


def test_time_never_moves_in_a_real_co_op(db):
    install(mode=Mode.REAL, public_url="https://coop.example", now=NOON)
    with pytest.raises(Refusal, match="Only a demo's clock"):
        advance(by=timedelta(days=1))
    assert queries.ahead() == timedelta(0)


def test_time_does_not_move_before_there_is_a_co_op(db):
    with pytest.raises(Refusal):
        advance(by=timedelta(days=1))


def test_time_never_moves_backwards(demo):
    with pytest.raises(Refusal, match="only moves forward"):
        advance(by=timedelta(days=-1))
