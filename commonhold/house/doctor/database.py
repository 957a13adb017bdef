"""The database, and what waits in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import DatabaseError, connection

from commonhold.civic.peers import queries as peers
from commonhold.ground.changes import triggers
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.installation import backed_up
from commonhold.ground.jobs import queries as jobs
from commonhold.house.doctor.finding import Finding, fine, warning, wrong
from commonhold.house.startup import is_new, migrations_waiting, trouble, unknown_migrations

_OLD_BACKUP, _OLD_TRIAL = timedelta(days=2), timedelta(days=35)
_LATE = 300.0  # seconds
_SILENT = timedelta(days=1)
_OWNED = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user"


def tables_are_ours() -> Iterator[Finding]:
    """Migrations, and the guards without which nothing is served."""
    newer = unknown_migrations()
    if newer:
        yield wrong(
            "migrations",
            f"The database is newer than this release: it has {', '.join(newer[:3])}.",
            "Install the release that it was last served by, or restore the backup from before the upgrade.",
        )
        return
    if is_new():
        yield wrong(
            "migrations",
            f"There is nothing in the database, and {settings.DATA_DIR} is the data folder.",
            "Is it the right one? --data or COMMONHOLD_DATA names it, COMMONHOLD_DATABASE a PostgreSQL. "
            "Else commonhold restore, into an empty folder: docs/running/backups.md.",
        )
        return
    if migrations_waiting():
        yield wrong("migrations", "The database is not up to date.", "commonhold migrate, after a backup.")
        return
    yield fine("migrations", "The database is up to date.")
    missing = triggers.missing(connection)
    said = trouble(is_migrated=True)
    if said or missing:
        yield wrong(
            "guards",
            said or f"What watches for changes is not in place: {', '.join(missing[:3])}.",
            "commonhold ledger check, then commonhold migrate, and find out who took it away.",
        )
    else:
        yield fine("guards", "The guards of ledger and register are in place.")


def file_is_whole() -> Iterator[Finding]:
    """SQLite looks through every page of its file, which nobody else may have read for months."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(3)")
        said = [row[0] for row in cursor.fetchall()]
    if said != ["ok"]:
        raise DatabaseError(f"malformed: {said[0]}".replace("\n", " "))
    yield fine("database", "The database's file is whole.")


def role_owns_no_table() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_OWNED)
        (count,) = cursor.fetchone()
    if count:
        yield warning(
            "database-role",
            "The role that serves owns the tables, so it could switch the ledger's guards off.",
            "Serve as a role that owns nothing, and migrate as the owner: docs/running/install.md.",
        )
    else:
        yield fine("database-role", "The role that serves owns no table.")


def time_zone_is_known() -> Iterator[Finding]:
    name = charter.current().read(CoopCharter).time_zone
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        yield wrong(
            "time-zone",
            f"This machine does not know the co-op's time zone {name}, by which days and deadlines go.",
            "apt install tzdata",
        )
    else:
        yield fine("time-zone", f"The time zone {name} is known.")


def backup_is_young(now: datetime) -> Iterator[Finding]:
    last = backed_up.read(Path(settings.DATA_DIR))
    how = "commonhold backup PLACE --key FILE, by a timer each night: docs/running/backups.md."
    if not last.taken_at:
        yield warning("backup", "There is no backup yet.", how)
        return
    if now - datetime.fromisoformat(last.taken_at) > _OLD_BACKUP:
        yield warning("backup", f"The last backup is of {last.taken_at[:16]}.", how)
    elif not last.verified_at or now - datetime.fromisoformat(last.verified_at) > _OLD_TRIAL:
        yield warning(
            "backup",
            "Nobody tried lately whether the backup can be restored.",
            "commonhold backup verify PLACE --key FILE, by a timer each week.",
        )
    else:
        yield fine("backup", f"The last backup is of {last.taken_at[:16]} and can be restored.")


def work_is_done(now: datetime) -> Iterator[Finding]:
    waiting = jobs.backlog(now=now)
    if waiting.failing:
        yield warning(
            "jobs",
            f"{waiting.failing} pieces of work failed and are tried again.",
            "commonhold jobs list --failing says why; commonhold jobs retry, once that is mended.",
        )
    if waiting.late > _LATE:
        yield warning(
            "jobs",
            f"Work waits for {waiting.late / 60:.0f} minutes, {waiting.due} pieces of it.",
            "Is the server running? systemctl status commonhold.",
        )
    if not waiting.failing and waiting.late <= _LATE:
        yield fine("jobs", "Nothing waits longer than it should.")


def witnesses_speak(now: datetime) -> Iterator[Finding]:
    contradictions = peers.open_contradictions()
    if contradictions:
        names = ", ".join(sorted({each.peer for each in contradictions}))
        yield wrong(
            "witnesses",
            f"A record says two things that can't both be true: {names}.",
            "Look at /peers, and talk with them before anything else is done to either record.",
        )
    silent = [each.name for each in peers.peers() if each.heard_at is None or now - each.heard_at > _SILENT]
    if silent:
        yield warning(
            "witnesses",
            f"For a day nothing was heard of {', '.join(silent)}.",
            "Look at /peers for the trouble, and ask them.",
        )
    if not contradictions and not silent:
        yield fine(
            "witnesses", "All witnesses answer." if peers.peers() else "Nobody witnesses the record yet."
        )
