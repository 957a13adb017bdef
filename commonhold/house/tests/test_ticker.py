from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from threading import Event

import pytest

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs import register
from commonhold.ground.jobs.models import Job
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.house.ticker import Ticker

PATIENCE = 20.0  # seconds until a test gives up; none waits so long when it passes


@pytest.fixture
def ticker(committing_db, monkeypatch) -> Iterator[Ticker]:
    monkeypatch.setattr(register, "_sweeps", {})
    ticker = Ticker()
    yield ticker
    ticker.stop()


@pytest.fixture
def done(monkeypatch) -> Event:
    """Set when a job of the test's own kind ran."""
    done = Event()

    def run(payload: Payload, now: datetime) -> None:
        done.set()

    monkeypatch.setitem(register._kinds, "test.work", Kind("test.work", run))
    return done


def schedule() -> None:
    jobs.schedule("test.work", key="1", due=clock.now(), payload={})


def test_work_that_was_waiting_before_the_start_is_done(ticker, done):
    schedule()
    ticker.start()
    assert done.wait(PATIENCE)


def test_work_that_arrives_rings_the_bell(ticker, done, monkeypatch):
    monkeypatch.setattr("commonhold.house.ticker._REST", PATIENCE * 2)
    ticker.start()
    schedule()
    assert done.wait(PATIENCE)


def test_work_that_another_writer_scheduled_is_found_without_a_bell(ticker, done, monkeypatch):
    monkeypatch.setattr("commonhold.house.ticker._REST", 0.01)
    ticker.start()
    # As from another process: a row, and no bell in this one.
    Job.objects.create(kind="test.work", key="1", due_at=clock.now(), payload={})
    assert done.wait(PATIENCE)


def test_a_round_that_breaks_is_told_and_the_next_one_goes_on(ticker, done, monkeypatch, caplog):
    broken = Event()

    def break_once(now: datetime) -> None:
        if not broken.is_set():
            broken.set()
            raise OSError("the disk is away")

    register.offer_sweep("test.sweep", break_once)
    ticker.start()
    assert broken.wait(PATIENCE)
    schedule()
    assert done.wait(PATIENCE)
    assert "this round of work was interrupted" in caplog.text


def test_sweeps_run_at_once_when_somebody_wants_them(ticker, done, monkeypatch):
    monkeypatch.setattr("commonhold.house.ticker._REST", PATIENCE * 2)
    started, swept = Event(), Event()

    def sweep(now: datetime) -> None:
        (swept if started.is_set() else started).set()

    register.offer_sweep("test.sweep", sweep)
    ticker.start()
    assert started.wait(PATIENCE)
    jobs.want_sweeps()
    assert swept.wait(PATIENCE)


def test_sweeps_keep_their_rhythm_however_much_work_arrives(ticker, done, monkeypatch):
    monkeypatch.setattr("commonhold.house.ticker._REST", 0.01)
    swept: list[datetime] = []
    enough = Event()

    def sweep(now: datetime) -> None:
        swept.append(now)
        jobs.work_arrived.set()
        if len(swept) == 5:
            enough.set()

    register.offer_sweep("test.sweep", sweep)
    ticker.start()
    assert enough.wait(PATIENCE)


def test_what_failed_before_a_restart_is_tried_again_at_once(ticker, done):
    schedule()
    Job.objects.update(attempts=3, due_at=clock.now().replace(year=2999))
    ticker.start()
    assert done.wait(PATIENCE)


def test_what_failed_is_not_hurried_again_and_again_where_a_sweep_breaks(ticker, done, monkeypatch):
    monkeypatch.setattr("commonhold.house.ticker._REST", 0.01)
    hurried: list[datetime] = []
    swept: list[datetime] = []
    enough = Event()

    def break_always(now: datetime) -> None:
        swept.append(now)
        if len(swept) == 5:
            enough.set()
        raise OSError("the disk is away")

    register.offer_sweep("test.sweep", break_always)
    monkeypatch.setattr(register, "_setting_right", {"test": hurried.append})
    ticker.start()
    assert enough.wait(PATIENCE)
    assert len(hurried) == 1


def test_whoever_has_the_turn_again_sets_right_what_another_clock_put_off(ticker, done, monkeypatch):
    monkeypatch.setattr("commonhold.house.ticker._REST", 0.01)
    turns = iter([True, True, False, True])
    hurried: list[datetime] = []
    twice = Event()

    def set_right(now: datetime) -> None:
        hurried.append(now)
        if len(hurried) == 2:
            twice.set()

    monkeypatch.setattr(ticker._turn, "is_ours", lambda: next(turns, True))
    monkeypatch.setattr(register, "_setting_right", {"test": set_right})
    ticker.start()
    assert twice.wait(PATIENCE)
    ticker.stop()
    assert len(hurried) == 2


def test_a_stopped_ticker_is_gone(ticker):
    ticker.start()
    ticker.stop()
    assert not ticker._thread.is_alive()


def test_where_pages_alone_are_served_the_work_is_left_to_others(committing_db, done, monkeypatch):
    swept = Event()
    monkeypatch.setattr(register, "_sweeps", {})
    register.offer_sweep("test.own", lambda _now: swept.set(), of_each=True)
    schedule()
    ticker = Ticker(works=False)
    ticker.start()
    assert swept.wait(PATIENCE)
    ticker.stop()
    assert not done.is_set()
