"""Every address, asked by everybody: what each is told stands in `expected.tsv`; a new one needs a line.

When it fails and the new answer is right: `python -m tests.permissions`, and read what changed.
"""

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
from tests.permissions import asking, table

_EXPECTED = table.read()


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


@pytest.mark.parametrize("viewer", asking.VIEWERS)
def test_everybody_is_told_what_the_table_says(sample: None, viewer: str) -> None:
    made = asking.everybody()
    assert table.differences(viewer, asking.told(viewer, made), _EXPECTED) == []


def test_nobody_meets_an_error_of_ours() -> None:
    broken = [key for key, row in _EXPECTED.items() if any(each.endswith("!") for each in row.values())]
    assert broken == []


def test_a_new_address_and_another_answer_are_told() -> None:
    expected = {("GET", "here"): {"person": "no"}}
    found = [("GET", "here", "yes"), ("POST", "here", "-"), ("GET", "new", "yes")]
    assert table.differences("person", found, expected) == [
        "GET here: person was told “yes”, not “no”",
        "GET new: is in no line of the table; person was told “yes”",
    ]
