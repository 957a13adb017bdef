"""Pages are read from a replica that has all that was acknowledged, and from no other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from commonhold.house.database import database_settings, replica_settings
from commonhold.house.replicas import NotHere, Replicas
from tests import databases, postgres

_PATIENCE = 30.0  # seconds until a test gives up


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[postgres.Server, postgres.Server]]:
    primary = postgres.Server(settings=postgres.FOLLOWED)
    try:
        replica = primary.replica(settings=postgres.FOLLOWED)
        try:
            yield primary, replica
        finally:
            replica.stop()
    finally:
        primary.stop()


@contextmanager
def _over(pair: tuple[postgres.Server, postgres.Server], blocker) -> Iterator[Replicas]:
    urls = [each.url("postgres") for each in pair]
    with blocker.unblock(), databases.using(database_settings(urls[0], Path())):
        found = Replicas(replica_settings(urls[1], Path()))
        yield found


def _said(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS said (words text)")
        cursor.execute("INSERT INTO said VALUES (%s)", [words])


def _read() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM said")
        return [words for (words,) in cursor.fetchall()]


def _until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < until


def _serves(found: Replicas) -> bool:
    found.look()
    with found.one() as is_there:
        return is_there


def test_what_was_written_is_read_there_and_nothing_is_written_there(pair, django_db_blocker):
    with _over(pair, django_db_blocker) as found:
        _said("first")
        with found.one() as is_there:
            assert not is_there  # nobody has looked yet whether it keeps up
        _until(lambda: _serves(found))
        with found.one() as is_there:
            assert is_there
            assert "first" in _read()
            with pytest.raises(NotHere):
                _said("there")
        with found.one(), pytest.raises(NotHere), transaction.atomic():
            _said("there")
        _said("second")
        assert "there" not in _read()


def test_one_that_lags_is_passed_over_until_it_has_caught_up(pair, django_db_blocker):
    replica = psycopg.connect(pair[1].url("postgres"), autocommit=True)
    with _over(pair, django_db_blocker) as found, replica:
        _until(lambda: _serves(found))
        replica.execute("SELECT pg_wal_replay_pause()")
        _said("third")
        with found.one() as is_there:
            assert not is_there
        replica.execute("SELECT pg_wal_replay_resume()")
        _until(lambda: _serves(found))
        with found.one():
            assert "third" in _read()


def test_one_that_is_gone_is_left_out_and_comes_back(pair, django_db_blocker):
    with _over(pair, django_db_blocker) as found:
        _until(lambda: _serves(found))
        pair[1].crash()
        with found.one(), suppress(NotHere):  # where the connection breaks in the middle, all is asked again
            _read()
        assert not _serves(found)
        pair[1].start()
        _until(lambda: _serves(found))
