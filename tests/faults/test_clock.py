"""A clock that jumps: nothing is done twice, and what it had put off too far is not put off for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs import register
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from commonhold.ground.record import sequencer
from commonhold.ground.record.queries import vkey
from commonhold.ground.record.signature import check_signature
from commonhold.house.ticker import Ticker
from commonhold.social.deliveries import jobs as deliveries
from commonhold.social.deliveries.claiming import claim
from commonhold.social.deliveries.models import Queue
from commonhold.social.letters import actions as letters
from commonhold.social.letters import outbox
from commonhold.social.received import actions as received
from commonhold.social.received import jobs as received_jobs
from commonhold.social.servers.models import Server
from rulebook.merkle import DirectoryReader, verify
from tests.cast import MORNING

AHEAD = timedelta(days=400)
PATIENCE = 20.0  # seconds until a test gives up; none waits so long when it passes


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of what ran, in order. What is called "bad" fails while the clock is ahead."""
    ran: list[str] = []

    def run(payload: Payload, now: datetime) -> None:
        if payload["key"] == "bad" and now > MORNING + AHEAD / 2:
            raise OSError("no")
        ran.append(payload["key"])

    monkeypatch.setitem(register._kinds, "test.work", Kind("test.work", run))
    return ran


def schedule(key: str, due: datetime) -> None:
    jobs.schedule("test.work", key=key, due=due, payload={"key": key})


@pytest.mark.django_db
def test_what_ran_too_early_does_not_run_again_and_what_comes_is_not_forgotten(ran: list[str]) -> None:
    schedule("today", MORNING)
    schedule("next year", MORNING + AHEAD)
    jobs.run_due(MORNING + AHEAD)
    assert ran == ["today", "next year"]
    schedule("afterwards", MORNING)
    schedule("today", MORNING)
    for now in (MORNING, MORNING + AHEAD):
        jobs.run_due(now)
    assert ran == ["today", "next year", "afterwards"]


@pytest.mark.parametrize("committing_db", ["sqlite"], indirect=True)
def test_the_ticker_sees_the_clock_go_back_and_takes_up_what_had_been_put_off(
    committing_db: str, ran: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed, went_back = Event(), Event()
    times = [MORNING + AHEAD, MORNING]

    def now() -> datetime:
        return times[0]

    def swept(at: datetime) -> None:
        if at > MORNING:
            failed.set()
        elif ran:
            went_back.set()

    monkeypatch.setattr("commonhold.house.ticker._REST", 0.01)
    monkeypatch.setattr(register, "_sweeps", {"test.sweep": swept})
    schedule("bad", MORNING)
    ticker = Ticker(now=now)
    ticker.start()
    try:
        assert failed.wait(PATIENCE)
        del times[0]
        assert went_back.wait(PATIENCE)
    finally:
        ticker.stop()
    assert ran == ["bad"]
    assert "the clock went back by 400 days" in caplog.text


@pytest.mark.django_db
def test_letters_and_deliveries_that_a_clock_put_off_too_far_are_due_again() -> None:
    letters.write_to_addresses([("gus@example.org", "Come in", "Here.")], now=MORNING + AHEAD)
    server = Server.objects.create(domain="far.example", met_at=MORNING)
    Queue.objects.create(server=server, due_at=MORNING)
    assert claim(MORNING + AHEAD, most=5)
    assert claim(MORNING, most=5) == []
    for set_right in (outbox.set_right, deliveries.set_right):
        set_right(MORNING)
    assert outbox.is_due(MORNING)
    assert len(claim(MORNING, most=5)) == 1


@pytest.mark.django_db
def test_what_came_from_elsewhere_while_the_clock_was_ahead_is_taken_up() -> None:
    hello = received.Arrival("https://far.example/1", "https://far.example/gus", "far.example", "{}")
    received.write_down([hello], now=MORNING + AHEAD)
    received_jobs.set_right(MORNING)
    (mine,) = received.claim(limit=5, now=MORNING)
    received_jobs.set_right(MORNING)
    assert received.claim(limit=5, now=MORNING) == [], "who works on it has it until her time is over"
    assert mine.tries == 1


@pytest.mark.django_db
def test_setting_right_leaves_alone_what_waits_as_long_as_it_may() -> None:
    server = Server.objects.create(domain="far.example", met_at=MORNING)
    waits = MORNING + timedelta(hours=20)
    Queue.objects.create(server=server, due_at=waits, claimed_until=MORNING + timedelta(minutes=1))
    deliveries.set_right(MORNING)
    assert Queue.objects.get().due_at == waits
    assert Queue.objects.get().claimed_until is not None


@pytest.mark.django_db
def test_the_record_is_signed_on_whatever_the_clock_says(data_folder: Path) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    for now in (MORNING + AHEAD, MORNING, MORNING + timedelta(days=1)):
        record.append("test.fact", {"a": 1}, now=now)
        sequencer.sweep(now)
    found = verify(DirectoryReader(data_folder / "record"), vkey=vkey(), check_signature=check_signature)
    assert (found.ok, found.size) == (True, 3)
