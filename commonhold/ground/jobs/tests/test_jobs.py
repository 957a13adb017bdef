from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connections, transaction

from commonhold.ground.jobs import actions, queries, register
from commonhold.ground.jobs.models import Job
from commonhold.ground.jobs.queries import next_due
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.refusal import Refusal

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.both_databases


@pytest.fixture
def done(committing_db, monkeypatch) -> list[Payload]:
    """What the test's own kind of work has done, kept in the database's other rows."""
    seen: list[Payload] = []
    stumbles: list[Payload] = []

    def run(payload: Payload, now: datetime) -> None:
        actions.schedule("test.echo", key=f"after {payload['n']}", due=NOON + timedelta(days=99), payload={})
        if payload.get("crash"):
            raise RuntimeError("the ink ran out")
        seen.append(payload)

    def stumbled(payload: Payload, now: datetime, error: Exception) -> None:
        stumbles.append(payload)

    monkeypatch.setitem(register._kinds, "test.work", Kind("test.work", run, stumbled))
    monkeypatch.setitem(register._kinds, "test.echo", Kind("test.echo", lambda _payload, _now: None))
    monkeypatch.setattr(register, "_sweeps", {})
    monkeypatch.setattr(actions, "stumbles", stumbles, raising=False)
    return seen


def schedule(n: int, *, due: datetime = NOON, key: str = "", **more: object) -> None:
    actions.schedule("test.work", key=key or str(n), due=due, payload={"n": n, **more})


def test_work_is_done_once_when_it_is_due_and_not_before(done):
    schedule(1, due=NOON + timedelta(hours=1))
    assert actions.tick(NOON) == []
    assert [each.ok for each in actions.tick(NOON + timedelta(hours=1))] == [True]
    assert actions.tick(NOON + timedelta(hours=2)) == []
    assert [each["n"] for each in done] == [1]


def test_scheduling_the_same_work_twice_is_scheduling_it_once(done):
    schedule(1, key="same")
    schedule(2, key="same")
    actions.tick(NOON)
    assert [each["n"] for each in done] == [1]


def test_work_is_done_in_the_order_in_which_it_is_due(done):
    for n, hours in ((1, 3), (2, 1), (3, 2)):
        schedule(n, due=NOON + timedelta(hours=hours))
    actions.tick(NOON + timedelta(hours=9))
    assert [each["n"] for each in done] == [2, 3, 1]


def test_work_of_a_rolled_back_transaction_never_happens(done):
    with transaction.atomic():
        schedule(1)
        transaction.set_rollback(True)
    actions.tick(NOON)
    assert done == []


def test_a_crash_leaves_nothing_behind_is_told_and_tried_again_later(done):
    schedule(1, crash=True)
    assert [each.ok for each in actions.tick(NOON)] == [False]
    assert not Job.objects.filter(kind="test.echo").exists()
    assert actions.stumbles == [{"n": 1, "crash": True}]  # type: ignore[attr-defined]  # set by the fixture
    assert actions.tick(NOON) == []
    assert [each.ok for each in actions.tick(NOON + timedelta(seconds=5))] == [False]
    assert Job.objects.get(kind="test.work").last_error == "RuntimeError: the ink ran out"


def test_each_failure_makes_it_wait_longer_until_an_hour(done):
    schedule(1, crash=True)
    now, waits = NOON, []
    for _time in range(6):
        actions.tick(now)
        due = next_due(until=now + timedelta(days=9))
        assert due is not None
        waits.append(due - now)
        now = due
    assert waits == [timedelta(seconds=s) for s in (5, 60, 600, 3600, 3600, 3600)]


def test_what_failed_is_hurried_after_an_upgrade(done):
    schedule(1, crash=True)
    schedule(2, due=NOON + timedelta(days=1))
    actions.tick(NOON)
    assert actions.hurry_failed(NOON) == 1
    assert [each.ok for each in actions.tick(NOON)] == [False]


def test_an_unknown_kind_of_work_is_a_mistake_of_ours(done):
    with pytest.raises(KeyError):
        actions.schedule("test.nothing", key="1", due=NOON, payload={})


def test_sweeps_follow_a_round_of_work_but_not_the_work_alone(done, monkeypatch):
    swept: list[datetime] = []
    monkeypatch.setattr(register, "_sweeps", {"test": swept.append})
    schedule(1)
    assert len(actions.run_due(NOON)) == 1
    assert swept == []
    actions.tick(NOON)
    assert swept == [NOON]


