"""What many tests begin with is made once by each worker; each of them has it as if it were just made.

A small co-op with its charter takes more than half a second. Here it is made in a database of its own, in a
transaction that stays open; a test works within a savepoint of it, which is then rolled back, and on copies
of the files. What is kept in the process for one database is forgotten between the two.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from commonhold.ground.charter import queries as charter
from commonhold.house.database import database_settings

Made = TypeVar("Made")


class _Kept(NamedTuple):
    """A connection whose open transaction has it, the folder with its files, and what made it."""

    connection: BaseDatabaseWrapper
    settings: dict[str, Any]
    folder: Path
    made: object


class Begun:
    """Called with a function that makes something in an empty database; for the next test it is there."""

    def __init__(
        self, beginnings: _Beginnings, settings: Any, folder: Path, until_the_end: ExitStack
    ) -> None:
        self._beginnings, self._settings = beginnings, settings
        self._folder, self._until_the_end = folder, until_the_end

    def __call__(self, make: Callable[[], Made]) -> Made:
        """What `make` gave, a copy of it; its rows and files are this test's, until its end."""
        kept = self._beginnings.of(make, self._settings)
        shutil.copytree(kept.folder, self._folder, dirs_exist_ok=True)
        _point(self._settings, self._folder)
        self._until_the_end.enter_context(_instead(kept.connection, kept.settings))
        self._until_the_end.enter_context(_rolled_back())
        made: Made = copy.deepcopy(kept.made)  # type: ignore[assignment] # kept by what made it
        return made


class _Beginnings:
    """Those of one worker, by what makes them."""

    def __init__(self, template: Path, folder: Path) -> None:
        self._template, self._folder = template, folder
        self._kept: dict[str, _Kept] = {}

    def of(self, make: Callable[[], object], settings: Any) -> _Kept:
        name = f"{make.__module__}.{make.__qualname__}"
        if name not in self._kept:
            self._kept[name] = self._make(make, self._folder / str(len(self._kept)), settings)
        return self._kept[name]

    def _make(self, make: Callable[[], object], folder: Path, settings: Any) -> _Kept:
        files = folder / "files"
        files.mkdir(parents=True)
        database = shutil.copy(self._template, folder / "commonhold.sqlite3")
        own = {
            **connections.settings["default"],
            "OPTIONS": {},
            **database_settings(f"sqlite:///{database}", folder),
        }
        _point(settings, files)
        with _instead(None, own):
            connection = connections["default"]
            _begin()
            return _Kept(connection, own, files, make())

    def end(self) -> None:
        for each in self._kept.values():
            each.connection.close()


def _point(settings: Any, folder: Path) -> None:
    settings.DATA_DIR = folder
    settings.KEYS_DIR, settings.RECORD_DIR = folder / "keys", folder / "record"


def _begin() -> transaction.Atomic:
    """As Django's own tests do: what must be outermost may be within this one."""
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined] # Django sets it so, too
    outermost.__enter__()
    return outermost


@contextmanager
def _instead(connection: BaseDatabaseWrapper | None, settings: dict[str, Any]) -> Iterator[None]:
    """Make this Django's default, for the time being."""
    before, kept = connections.settings["default"], connections["default"]
    connections.settings["default"] = settings
    if connection is None:
        del connections["default"]
    else:
        connections["default"] = connection
    charter.forget_all()
    try:
        yield
    finally:
        connections.settings["default"] = before
        connections["default"] = kept
        charter.forget_all()


@contextmanager
def _rolled_back() -> Iterator[None]:
    connection = connections["default"]
    waiting = list(connection.run_on_commit)
    own = _begin()
    try:
        yield
        connection.check_constraints()
    finally:
        transaction.set_rollback(True)
        own.__exit__(None, None, None)
        connection.run_on_commit = waiting


@pytest.fixture(scope="session")
def beginnings(
    template_database: Path, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[_Beginnings]:
    made = _Beginnings(template_database, tmp_path_factory.mktemp("begun"))
    yield made
    made.end()


@pytest.fixture
def begun(
    beginnings: _Beginnings, settings: Any, data_folder: Path, django_db_blocker: Any
) -> Iterator[Begun]:
    """Has the database to itself, as `db` would have: see `Begun`."""
    with django_db_blocker.unblock(), ExitStack() as until_the_end:
        yield Begun(beginnings, settings, data_folder, until_the_end)
