"""A new database that is made at once is the one that the migrations make."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from commonhold.house import first_tables
from commonhold.house.database import database_settings
from commonhold.house.migrate import migrate
from tests import databases

Rows = set[tuple[object, ...]]


@pytest.fixture
def new_database(tmp_path: Path, django_db_blocker):
    """Nothing is in it yet."""
    (tmp_path / "new").mkdir()
    with django_db_blocker.unblock(), databases.using(database_settings(None, tmp_path / "new")):
        yield


@pytest.fixture
def made_at_once(template_database: Path, tmp_path: Path, django_db_blocker) -> dict[str, Rows]:
    """What `commonhold migrate` left in a new folder."""
    with django_db_blocker.unblock(), databases.sqlite_copy(template_database, tmp_path):
        return _all_of_it()


def test_it_has_the_same_tables_guards_and_rows(new_database, made_at_once):
    assert connection.introspection.table_names() == []
    call_command("migrate", verbosity=0, interactive=False)
    assert _all_of_it() == made_at_once


def test_migrating_again_changes_nothing(committing_db):
    before = _all_of_it()
    assert migrate() == []
    assert _all_of_it() == before


def test_where_there_is_a_table_nothing_is_made(new_database):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE letters (id integer)")
    first_tables.lay()
    assert connection.introspection.table_names() == ["letters"]


def _all_of_it() -> dict[str, Rows]:
    """Every table's rows but for their times, and how everything there was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
        made = {(*each[:3], " ".join((each[3] or "").split())) for each in cursor.fetchall()}
        found: dict[str, Rows] = {"": made}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name of a table that is there
            found[table] = set(cursor.fetchall())
    found["django_migrations"] = {each[1:3] for each in found["django_migrations"]}
    return found