def test_two_tickers_do_each_piece_of_work_once(done):
    for n in range(20):
        schedule(n)

    def ticker() -> None:
        try:
            actions.tick(NOON)
        finally:
            connections["default"].close()

    threads = [Thread(target=ticker, daemon=True) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each["n"] for each in done) == list(range(20))


def test_when_work_arrives_only_the_sweeps_that_follow_it_run_with_it(done, monkeypatch):
    swept: list[str] = []
    monkeypatch.setattr(register, "_follow_work", set())
    register.offer_sweep("test.rhythm", lambda _now: swept.append("in its rhythm"))
    register.offer_sweep("test.follows", lambda _now: swept.append("at once"), follows_work=True)
    schedule(1)
    assert len(actions.ring(NOON)) == 1
    assert swept == ["at once"]
    actions.tick(NOON)
    assert swept == ["at once", "in its rhythm", "at once"]


def test_what_a_job_schedules_is_done_before_what_is_due_later(done, monkeypatch):
    def run(payload: Payload, now: datetime) -> None:
        schedule(2, due=NOON + timedelta(hours=2))

    monkeypatch.setitem(register._kinds, "test.first", Kind("test.first", run))
    actions.schedule("test.first", key="1", due=NOON + timedelta(hours=1), payload={})
    schedule(3, due=NOON + timedelta(hours=3))
    assert [each.kind for each in actions.tick(NOON + timedelta(hours=9))] == [
        "test.first",
        "test.work",
        "test.work",
    ]
    assert [each["n"] for each in done] == [2, 3]


def test_more_work_than_is_looked_up_together_is_done_in_one_round(done):
    for n in range(60):
        schedule(n)
    assert len(actions.run_due(NOON)) == 60
    assert [each["n"] for each in done] == list(range(60))


def test_work_that_failed_elsewhere_meanwhile_waits_as_long_as_it_must(done, monkeypatch):
    def put_the_other_off(payload: Payload, now: datetime) -> None:
        Job.objects.filter(key="later").update(due_at=NOON + timedelta(hours=1), attempts=1)

    monkeypatch.setitem(register._kinds, "test.other", Kind("test.other", put_the_other_off))
    actions.schedule("test.other", key="1", due=NOON, payload={})
    schedule(1, key="later")
    assert [each.kind for each in actions.run_due(NOON)] == ["test.other"]
    assert done == []


def test_where_another_has_the_turn_only_what_each_needs_is_kept_up(done, monkeypatch):
    swept = []
    monkeypatch.setattr(register, "_sweeps", {})
    register.offer_sweep("test.rhythm", lambda _now: swept.append("of the co-op"))
    register.offer_sweep("test.own", lambda _now: swept.append("of each"), of_each=True)
    schedule(1)
    actions.keep_up(NOON)
    assert (done, swept) == ([], ["of each"])


def test_who_wants_the_sweeps_rings_the_bell(done):
    actions.work_arrived.clear()
    actions.sweeps_wanted.clear()
    actions.want_sweeps()
    assert actions.work_arrived.is_set()
    assert actions.sweeps_wanted.is_set()
    actions.work_arrived.clear()
    actions.sweeps_wanted.clear()


def test_work_waits_from_when_it_is_due_until_it_is_done(done):
    schedule(1, due=NOON + timedelta(hours=1))
    assert not actions.is_waiting("test.work", now=NOON)
    assert actions.is_waiting("test.work", now=NOON + timedelta(hours=1))
    assert not actions.is_waiting("test.echo", now=NOON + timedelta(hours=1))
    actions.run_due(NOON + timedelta(hours=1))
    assert not actions.is_waiting("test.work", now=NOON + timedelta(hours=1))


def test_the_ticker_looks_again_after_the_commit_and_not_before(done):
    actions.work_arrived.clear()
    with transaction.atomic():
        actions.look_again()
        assert not actions.work_arrived.is_set()
    assert actions.work_arrived.is_set()


def test_one_that_waits_is_tried_at_once_and_no_other_number_is_taken(done):
    schedule(1, due=NOON + timedelta(days=1))
    (waiting,) = [each for each in queries.not_done() if each.kind == "test.work"]
    actions.retry(waiting.id, now=NOON)
    assert queries.backlog(now=NOON).due >= 1
    actions.run_due(NOON)
    assert done == [{"n": 1}]
    with pytest.raises(Refusal, match="No work with the number"):
        actions.retry(waiting.id, now=NOON)
