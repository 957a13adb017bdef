"""A new database that is made at once is the one that the migrations make."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from commonhold.house import first_tables
from commonhold.house.database import database_settings
from commonhold.house.migrate import migrate
from tests import databases

Rows = set[tuple[object, ...]]
_DONE = r"INSERT INTO django_migrations .* VALUES \('(\w+)', '(\w+)'"
both_databases = pytest.mark.parametrize("new_database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def new_database(request, tmp_path: Path, django_db_blocker):
    """Nothing is in it yet. Gives the address of a copy of the one that was made at once."""
    (tmp_path / "new").mkdir()
    with django_db_blocker.unblock():
        if getattr(request, "param", "sqlite") == "sqlite":
            copy = shutil.copy(request.getfixturevalue("template_database"), tmp_path)
            empty, made_at_once = None, f"sqlite:///{copy}"
        else:
            server, template = request.getfixturevalue("postgresql")
            empty, made_at_once = (
                server.url(server.create(template=each)) for each in ("template0", template)
            )
        with databases.using(database_settings(empty, tmp_path / "new")):
            yield made_at_once


@pytest.mark.parametrize("vendor", first_tables.FILES)
def test_it_was_made_by_the_migrations_as_they_are(vendor: str):
    kept = first_tables.FILES[vendor].with_suffix(".sha256").read_text().splitlines()
    changed = set(kept) - set(first_tables.made_from().splitlines())
    assert not changed, "python -m commonhold.house.first_tables writes it anew"
    done = {f"{app}.{name}" for app, name in re.findall(_DONE, first_tables.FILES[vendor].read_text())}
    assert done == {each.split("  ")[1] for each in kept}


@pytest.mark.long  # each migration works out all models anew
@both_databases
def test_it_has_the_same_tables_guards_and_rows(new_database):
    assert connection.introspection.table_names() == []
    call_command("migrate", verbosity=0, interactive=False)
    made_one_after_another = _all_of_it()
    with databases.using(database_settings(new_database, Path())):
        assert _all_of_it() == made_one_after_another


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
    """Every table's rows but for times and the numbers of transactions, and how everything was made."""
    found: dict[str, Rows] = {"": _made()}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name of a table that is there
            found[table] = set(cursor.fetchall())
    found["django_migrations"] = {each[1:3] for each in found["django_migrations"]}
    found["changes_change"] = {each[:3] for each in found["changes_change"]}
    return found


def _made() -> Rows:
    if connection.vendor == "postgresql":
        put_in_place = {each for each in first_tables.dumped() if each[0] in first_tables.PUT_IN_PLACE}
        return put_in_place | _as_read_again(first_tables.read())
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
        return {(*each[:3], " ".join((each[3] or "").split())) for each in cursor.fetchall()}


def _as_read_again(statements: str) -> Rows:
    """PostgreSQL spells a condition in another way once it has read its own spelling of it."""
    name = f"{connection.settings_dict['NAME']}_again"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    with databases.using({**connection.settings_dict, "NAME": name}):
        first_tables.lay(statements)
        return set(first_tables.dumped())
