"""Cleaning after erasures, from the console."""

from __future__ import annotations

import argparse
from datetime import timedelta

import pytest

from commonhold.doors.console import erasures
from commonhold.ground.clock import queries as clock
from commonhold.social.erasing.models import Erasure
from tests.cast import make_person

_NOTHING = argparse.Namespace()


@pytest.mark.both_databases
def test_what_is_to_be_cleaned_is_shown_and_cleaned(committing_db: str) -> None:
    assert erasures.show(_NOTHING).value == {"uncleaned": 0, "due_at": None}
    now = clock.now()
    row = Erasure.objects.create(
        person_id=make_person("ada"), asked_at=now, due_at=now, done_at=now - timedelta(days=40)
    )
    late = erasures.show(_NOTHING)
    assert (late.value["uncleaned"], late.ok) == (1, False)
    assert erasures.clean(_NOTHING).value == {"cleaned": 1}
    row.refresh_from_db()
    assert row.bytes_gone_at is not None
    assert erasures.show(_NOTHING).ok
