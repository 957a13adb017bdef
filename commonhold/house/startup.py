"""What must hold before anything is served or changed, and how to mend it when it does not."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from commonhold.civic.credit.guards import GUARDS as OF_CREDIT
from commonhold.civic.shares.guards import GUARDS as OF_THE_REGISTER
from commonhold.ground.ledger.queries import UnsoundLedger, must_be_sound
from commonhold.ground.record import queries as record


class _Migrations(NamedTuple):
    """Labels of rooms with names of migrations: what this release has, and what the database has seen."""

    known: Set[tuple[str, str]]
    applied: Set[tuple[str, str]]


def _looked_up() -> _Migrations:
    return _Migrations(_migrations_by_name(), MigrationRecorder(connection).applied_migrations().keys())


def migrations_waiting() -> bool:
    """Are there migrations that this database has not seen?"""
    return _are_waiting(_looked_up())


def _are_waiting(migrations: _Migrations) -> bool:
    if migrations.known <= migrations.applied:
        return False  # without loading each of them, and working out in which order they came
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_migrations() -> list[str]:
    """Those that this database has seen and this release does not know, of rooms that both have."""
    return _unknown(_looked_up())


def _unknown(migrations: _Migrations) -> list[str]:
    labels = {label for label, _name in migrations.known}
    return sorted(
        f"{label}.{name}" for label, name in migrations.applied - migrations.known if label in labels
    )


def _migrations_by_name() -> set[tuple[str, str]]:
    return {
        (each.label, path.stem)
        for each in apps.get_app_configs()
        for path in (Path(each.path) / "migrations").glob("[!_~]*.py")
    }


def _not_up_to_date(migrations: _Migrations) -> str:
    if not _are_waiting(migrations):
        return ""
    if is_new():
        return _(
            "There is nothing in this database yet, and {folder} is the data folder. Name others with --data "
            "or --database, or restore a backup; to begin here, found a co-op. Nothing was changed."
        ).format(folder=settings.DATA_DIR)
    return _("The database is not up to date. Run “commonhold migrate” on this data folder first.")


def key_is_lost() -> str:
    """Why this copy must sign nothing, in words: its record was signed by a key that is not here any more."""
    path = record.lost_key()
    if not path:
        return ""
    return _(
        "The record's signing key {path} is missing, and another would sign another record over the same "
        "numbers. Nothing was changed. Bring it back from a backup: restore one into another folder, and "
        "copy its keys/record."
    ).format(path=path)


MOVED = "moved-to-postgresql"


def note_moved(data: Path) -> None:
    """This folder's SQLite file is the past: nobody is to serve it by mistake."""
    (data / MOVED).write_text("The co-op lives in a PostgreSQL database now; name it with --database.\n")


def _has_moved() -> str:
    if connection.vendor != "sqlite" or not (Path(settings.DATA_DIR) / MOVED).exists():
        return ""
    return _(
        "This co-op has moved to PostgreSQL. Name its database with --database or COMMONHOLD_DATABASE. "
        "Nothing was changed."
    )


def newer_than_this() -> str:
    """Why this release must keep its hands off the database, in words; empty when it need not."""
    return _is_newer(_looked_up())


def _is_newer(migrations: _Migrations) -> str:
    names = _unknown(migrations)
    if not names:
        return ""
    return _(
        "This database was last served by a newer release, which knows {names}. Nothing was changed. "
        "Install that release again, or restore the backup that was taken before the upgrade."
    ).format(names=", ".join(names[:3]))


def is_damage(error: Exception) -> bool:
    """Is it SQLite that can't read its own file? (Its text is all that tells so.)"""
    said = str(error)
    return "malformed" in said or "not a database" in said


def is_new() -> bool:
    """Is there nothing at all in this database yet?"""
    return not connection.introspection.table_names()


def _is_unfit(*, is_migrated: bool, is_serving: bool) -> str:
    if is_migrated and is_serving:
        return ""
    migrations = _looked_up()
    newer = "" if is_serving else _is_newer(migrations)
    return newer or ("" if is_migrated else _not_up_to_date(migrations))


def trouble(*, is_migrated: bool = False, is_serving: bool = False) -> str:
    """Why this copy can't be used as it is, in words for its operator; empty when it can.

    `is_migrated`: somebody looked just now, and no migration waits. `is_serving`: it does already, so a newer
    release beside it has only expanded the tables.
    """
    try:
        unfit = _has_moved() or _is_unfit(is_migrated=is_migrated, is_serving=is_serving)
        if unfit:
            return unfit
        must_be_sound()
        missing = OF_THE_REGISTER.missing()
    except DatabaseError as error:
        return _("The database can't be read: {error}").format(error=error)
    except UnsoundLedger as error:
        return str(error)
    if not missing and (absent := OF_CREDIT.missing()):
        return _(
            "The guards of mutual credit’s book are not all in place: {names}. Nothing is lost. "
            "Run `commonhold migrate`, which puts them back, and start again."
        ).format(names=", ".join(absent))
    if missing:
        return _(
            "The share register’s guards are not all in place: {names}. Nothing is lost. "
            "Run `commonhold migrate`, which puts them back, and start again."
        ).format(names=", ".join(missing))
    return ""
