"""Connections to an SQLite file are laid down by whoever needs them no more, and taken up by others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler, OperationalError
from pytest_django import DjangoDbBlocker

from commonhold.house.database import database_settings
from commonhold.house.sqlite import base, idle
from commonhold.house.sqlite.idle import MOST, Idle

Worker = Callable[[], BaseDatabaseWrapper]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Idle]:
    kept = Idle()
    monkeypatch.setattr(base, "IDLE", kept)
    kept.keep(str(tmp_path / "commonhold.sqlite3"))
    yield kept
    kept.end()


@pytest.fixture
def worker(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Worker]:
    """Makes what Django gives each thread; all of them use one file of their own."""
    made: list[BaseDatabaseWrapper] = []

    def make() -> BaseDatabaseWrapper:
        made.append(ConnectionHandler({"default": database_settings(None, tmp_path)})["default"])
        return made[-1]

    with django_db_blocker.unblock():
        yield make
        for each in made:
            each.close()


def used(worker: BaseDatabaseWrapper) -> object:
    worker.ensure_connection()
    return worker.connection


def test_what_one_lays_down_the_next_one_takes_up(kept: Idle, worker: Worker) -> None:
    one, another = worker(), worker()
    first = used(one)
    one.close_if_unusable_or_obsolete()
    assert one.connection is None
    assert used(another) is first


def test_whoever_takes_it_up_writes_at_once_as_with_a_new_one(kept: Idle, worker: Worker) -> None:
    one, another = worker(), worker()
    one.cursor().execute("CREATE TABLE bread (loaves)")
    one.close()
    begun: list[str] = []
    another.ensure_connection()
    another.connection.set_trace_callback(begun.append)
    # Django's `atomic` finds a connection by its name among all that there are; this one is in no such list.
    another._start_transaction_under_autocommit()  # type: ignore[attr-defined]
    another.connection.execute("INSERT INTO bread VALUES (3)")
    another.connection.execute("COMMIT")
    assert begun[0] == "BEGIN IMMEDIATE"
    assert another.cursor().execute("SELECT loaves FROM bread").fetchall() == [(3,)]


def test_nobody_lays_one_down_within_a_transaction(kept: Idle, worker: Worker) -> None:
    one = worker()
    first = used(one)
    one.in_atomic_block = True
    one.close_if_unusable_or_obsolete()
    assert one.connection is first
    assert one.cursor().execute("SELECT 1").fetchall() == [(1,)]
    one.in_atomic_block = False


def test_one_that_was_left_within_a_transaction_is_closed(kept: Idle, worker: Worker) -> None:
    one, another = worker(), worker()
    one.ensure_connection()
    left = one.connection
    left.execute("BEGIN")
    one.close()
    assert used(another) is not left
    with pytest.raises(Exception, match="closed"):
        left.execute("SELECT 1")


def test_no_more_than_some_stay_open(kept: Idle, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "_PATIENCE", 0)
    workers = [worker() for _each in range(MOST + 2)]
    for each in workers:
        each.ensure_connection()
    opened = {id(each.connection) for each in workers}
    for each in workers:
        each.close()
    again = [worker() for _each in range(MOST)]
    for each in again:
        each.ensure_connection()
    assert {id(each.connection) for each in again} <= opened
    assert kept.take(str(workers[0].settings_dict["NAME"])) is None


def test_what_can_t_be_opened_or_ends_within_a_transaction_takes_up_no_place(
    kept: Idle, worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "_PATIENCE", 0)
    file = tmp_path / "commonhold.sqlite3"
    file.mkdir()  # as a disk that is away
    for _each in range(MOST + 1):
        with pytest.raises(OperationalError):
            worker().ensure_connection()
    file.rmdir()
    for _each in range(MOST + 1):
        one = worker()
        one.ensure_connection()
        one.in_atomic_block = True
        one.close()
    last = worker()
    raw = used(last)
    last.close()
    assert kept.take(str(file)) is raw


def test_where_all_are_at_work_one_that_comes_back_soon_is_waited_for(
    kept: Idle, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "_PATIENCE", 30)
    file = str(worker().settings_dict["NAME"])
    first = worker()
    first.ensure_connection()
    for _each in range(MOST - 1):
        assert kept.take(file) is None  # and each opens one
    with ThreadPoolExecutor(1) as thread:
        waits = thread.submit(kept.take, file)
        laid_down = first.connection
        first.close()
        assert waits.result(timeout=60) is laid_down


def test_a_thread_that_holds_one_has_it_for_itself_from_one_piece_of_work_to_the_next(
    kept: Idle, worker: Worker
) -> None:
    lent, own = worker(), worker()
    first = used(lent)
    lent.close_if_unusable_or_obsolete()
    kept.hold()
    held = used(own)
    assert held is not first
    own.close_if_unusable_or_obsolete()
    assert used(own) is held
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(kept.take, str(own.settings_dict["NAME"])).result(timeout=60) is first
    own.close()
    with pytest.raises(Exception, match="closed"):
        held.execute("SELECT 1")  # type: ignore[attr-defined]


def test_nothing_is_kept_of_another_file_nor_before_a_program_says_so(tmp_path: Path, worker: Worker) -> None:
    one = worker()
    one.ensure_connection()
    raw = one.connection
    fresh = Idle()
    assert not fresh.lay_down(str(one.settings_dict["NAME"]), raw)
    fresh.keep(str(tmp_path / "elsewhere.sqlite3"))
    assert not fresh.lay_down(str(one.settings_dict["NAME"]), raw)
    assert fresh.take(str(one.settings_dict["NAME"])) is None


def test_at_the_end_all_that_were_laid_down_are_closed(kept: Idle, worker: Worker) -> None:
    one = worker()
    one.ensure_connection()
    raw = one.connection
    one.close()
    kept.end()
    with pytest.raises(Exception, match="closed"):
        raw.execute("SELECT 1")


def test_what_nobody_took_for_a_while_is_closed_but_for_one(kept: Idle, worker: Worker) -> None:
    workers = [worker() for _each in range(3)]
    laid_down = [used(each) for each in workers]
    for each in workers:
        each.close()
    kept.let_go()
    assert used(workers[0]) is laid_down[2]
    workers[0].close()
    kept.let_go()
    for gone in laid_down[:2]:
        with pytest.raises(Exception, match="closed"):
            gone.execute("SELECT 1")  # type: ignore[attr-defined]
    kept.let_go()
    assert used(workers[1]) is laid_down[2]
