"""A disk that is full while members are at it: what was acknowledged is there once, and it goes on by itself.

The disk is a small one of its own, really filled to its last byte.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from threading import Event
from typing import Any, ClassVar

import httpx
import pytest
from pytest_django import DjangoDbBlocker

from tests import postgres, preloaded
from tests.console.typed import ballot, dues_of
from tests.crash.often import Hand, House, Story, live_through, settings
from tests.databases import TEMPLATE, migrated_cluster
from tests.faults.small_disk import SmallDisk, small_disk

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

_PATIENCE = 120.0  # seconds until something must have happened, on a busy machine
_TIMES, _REFUSED, _TAKEN = 3, 12, 12  # fillings; refusals and acknowledgements that are waited for each time
_READ = ("/about", "/@ada", "/decide", "/api/v1/timelines/public")
_HANDLES = ("ada", "ben", "caro", "dev")
_WORDS = ("no room to write", "busy")


@dataclass
class ToldStory(Story):
    """Every no must have words. `refused`: how many there were."""

    may_be_busy: bool = True
    refused: int = 0
    wordless: list[str] = field(default_factory=list)

    def sends(self, kind: str, key: str, send: Callable[[], httpx.Response]) -> httpx.Response | None:
        def told() -> httpx.Response:
            answer = send()
            if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
                self.refused += 1
                if not any(each in answer.text for each in _WORDS):
                    self.wordless.append(answer.text[:300])
            return answer

        return super().sends(kind, key, told)

    def taken(self) -> int:
        return sum(map(len, self.acknowledged.values()))


class RestedHand(Hand):
    """A no comes at once; she does not send the next thousand meanwhile."""

    rest: ClassVar[float] = 0.02


def test_a_full_disk_beneath_postgresql(
    shared_folder: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        cluster = migrated_cluster(shared_folder)
    with small_disk(megabytes=400) as disk:
        durable = (*postgres.DURABLE, "max_wal_size=8MB", "checkpoint_timeout=30s")
        server = postgres.Server(cluster, settings=durable, within=disk.folder)
        try:
            database = server.url(server.create(template=TEMPLATE))
            house = House(tmp_path / "coop", database, is_forked=True)
            _lives_through(house, disk, server.start_if_it_fell)
        finally:
            server.stop()


def test_a_full_disk_beneath_sqlite_media_and_the_record() -> None:
    with small_disk(megabytes=400) as disk:
        house = House(disk.folder / "coop", "", is_forked=True)
        _lives_through(house, disk, lambda: False)


def _lives_through(house: House, disk: SmallDisk, start_if_it_fell: Callable[[], bool]) -> None:
    story = ToldStory()
    fill = partial(_filled, disk=disk, start_if_it_fell=start_if_it_fell)
    try:
        assert live_through(house, story, RestedHand, fill, seed=1) == 0
    finally:
        if house.server is not None and house.server.poll() is None:
            house.kill()
    assert story.wordless == []
    _enacts_as_a_whole(house, disk, start_if_it_fell)


def _filled(
    house: House,
    story: Story,
    hands: list[Hand],
    _rng: Random,
    *,
    disk: SmallDisk,
    start_if_it_fell: Callable[[], bool],
) -> int:
    """So many times; how often."""
    assert isinstance(story, ToldStory)
    over = Event()
    read: list[int] = []
    with ThreadPoolExecutor(len(hands)) as pool:
        running = [pool.submit(hand.goes_on, over) for hand in hands]
        try:
            for _time in range(_TIMES):
                _until(running, _grows(story.taken, _TAKEN))
                _until(running, _grows(lambda: story.refused, _REFUSED), meanwhile=disk.fill)
                read += [_reads(house, each) for each in _READ]
                disk.make_room()
                fell = start_if_it_fell()
                before = story.refused
                _until(running, _grows(story.taken, _TAKEN))
                print(f"full, and over; PostgreSQL fell: {fell}; refused since: {story.refused - before}")
        finally:
            over.set()
        for each in running:
            each.result()
    for _twice in range(2):  # a connection that died is noticed by whoever asks on it
        for hand in hands:
            hand.again()
    left = {kind: keys for kind, keys in story.open.items() if keys and kind in {"post", "hours"}}
    assert not left, "there is room, and they are still refused"
    assert read.count(httpx.codes.OK) > 0, "nothing could be read"
    return _TIMES


def _enacts_as_a_whole(house: House, disk: SmallDisk, start_if_it_fell: Callable[[], bool]) -> None:
    """Time passes that brings a decision into force, and there is no room for it: then wholly, or not yet."""
    proposal = int(house.console(*dues_of(700))["id"])
    for each in _HANDLES:
        house.console(*ballot(each, proposal))
    before = _enacted(house, proposal)
    assert before[0] is False
    disk.fill()
    words = house.asked("clock", "advance", "10d", "--json")
    done = preloaded.run(words, environment=settings(), patience=_PATIENCE)
    assert done.returncode != 0, "it found room"
    assert "commonhold: there is no room to write" in done.stderr.splitlines()[-1], done.stderr[-2000:]
    disk.make_room()
    start_if_it_fell()
    meanwhile = _enacted(house, proposal)
    house.console("clock", "advance", "10d")
    assert _enacted(house, proposal) == (True, 700)
    assert meanwhile in {before, (True, 700)}
    assert house.console("ledger", "check")["ok"] is True


def _enacted(house: House, proposal: int) -> tuple[bool, int]:
    """Is it called enacted, and what are the dues?"""
    shown = house.console("proposals", "show", str(proposal))
    dues = house.console("charter", "show")["parameters"]["treasury.dues_cents"]["value"]
    assert (shown["enactment"] is not None) == (dues == 700), json.dumps([shown, dues])
    return shown["enactment"] is not None, dues


def _reads(house: House, path: str) -> int:
    """The status; whatever is no page has words."""
    answer = httpx.get(f"{house.url}{path}", timeout=30)
    assert answer.status_code == httpx.codes.OK or any(each in answer.text for each in _WORDS), answer.text
    return answer.status_code


def _grows(count: Callable[[], int], by: int) -> Callable[[], bool]:
    before = count()
    return lambda: count() >= before + by


def _until(
    running: list[Future[Any]],
    happened: Callable[[], bool],
    *,
    meanwhile: Callable[[], object] = lambda: None,
) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not happened():
        meanwhile()
        for each in running:
            if each.done():
                each.result()
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
