"""A server answers what apps read before it has loaded the rest of the house, and says nothing else then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from commonhold.house.program import LEAN

_ROOT = Path(__file__).parents[2]
_TOO_EARLY = """
import django
from commonhold.house.apps import HouseConfig
HouseConfig.waits = True
django.setup()
from datetime import UTC, datetime
from commonhold.ground.news import bus
from commonhold.social.people.news import Followed
try:
    bus.publish(Followed(1, 2, accepted=True), now=datetime(2026, 1, 1, tzinfo=UTC))
except RuntimeError as error:
    print(error)
"""


def run(folder: Path, *words: str) -> str:
    """In a program of its own, where nothing is loaded yet, and begun as a server is."""
    environment = {
        **os.environ,
        "COMMONHOLD_DATA": str(folder),
        "COMMONHOLD_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "commonhold.house.settings",
    }
    command = [sys.executable, *LEAN, *words]
    done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_apps_read_the_same_before_the_rest_is_loaded(tmp_path: Path) -> None:
    run(tmp_path, "-m", "tests.serving.read_first", "lay")
    found = json.loads(run(tmp_path, "-m", "tests.serving.read_first", "read"))
    assert set(found["answers"].values()) == {200}
    assert found["early"] == []
    assert found["differ"] == []


def test_what_happens_before_the_rooms_are_joined_is_refused_and_not_lost(tmp_path: Path) -> None:
    said = run(tmp_path, "-c", _TOO_EARLY)
    assert said == "the rooms are not joined yet, so nobody would hear of this\n"


def test_a_server_still_has_the_texts_that_the_co_ops_api_tells(tmp_path: Path) -> None:
    told = "from commonhold.doors.coop_api.schema import Told, words_of; print(words_of(Told))"
    assert run(tmp_path, "-c", told).strip()
