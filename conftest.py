"""What every test may ask for: databases, the cast, a served co-op, a browser."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import settings as examples

from commonhold.ground.charter import queries as charter
from commonhold.house.database import database_settings
from commonhold.social.people.passwords import Argon2
from tests import absent, databases, postgres, static_files

# In CI the same examples each time: a change is judged by what it changed. New ones are tried elsewhere.
# None has a deadline: how long one takes is the machine's affair.
examples.register_profile("tests", deadline=None, derandomize=os.environ.get("CI") == "true")
examples.load_profile("tests")
# For `--hypothesis-profile=long`: as many as there is patience for.
examples.register_profile("long", deadline=None, max_examples=5_000)

pytest_plugins = ["tests.begun", "tests.cast_fixtures", "tests.served", "tests.browser"]

_BROWSERS = {"chromium", "_online_chromium"}  # the fixtures without which no test has one


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: with committing_db, runs on SQLite and on PostgreSQL")
    static_files.look_once()
    Argon2.memory_cost = 64  # KiB: the same hash with hardly any work; not in programs that are begun anew
    config.addinivalue_line("markers", "only_on(vendor): of the two databases, the one that has this")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What hangs in a browser cannot be interrupted: its driver's loop would turn for ever after. That worker
    is given up, with the name of the test and where it stood, and another goes on.

    What shares an internet goes first: so one worker has it all, and there is one internet in a run.
    """
    items.sort(key=lambda each: "internet" not in getattr(each, "fixturenames", ()))
    for each in items:
        if _BROWSERS & set(getattr(each, "fixturenames", ())) and each.get_closest_marker("timeout") is None:
            each.add_marker(pytest.mark.timeout(method="thread"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    both = metafunc.definition.get_closest_marker("both_databases") is not None
    if both and "committing_db" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only_on")
        vendors = ["sqlite", "postgresql"] if only is None else list(only.args)
        metafunc.parametrize("committing_db", vendors, indirect=True)


def pytest_collection_finish() -> None:
    """What was gathered stays, so the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def template_database(shared_folder: Path) -> Path:
    return databases.migrated_template(shared_folder)


@pytest.fixture(scope="session")
def django_db_setup(
    template_database: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker
) -> Iterator[None]:
    """Ordinary tests run in transactions on a copy of their worker's own; nothing is ever flushed."""
    folder = tmp_path_factory.mktemp("database")
    with django_db_blocker.unblock(), databases.sqlite_copy(template_database, folder):
        # pytest-django holds the block per test; the connection is opened again when a test asks for it.
        connections["default"].close()
        with django_db_blocker.block():
            yield


@pytest.fixture(scope="session")
def postgresql(shared_folder: Path, django_db_blocker) -> Iterator[tuple[postgres.Server, str]]:
    """A server of this worker, and the name of a migrated template in it."""
    with django_db_blocker.unblock():
        server = postgres.Server(databases.migrated_cluster(shared_folder))
    try:
        yield server, databases.TEMPLATE
    finally:
        server.stop()


@pytest.fixture
def committing_db(
    request: pytest.FixtureRequest, template_database: Path, tmp_path: Path, django_db_blocker
) -> Iterator[str]:
    """A database of this test alone, in which commits are real; gives its vendor."""
    vendor = getattr(request, "param", "sqlite")
    with django_db_blocker.unblock():
        if vendor == "sqlite":
            with databases.sqlite_copy(template_database, tmp_path):
                yield vendor
            return
        server, template = request.getfixturevalue("postgresql")
        name = server.create(template=template)
        try:
            with databases.using(database_settings(server.url(name), tmp_path)):
                yield vendor
        finally:
            server.drop(name)


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path: Path) -> Path:
    """Keys and the record of each test lie in a folder of its own."""
    settings.DATA_DIR = tmp_path
    settings.KEYS_DIR, settings.RECORD_DIR = tmp_path / "keys", tmp_path / "record"
    charter.forget_all()
    return tmp_path


@pytest.fixture(scope="session")
def vectors() -> Path:
    return absent.vectors()
