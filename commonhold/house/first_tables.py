"""The tables of a new SQLite database at once, as its migrations make them one after another.

That takes half a minute, since Django works out every model anew after each step. `first_tables.sql` is what
came of it, with the names of the migrations that it stands for; those that came later then run as they do
everywhere. `python -m commonhold.house.first_tables` writes it anew: worth it when many have come. A test
compares what is made so with what the migrations make.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command
from django.db import connection, transaction

FILE = Path(__file__).with_suffix(".sql")
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


def lay() -> None:
    """Make them where there is nothing at all yet. Other databases than SQLite are left alone."""
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in FILE.read_text().splitlines():
            cursor.execute(statement)


def read() -> str:
    """The statements, one a line, that make the tables of this database."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        made = [" ".join(sql.split()) for (sql,) in cursor.fetchall()]
        cursor.execute(_INDEXES)
        for (index,) in cursor.fetchall():
            cursor.execute(f"SELECT k, v FROM {index}_config WHERE k <> 'version'")  # noqa: S608 - its name
            made += [_CHOSEN.format(index, *each) for each in cursor.fetchall()]
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        done = [_DONE.format(*each) for each in cursor.fetchall()]
    return "".join(f"{each}\n" for each in [*made, *done])


def main() -> None:
    with TemporaryDirectory() as folder:
        os.environ |= {"COMMONHOLD_DATA": folder, "DJANGO_SETTINGS_MODULE": "commonhold.house.settings"}
        os.environ.pop("COMMONHOLD_DATABASE", None)
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        FILE.write_text(read())


if __name__ == "__main__":
    main()
