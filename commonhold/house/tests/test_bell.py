"""Processes over one PostgreSQL hear of each other's work, and share numbers and turns."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.turns import Turn, others_here
from commonhold.house.bell import Bell

PATIENCE = 20.0  # seconds until a test gives up
pytestmark = [pytest.mark.both_databases, pytest.mark.only_on("postgresql")]


@contextmanager
def _rung() -> Iterator[Bell]:
    bell = Bell()
    bell.start()
    try:
        yield bell
    finally:
        bell.stop()


def test_a_ring_is_heard_by_the_others_and_not_passed_on(committing_db, monkeypatch):
    with _rung(), _rung() as other:
        # Both bells stand in this process: what the second hears is what another process would.
        heard = Event()
        monkeypatch.setattr(jobs.work_arrived, "hear", heard.set)
        other._wake()
        assert heard.wait(PATIENCE)


def test_each_has_a_number_of_its_own_and_is_counted(committing_db):
    before = ids.node()
    try:
        assert others_here() == 0
        with _rung():
            first = ids.node()
            with _rung():
                assert ids.node() != first
                assert others_here() == 2
        until = time.monotonic() + PATIENCE  # its server process ends a moment after the connection
        while others_here():
            assert time.monotonic() < until
    finally:
        ids.take_node(before)


def test_a_turn_is_one_connections_and_free_when_that_is_gone(committing_db):
    taken, over = Event(), Event()

    def elsewhere() -> None:
        if Turn("test.work").is_ours():
            taken.set()
        over.wait(PATIENCE)
        connection.close()

    other = Thread(target=elsewhere)
    other.start()
    assert taken.wait(PATIENCE)
    mine = Turn("test.work")
    assert not mine.is_ours()
    assert Turn("test.other-work").is_ours()
    over.set()
    other.join()
    until = time.monotonic() + PATIENCE  # its server process ends a moment after the connection
    while not mine.is_ours():
        assert time.monotonic() < until
    assert mine.is_ours()
