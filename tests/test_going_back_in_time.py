"""PostgreSQL goes back to a minute, by what docs/running/backups.md tells an operator to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg

from tests import postgres

# As in the operators' page, with folders beside the cluster's own, where this server may write.
_ARCHIVING = (
    *postgres.DURABLE,
    "wal_level=replica",
    "archive_mode=on",
    "archive_command=mkdir -p ../wal && test ! -f ../wal/%f && cp %p ../wal/%f",
    "max_wal_senders=2",
)


def test_what_was_written_before_the_minute_is_there_and_what_came_after_is_not(tmp_path: Path) -> None:
    server = postgres.Server(settings=_ARCHIVING)
    base = tmp_path / "base"
    try:
        name = server.create()
        with psycopg.connect(server.url(name), autocommit=True) as connection:
            connection.execute("CREATE TABLE deeds (words text)")
            server.copy_base(server.folder / "base")
            connection.execute("INSERT INTO deeds VALUES ('a vote')")
            (minute,) = connection.execute("SELECT clock_timestamp()").fetchone() or ("",)
            connection.execute("INSERT INTO deeds VALUES ('a slip')")
        server.end_in_order()
        shutil.copytree(server.folder / "base", base)
        shutil.copytree(server.folder / "wal", base / "archived")
    finally:
        server.stop()
    with (base / "postgresql.conf").open("a") as settings:
        settings.write(
            f"\nrestore_command = 'cp archived/%f %p'\nrecovery_target_time = '{minute}'\n"
            "recovery_target_action = 'promote'\n"
        )
    (base / "recovery.signal").touch()
    again = postgres.Server(base, settings=postgres.DURABLE)
    try:
        with psycopg.connect(again.url(name)) as connection:
            assert connection.execute("SELECT words FROM deeds").fetchall() == [("a vote",)]
    finally:
        again.stop()
