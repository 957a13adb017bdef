"""The list has ids alone, and only of what was really committed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.erased.actions import NAME, note_erased
from commonhold.ground.jobs import actions as jobs
from tests.cast import MORNING, minutes


@pytest.mark.usefixtures("db")
def test_each_thing_has_a_line_and_the_file_is_the_owners_alone(data_folder: Path) -> None:
    note_erased("person", [7], now=MORNING)
    note_erased("medium", [], now=MORNING)
    jobs.tick(MORNING)
    note_erased("post", [9, 8], now=minutes(1))
    jobs.tick(minutes(1))
    path = data_folder / NAME
    at, later = ids.milliseconds(MORNING), ids.milliseconds(minutes(1))
    assert [json.loads(each) for each in path.read_text().splitlines()] == [
        {"person": 7, "at": at},
        {"post": 8, "at": later},
        {"post": 9, "at": later},
    ]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("db")
def test_what_was_rolled_back_has_no_line(data_folder: Path) -> None:
    with transaction.atomic():
        note_erased("person", [7], now=MORNING)
        transaction.set_rollback(True)
    jobs.tick(MORNING)
    assert not (data_folder / NAME).exists()
