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

from commonhold.house.database import database_settings


def migrated_template(folder: Path) -> Path:
    """The migrated SQLite file in `folder`, made by the first worker that asks; the others wait for it."""
    import fcntl  # noqa: PLC0415 - where there is none, there is no Commonhold either

    template = folder / "template" / "commonhold.sqlite3"
    with (folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            draft = folder / "draft"
            command = [sys.executable, "-m", "commonhold.house.console", "migrate", "--data", str(draft)]
            subprocess.run(command, check=True, capture_output=True)
            draft.rename(template.parent)
    return template


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


def migrate_here(settings: dict[str, Any]) -> None:
    """Migrate the database of these settings, and let go of it so that it can be a template."""
    with using(settings):
        call_command("migrate", verbosity=0, interactive=False)
