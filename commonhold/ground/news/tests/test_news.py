from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import transaction

from commonhold.ground.jobs import actions as jobs
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
