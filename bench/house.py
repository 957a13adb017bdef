"""A house of its own to measure in: an empty, migrated database on the disk, gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pysqlite3 as sqlite3
from django.core.management import call_command

from bench.figure import best_of
from tests import postgres

DATABASES = ("sqlite", "postgresql")


@contextmanager
def house_of_its_own(database: str = "sqlite") -> Iterator[Path]:
    """Django awake over a new database; gives its data folder. Once in a process.

    Folders are made where TMPDIR says: on a disk, or "durable" means nothing.
    """
    with tempfile.TemporaryDirectory(prefix="commonhold-bench-") as folder, _database(database) as url:
        os.environ["COMMONHOLD_DATA"] = folder
        os.environ["COMMONHOLD_DATABASE"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "commonhold.house.settings"
        django.setup()
        from commonhold.house import first_tables  # noqa: PLC0415 - it needs the settings

        first_tables.lay()  # a tenth of the time that all migrations take
        call_command("migrate", verbosity=0, interactive=False)
        yield Path(folder)


@contextmanager
def _database(kind: str) -> Iterator[str]:
    """Its address: empty for SQLite's file; a cluster of its own is as durable as PostgreSQL comes."""
    if kind == "sqlite":
        yield ""
        return
    server = postgres.Server(settings=postgres.DURABLE)
    try:
        yield server.url(server.create())
    finally:
        server.stop()


def bare_inserts_a_second(folder: Path, *, rounds: int, rows: int) -> float:
    """The baseline: rows of 150 bytes into SQLite alone, as durable as ours, each with its own commit."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    connection.execute("CREATE TABLE leaf (id INTEGER PRIMARY KEY, data BLOB)")

    def insert(_round: int) -> None:
        for _row in range(rows):
            connection.execute("INSERT INTO leaf (data) VALUES (?)", (bytes(150),))

    spent = best_of(rounds, insert)
    connection.close()
    return rows / spent.wall
