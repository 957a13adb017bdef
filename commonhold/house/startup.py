"""What must hold before anything is served or changed, and how to mend it when it does not."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from commonhold.ground.ledger.queries import UnsoundLedger, must_be_sound


def migrations_waiting() -> bool:
    """Are there migrations that this database has not seen?"""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_new() -> bool:
    """Is there nothing at all in this database yet?"""
    return not connection.introspection.table_names()


def trouble() -> str:
    """Why this copy can't be used as it is, in words for its operator; empty when it can."""
    try:
        if migrations_waiting():
            return _("The database is not up to date. Run “commonhold migrate” on this data folder first.")
        must_be_sound()
    except DatabaseError as error:
        return _("The database can't be read: {error}").format(error=error)
    except UnsoundLedger as error:
        return str(error)
    return ""
