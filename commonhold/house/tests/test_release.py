from __future__ import annotations

import pytest

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import queries as record
from commonhold.house import release
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def test_a_release_stands_on_the_record_once_and_no_more_at_a_restart(monkeypatch):
    install(mode=Mode.REAL, public_url="https://yard.example", now=MORNING)
    assert release.note_started(MORNING) is True
    assert release.note_started(MORNING) is False
    monkeypatch.setattr(release, "RELEASE", "9.9")
    assert release.note_started(MORNING) is True
    newer, older = record.leaves(kind=release.STARTED)
    assert (newer.body["release"], older.body["sha256"]) == ("9.9", release.fingerprint())


def test_a_release_that_was_altered_stands_on_the_record_again(monkeypatch):
    install(mode=Mode.TEST, public_url="https://yard.example", now=MORNING)
    release.note_started(MORNING)
    monkeypatch.setattr(release, "fingerprint", lambda: "00" * 32)
    assert release.note_started(MORNING) is True


def test_before_the_founding_and_in_a_demo_there_is_nothing_to_say():
    assert release.note_started(MORNING) is False
    install(mode=Mode.DEMO, public_url="http://localhost:8000", now=MORNING)
    assert release.note_started(MORNING) is False
