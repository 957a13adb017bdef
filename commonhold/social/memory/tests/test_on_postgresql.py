"""What is different on PostgreSQL: transactions end in any order, connections break, a look costs a way."""

from __future__ import annotations

import asyncio
import select
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection
from psycopg.pq import TransactionStatus

from commonhold.ground.changes import jobs, triggers
from commonhold.ground.changes.reading import Changed, TookTooLong, line, open_reading
from commonhold.ground.changes.reading.line import as_postgresql
from commonhold.ground.changes.reading.postgresql import PostgresqlReading
from tests import loops
from tests.cast import MORNING, make_person

pytestmark = [pytest.mark.both_databases, pytest.mark.only_on("postgresql")]

_PATIENCE = 20.0
_CHANGE = "UPDATE people_person SET summary = 'Baker' WHERE id = %s"


@pytest.fixture
def reading(committing_db: str) -> Iterator[PostgresqlReading]:
    found = open_reading()
    assert isinstance(found, PostgresqlReading)
    yield found
    found.close()


@pytest.fixture
def another(committing_db: str) -> Iterator[psycopg.Connection]:
    """A second connection; what it does is committed when it says so."""
    params = connection.get_connection_params()
    with psycopg.connect(**{name: params[name] for name in ("dbname", "user", "host")}) as found:
        yield found


def told(reading: PostgresqlReading) -> set[tuple[str, int]]:
    found = reading.changed()
    assert found is None or not found.everything
    return set() if found is None else set(found.what)


def test_what_is_committed_late_is_told_late_and_is_not_missed(reading, another) -> None:
    ada, ben = make_person("ada"), make_person("ben")
    told(reading)
    another.execute(_CHANGE, [ada])
    connection.cursor().execute(_CHANGE, [ben])
    found = told(reading)
    assert ("person", ben) in found
    assert ("person", ada) not in found
    another.commit()
    found = told(reading)
    assert ("person", ada) in found
    assert ("person", ben) not in found


def test_what_was_committed_late_and_forgotten_at_once_ends_everything(reading, another, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "_KEPT", 2)
    ada, ben = make_person("ada"), make_person("ben")
    told(reading)
    another.execute(_CHANGE, [ada])
    for _each in range(4):
        connection.cursor().execute(_CHANGE, [ben])
    told(reading)
    another.commit()
    jobs.forget(MORNING)
    assert reading.changed() == Changed(True, [])


def test_changes_of_another_cluster_are_let_go(reading) -> None:
    add = "INSERT INTO changes_change (kind, which, written_by) VALUES ('post', 1, '987654321')"
    connection.cursor().execute(add)
    assert told(reading) == set()
    jobs.forget(MORNING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM changes_change WHERE written_by = '987654321'")
        assert cursor.fetchone() == (0,)


def test_a_table_that_is_emptied_at_a_stroke_ends_everything(reading) -> None:
    told(reading)
    connection.cursor().execute("TRUNCATE posts_bookmark")
    assert told(reading) == {("all", 0)}


def test_a_trigger_that_is_switched_off_is_missed(committing_db) -> None:
    connection.cursor().execute("ALTER TABLE people_block DISABLE TRIGGER changes_people_block_insert")
    assert triggers.missing() == ["changes_people_block_insert"]


def test_in_a_loop_one_look_serves_a_turn_and_the_next_turn_looks_again(reading, another) -> None:
    ada = make_person("ada")

    async def turns() -> None:
        assert ("person", ada) in told(reading)
        another.execute(_CHANGE, [ada])
        another.commit()
        assert reading.changed() is None
        await asyncio.sleep(0)
        assert ("person", ada) in told(reading)

    loops.run(turns())


def test_what_a_thread_did_meanwhile_is_known_when_the_loop_hears_of_it(
    reading, another, monkeypatch
) -> None:
    ada = make_person("ada")
    told(reading)
    look: Callable[[], Changed | None] = reading._look

    async def turns() -> None:
        heard = asyncio.get_running_loop().create_future()

        def and_another_writes() -> Changed | None:
            found = look()
            another.execute(_CHANGE, [ada])
            another.commit()
            heard.get_loop().call_soon_threadsafe(heard.set_result, None)
            return found

        with monkeypatch.context() as during:
            during.setattr(reading, "_look", and_another_writes)
            assert reading.changed() is None
        await heard
        assert ("person", ada) in told(reading)

    loops.run(turns())


def test_when_the_connection_breaks_all_begins_anew_over_another(reading) -> None:
    ada = make_person("ada")
    told(reading)
    _end_fronts()
    with pytest.raises(TookTooLong):
        reading.ask("SELECT 1")
    connection.cursor().execute(_CHANGE, [ada])
    _until_dialled(reading)
    assert reading.changed() == Changed(True, [])
    connection.cursor().execute(_CHANGE, [ada])
    assert ("person", ada) in told(reading)


def test_nothing_is_told_while_there_is_no_connection(reading) -> None:
    told(reading)
    reading._params["port"] = "1"
    _end_fronts()
    for _each in range(3):
        with pytest.raises(TookTooLong):
            reading.changed()
        _until_dialled(reading)


def test_a_late_answer_is_left_and_thrown_away(reading, monkeypatch) -> None:
    with monkeypatch.context() as hasty:
        hasty.setattr(line, "_WAITED", 1)
        with pytest.raises(TookTooLong):
            reading.ask("SELECT 1 FROM (SELECT pg_sleep(0.03)) AS slept")
    with pytest.raises(TookTooLong):
        reading.ask("SELECT 2")
    assert select.select([reading._line._pg.socket], [], [], _PATIENCE)[0]
    assert reading.ask("SELECT 3") == [(3,)]


def test_rows_are_as_sqlite_gives_them(reading) -> None:
    row = reading.ask(
        "SELECT ?::bigint, ?::text, NULL, DATE '2026-03-01', TIMESTAMPTZ '2026-03-01 9:00+1',"
        " json_group_array('?'::text)",
        (7, "ä"),
    )
    assert row == [(7, "ä", None, "2026-03-01", "2026-03-01 08:00:00", '["?"]')]
    assert reading._line._pg.transaction_status == TransactionStatus.IDLE


def test_a_text_with_a_zero_byte_is_left_to_django(reading) -> None:
    with pytest.raises(TookTooLong):
        reading.ask("SELECT id FROM tags_tag WHERE name = ?", ("bread\0",))


def test_the_words_of_sqlite_become_those_of_postgresql() -> None:
    sql = "SELECT json_group_array(json_array(a, '?')) FROM t INDEXED BY t_a NOT INDEXED WHERE a = ? AND b"
    told = "SELECT json_agg(json_build_array(a, '?')) FROM t   WHERE a = $1 AND b"
    assert as_postgresql(sql) == told


def _end_fronts() -> None:
    connection.cursor().execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE application_name = 'commonhold-front' AND datname = current_database()"
    )


def _until_dialled(reading: PostgresqlReading) -> None:
    assert reading._dialling is not None
    reading._dialling.join(_PATIENCE)
