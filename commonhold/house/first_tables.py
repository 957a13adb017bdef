"""The tables of a new database at once, as its migrations make them one after another.

That takes half a minute, since Django works out every model anew after each step. `first_tables.sql` is what
came of it on SQLite and `first_tables_postgresql.sql` on PostgreSQL, with the names of the migrations that it
stands for; those that came later then run as they do everywhere.

    python -m commonhold.house.first_tables [postgresql://… of an empty database]

writes it anew: worth it when many have come. Beside it stands what each migration was then, which the tests
compare with what it is; those that take long compare what is made so with what the migrations make.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

FILES = {
    "sqlite": Path(__file__).with_suffix(".sql"),
    "postgresql": Path(__file__).with_name("first_tables_postgresql.sql"),
}
# Left out: what SQLite makes for itself, and what is put in place whenever a database was migrated.
_WRITTEN = """
    SELECT sql FROM sqlite_master
    WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
    ORDER BY rowid
"""
_INDEXES = "SELECT name FROM pragma_table_list WHERE type = 'virtual'"
_CHOSEN = "INSERT INTO {0} ({0}, rank) VALUES ('{1}', {2})"  # how an index of words was told to work
_DONE = "INSERT INTO django_migrations (app, name, applied) VALUES ('{}', '{}', CURRENT_TIMESTAMP)"
# What pg_dump writes of the tables, for whoever owns them, in whichever schema; it names each thing.
_DUMP = ["--schema-only", "--no-owner", "--no-privileges", "--no-comments"]
_NAMED = re.compile(r"^-- Name: .*; Type: (.*?);.*$", re.MULTILINE)
_ABOUT_THE_DUMP = ("--", "SET ", "\\")
PUT_IN_PLACE = {"FUNCTION", "TRIGGER"}


def lay(statements: str | None = None) -> None:
    """Make them where there is nothing at all yet, by these statements that `read` gave or by ours."""
    if connection.introspection.table_names():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (statements or FILES[connection.vendor].read_text()).splitlines():
            cursor.execute(statement)


def read() -> str:
    """The statements, one a line, that make the tables of this database."""
    made = _tables_of_dump() if connection.vendor == "postgresql" else _kept_by_sqlite()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        done = [_DONE.format(*each) for each in cursor.fetchall()]
    return "".join(f"{each}\n" for each in [*made, *done])


def _kept_by_sqlite() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        for (sql,) in cursor.fetchall():
            yield " ".join(sql.split())
        cursor.execute(_INDEXES)
        for (index,) in cursor.fetchall():
            cursor.execute(f"SELECT k, v FROM {index}_config WHERE k <> 'version'")  # noqa: S608 - its name
            yield from (_CHOSEN.format(index, *each) for each in cursor.fetchall())


def _tables_of_dump() -> Iterator[str]:
    for kind, written in dumped():
        if kind not in PUT_IN_PLACE:
            for statement in " ".join(written.split()).split("; "):
                yield statement.removesuffix(";").replace("public.", "")


def made_from() -> str:
    """The migrations as they are now: the SHA-256 of each one's file and its name, a line each."""
    found = MigrationLoader(None).disk_migrations
    lines = []
    for (app, name), each in sorted(found.items()):
        code = Path(inspect.getfile(type(each))).read_bytes()
        lines.append(f"{hashlib.sha256(code).hexdigest()}  {app}.{name}\n")
    return "".join(lines)


def dumped() -> Iterator[tuple[str, str]]:
    """What PostgreSQL's own tool writes of each thing in this database: its kind and its statements."""
    words, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, _DUMP)
    dump = subprocess.run(  # noqa: S603 - the words are ours and the settings
        [shutil.which("pg_dump") or "pg_dump", *words[1:]],
        env={**os.environ, **(environment or {})},
        check=True,
        capture_output=True,
        text=True,
    )
    _settings, *found = _NAMED.split(dump.stdout)
    for kind, written in zip(found[::2], found[1::2], strict=True):
        lines = [each for each in written.splitlines() if not each.startswith(_ABOUT_THE_DUMP)]
        yield kind, "\n".join(lines)


def main() -> None:
    """Write the statements of the kind of database that is asked for."""
    url = sys.argv[1] if len(sys.argv) > 1 else ""
    with TemporaryDirectory() as folder:
        os.environ |= {
            "COMMONHOLD_DATA": folder,
            "COMMONHOLD_DATABASE": url,
            "DJANGO_SETTINGS_MODULE": "commonhold.house.settings",
        }
        django.setup()
        file, now = FILES[connection.vendor], made_from()
        sums = file.with_suffix(".sha256")
        if set(sums.read_text().splitlines()) <= set(now.splitlines()):
            lay()  # all that it stands for is as it was: only what came later is left
        call_command("migrate", verbosity=0, interactive=False)
        file.write_text(read())
        sums.write_text(now)


if __name__ == "__main__":
    main()
