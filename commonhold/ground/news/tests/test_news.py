from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import transaction

from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.models import Job
from commonhold.ground.news import bus

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class BellRang(bus.News):
    name: ClassVar[str] = "test.bell-rang"
    times: int


@pytest.fixture
def heard(db, monkeypatch) -> list[tuple[int, datetime]]:
    heard: list[tuple[int, datetime]] = []

    def hears(event: BellRang, now: datetime) -> None:
        heard.append((event.times, now))

    def hears_too(event: BellRang, now: datetime) -> None:
        heard.append((-event.times, now))

    monkeypatch.setitem(bus._handlers, BellRang.name, {})
    bus.subscribe(BellRang, hears)
    bus.subscribe(BellRang, hears_too)
    return heard


def test_every_subscriber_is_told_what_happened(heard):
    bus.publish(BellRang(times=3), now=NOON)
    assert heard == []
    jobs.tick(NOON)
    assert sorted(heard) == [(-3, NOON), (3, NOON)]


def test_the_same_event_twice_is_told_twice(heard):
    for _time in range(2):
        bus.publish(BellRang(times=1), now=NOON)
    jobs.tick(NOON)
    assert len(heard) == 4


def test_news_of_a_rolled_back_transaction_is_never_told(heard):
    with transaction.atomic():
        bus.publish(BellRang(times=1), now=NOON)
        transaction.set_rollback(True)
    jobs.tick(NOON)
    assert heard == []


def test_news_without_a_reader_is_fine(db):
    @dataclass(frozen=True)
    class LeafFell(bus.News):
        name: ClassVar[str] = "test.leaf-fell"

    bus.publish(LeafFell(), now=NOON)
    assert jobs.tick(NOON) == []


@dataclass
class Chime:
    """Hears of several bells at once, unless it `is_broken`; what it wrote is seen by its commit alone."""

    heard: list[str]
    is_broken: bool = False

    def at_once(self, events: Sequence[BellRang], now: datetime) -> None:
        jobs.schedule("news.tell", key="written", due=now, payload={})
        if self.is_broken:
            raise RuntimeError("cracked")
        Job.objects.all().delete()
        self.heard += [f"at once {each.times}" for each in events]

    def later(self, event: BellRang, now: datetime) -> None:
        self.heard.append(f"later {event.times}")


@pytest.fixture
def chime(db, monkeypatch) -> Chime:
    chime = Chime([])
    monkeypatch.setitem(bus._handlers, BellRang.name, {})
    monkeypatch.setattr(bus, "_at_once", {})

    def hears(event: BellRang, now: datetime) -> None:
        chime.later(event, now)

    bus.subscribe(BellRang, hears, at_once=chime.at_once)
    return chime


def test_who_can_be_told_at_once_is_told_of_all_with_the_publishers_commit(chime: Chime) -> None:
    bus.publish_all([BellRang(times=1), BellRang(times=2)], now=NOON)
    assert chime.heard == ["at once 1", "at once 2"]
    jobs.tick(NOON)
    assert len(chime.heard) == 2


def test_where_that_breaks_nothing_of_it_stays_and_it_is_told_as_all_news(chime: Chime) -> None:
    chime.is_broken = True
    bus.publish_all([BellRang(times=1), BellRang(times=2)], now=NOON)
    assert not Job.objects.filter(key="written").exists()
    jobs.tick(NOON)
    assert chime.heard == ["later 1", "later 2"]


def test_nothing_overtakes_news_that_waits(chime: Chime) -> None:
    bus.publish(BellRang(times=1), now=NOON)
    bus.publish_all([BellRang(times=2)], now=NOON)
    assert chime.heard == []
    jobs.tick(NOON)
    assert chime.heard == ["later 1", "later 2"]
