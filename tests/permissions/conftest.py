from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from pytest_django import DjangoDbBlocker

from commonhold.doors.calls.limits import limits
from commonhold.house.database import database_settings
from tests import databases
from tests.journeys.places import told_demo
from tests.permissions import asking


@pytest.fixture
def sample(
    shared_folder: Path,
    tmp_path: Path,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The sample co-op, a copy of this test alone."""
    data = shutil.copytree(told_demo(shared_folder), tmp_path / "demo")
    settings.DATA_DIR, settings.KEYS_DIR, settings.RECORD_DIR = data, data / "keys", data / "record"
    settings.ALLOWED_HOSTS, settings.ACCOUNT_RATE_LIMITS = ["*"], False
    monkeypatch.setattr(limits, "are_on", False)
    database = database_settings(f"sqlite:///{data / 'commonhold.sqlite3'}", data)
    with django_db_blocker.unblock(), databases.using(database), asking.undone():
        yield
