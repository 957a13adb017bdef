"""Other servers that hang, drip, never come to an end or lead in circles: who is well is served as ever."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest

from commonhold.ground.fetching.safely import fetch, post
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import register
from commonhold.house.courier import Courier
from commonhold.social.deliveries import carrying
from commonhold.social.deliveries.models import Delivery, Queue
from commonhold.social.deliveries.outbox import Outbox
from commonhold.social.deliveries.tests.elsewhere import numbers, run, send
from commonhold.social.previews.models import Preview
from tests.cast import MORNING, make_person
from tests.faults.rude_peers import MOODS, RudePeers

_PATIENCE = 30.0  # seconds until a test gives up; none waits so long when it passes
_MOST = 30_000_000  # bytes that all of them together may take here
_OF_EACH = 4


@pytest.fixture
def peers() -> Iterator[RudePeers]:
    made = RudePeers()
    yield made
    made.close()


@pytest.fixture
def ada(db: None) -> int:
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)
    return make_person("ada")


def most_memory(during: Callable[[], object]) -> int:
    """Bytes, at the most, that were taken besides what was there before."""
    tracemalloc.start()
    try:
        during()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_rude_servers_hold_up_nobody_and_are_told_once_when_they_are_well(
    peers: RudePeers, ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "_SECONDS", 2 * _PATIENCE)
    rude = {
        f"rude{number}-{each}.example": mood for number, mood in enumerate(MOODS) for each in range(_OF_EACH)
    }
    well = [f"well{number}.example" for number in range(40)]
    peers.moods = dict(rude)
    outbox = Outbox(peers.network, at_once=8, most=64, impatient_after=0.05)
    send(ada, 1, *rude)
    send(ada, 2, *well)

    def carry() -> None:
        until = time.monotonic() + _PATIENCE
        while not all(peers.got[host] for host in well) and time.monotonic() < until:
            outbox.deliver(MORNING)
        assert all(peers.got[host] for host in well)
        silent = Delivery.objects.filter(inbox__contains="rude0", attempts=0, done_at=None)
        assert silent.count() == _OF_EACH, "nobody waited for these to be given up"
        peers.over.set()  # they hang up
        run(outbox)

    assert most_memory(carry) < _MOST
    assert peers.met == set(rude)
    taken = {
        host for host, mood in rude.items() if mood == "a body without end"
    }  # it said 200, and no more counts
    waiting = Delivery.objects.filter(done_at=None)
    assert waiting.count() == len(rude) - len(taken)
    assert (
        not Queue.objects.filter(server__domain__startswith="rude", due_at__lte=MORNING)
        .exclude(server__domain__in=taken)
        .exists()
    )
    peers.moods.clear()
    run(outbox, MORNING + timedelta(hours=1))
    assert {host: numbers(peers, host) for host in rude if host not in taken} == {
        host: [1] for host in rude if host not in taken
    }
    assert not waiting.exists()
    outbox.finish(MORNING)


@pytest.mark.parametrize("mood", MOODS)
def test_asking_a_rude_server_ends_in_time_and_stays_small(peers: RudePeers, mood: str) -> None:
    peers.moods["rude.example"] = mood
    before, there = time.monotonic(), "http://rude.example/x"

    def ask() -> None:
        try:
            came = fetch(there, agent="us", timeout=1.0, limit_bytes=100_000, network=peers.network)
            assert mood == "a body without end"
            assert (len(came.body), came.is_cut) == (100_000, True)
        except CannotFetch:
            assert mood != "a body without end"
        with suppress(CannotFetch):
            post(there, body=b"{}", agent="us", timeout=1.0, network=peers.network)

    assert most_memory(ask) < 5_000_000
    assert time.monotonic() - before < 8


@pytest.mark.parametrize("committing_db", ["sqlite"], indirect=True)
def test_a_page_that_hangs_holds_up_no_other_errand(
    committing_db: str, peers: RudePeers, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)
    settings.TEST_OPTIONS = {"COMMONHOLD_TEST_LOOPBACK": "1"}
    monkeypatch.setattr("commonhold.house.courier._REST", 0.01)
    here = peers.address
    peers.moods[here] = "never answers"
    Preview.objects.create(url=f"http://{here}/", state=Preview.State.ASKED, asked_at=MORNING)
    went_on = Event()

    def others(_now: datetime) -> None:
        if here in peers.met:
            went_on.set()

    rounds = {"previews.fetch": register.rounds()["previews.fetch"]}
    monkeypatch.setattr(register, "_rounds", rounds)
    monkeypatch.setattr(register, "_errands", {"others": others})
    courier = Courier()
    courier.start()
    try:
        assert went_on.wait(_PATIENCE)
        assert Preview.objects.get().state == Preview.State.ASKED, "it is being read all the time"
    finally:
        peers.close()
        courier.stop()


def test_nobody_who_waits_for_others_does_so_in_the_thread_that_all_errands_share() -> None:
    hand_out = {"media.fetch", "lookups.ask"}
    assert set(register.errands()) == hand_out, "what waits for others itself has rounds of its own"
