"""What must hold before anything is served or changed, and how to mend it when it does not."""

from __future__ import annotations

from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from commonhold.ground.ledger.queries import UnsoundLedger, must_be_sound


def migrations_waiting() -> bool:
    """Are there migrations that this database has not seen?"""
    if _migrations_by_name() <= MigrationRecorder(connection).applied_migrations().keys():
        return False  # without loading each of them, and working out in which order they came
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrations_by_name() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for each in apps.get_app_configs():
        spec = find_spec(f"{each.name}.migrations")
        places = None if spec is None else spec.submodule_search_locations
        found |= (
            {(each.label, module.name) for module in iter_modules(places) if module.name[0] not in "_~"}
            if places
            else set()
        )
    return found


def is_new() -> bool:
    """Is there nothing at all in this database yet?"""
    return not connection.introspection.table_names()


def trouble(*, is_migrated: bool = False) -> str:
    """Why this copy can't be used as it is, in words for its operator; empty when it can.

    `is_migrated`: somebody looked just now, and no migration waits.
    """
    try:
        if not is_migrated and migrations_waiting():
            return _("The database is not up to date. Run “commonhold migrate” on this data folder first.")
        must_be_sound()
    except DatabaseError as error:
        return _("The database can't be read: {error}").format(error=error)
    except UnsoundLedger as error:
        return str(error)
    return ""
