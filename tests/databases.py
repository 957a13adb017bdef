"""Databases in which commits are real: copies of one that was migrated once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections

from commonhold.house import first_tables
from commonhold.house.database import database_settings
from tests import postgres
from tests.once import made_once

TEMPLATE = "migrated"
_PATIENCE = 280.0  # seconds until every table must be made, on a busy machine


def migrated_template(shared: Path) -> Path:
    """A migrated SQLite file, to be copied."""
    return made_once(shared, "template", _migrate) / "commonhold.sqlite3"


def migrated_cluster(shared: Path) -> Path:
    """A PostgreSQL cluster with a migrated database called TEMPLATE, for servers to copy."""
    return made_once(shared, "cluster", _migrate_cluster)


def _migrate_cluster(folder: Path) -> None:
    server = postgres.Server()
    try:
        server.create(name=TEMPLATE)
        _migrate_here(database_settings(server.url(TEMPLATE), Path()))
        server.leave(folder)
    finally:
        server.stop()


def _migrate(folder: Path) -> None:
    command = [sys.executable, "-m", "commonhold.house.console", "migrate", "--data", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)


@contextmanager
def using(settings: dict[str, Any]) -> Iterator[None]:
    """Make this database Django's default in this thread, for the time being."""
    before = connections.settings["default"]
    kept = connections["default"]
    connections.settings["default"] = {**before, "TIME_ZONE": None, "OPTIONS": {}, **settings}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        connections["default"] = kept


@contextmanager
def sqlite_copy(template: Path, folder: Path) -> Iterator[None]:
    copy = folder / "commonhold.sqlite3"
    shutil.copy(template, copy)
    with using(database_settings(f"sqlite:///{copy}", folder)):
        yield


def _migrate_here(settings: dict[str, Any]) -> None:
    """Migrate the database of these settings, and let go of it so that it can be a template."""
    with using(settings):
        first_tables.lay()
        call_command("migrate", verbosity=0, interactive=False)
