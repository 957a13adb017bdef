"""A room of a co-op's own, made of nothing but what docs/adding-a-decision.md says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import preloaded
from tests.cast import email_of
from tests.console.typed import NO, YES, Desk, Said, ballot

_ROOT = Path(__file__).resolve().parents[2]
_DOCUMENT = _ROOT / "docs/adding-a-decision.md"
_FILE = re.compile(r"```python\n# (bees/\w+\.py)\n(.*?)```", re.DOTALL)
_FOUR = ["proposals", "open", "--as", "ada", "--title", "Four hives", "--decision"]
_PATIENCE = 120.0  # seconds until a command must be done, on a busy machine
_READS = """
import json, sys, django
django.setup()
from django.test import Client
from commonhold.social.people.models import Login
member = Client(headers={"host": "localhost:8000"})
member.force_login(Login.objects.get(email=sys.argv[1]))
print(json.dumps([member.get(path).content.decode() for path in sys.argv[2:]]))
"""


@pytest.fixture(scope="module")
def bees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The document's files, and the environment in which they are a room."""
    folder = tmp_path_factory.mktemp("rooms")
    written = _FILE.findall(_DOCUMENT.read_text())
    assert len(written) == 3
    (folder / "bees").mkdir()
    (folder / "bees/__init__.py").touch()
    for name, text in written:
        (folder / name).write_text(text)
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{_ROOT}", "COMMONHOLD_ROOMS": "bees"}


def test_what_it_decides_is_voted_on_carried_out_and_outlives_the_room(
    play: Desk, bees: dict[str, str]
) -> None:
    assert _types(play, bees, "migrate", anew=True).value == {"new_parameters": ["bees.hives"]}
    assert "at least one hive" in _types(play, bees, *_FOUR, _hives(0)).err
    assert "12" in _types(play, bees, *_FOUR, _hives(13)).err
    kept, waiting = (_gets(play, bees, *_FOUR, _hives(each))["id"] for each in (4, 5))
    for name in ("ada", "ben", "caro"):
        play.gets(*ballot(name, kept))
    _gets(play, bees, "clock", "advance", "60d")
    assert _shown(play, bees, kept)["state"] == "enacted"
    assert _gets(play, bees, "charter", "show")["parameters"]["bees.hives"]["value"] == 4
    assert _shown(play, bees, waiting)["state"] == "no-quorum"

    assert _shown(play, None, kept) == _shown(play, bees, kept)
    assert play.types(*_FOUR, _hives(6)).status == NO


def test_what_passed_waits_for_its_room(play: Desk, bees: dict[str, str]) -> None:
    _gets(play, bees, "migrate")
    proposal = _gets(play, bees, *_FOUR, _hives(4))["id"]
    for name in ("ada", "ben", "caro"):
        play.gets(*ballot(name, proposal))
    play.gets("clock", "advance", "7d")  # each hour it is tried again
    assert _shown(play, None, proposal)["state"] == "stuck"
    _gets(play, bees, "clock", "advance", "1d")
    assert _shown(play, bees, proposal)["state"] == "enacted"


def test_its_kinds_are_proposed_through_forms_in_its_own_words(play: Desk, bees: dict[str, str]) -> None:
    _gets(play, bees, "migrate")
    kinds, form = _pages(play, bees, "/decide/new", "/decide/new?decision=bees.lend-a-hive.v1")
    assert "Lend somebody a hive" in kinds
    assert 'href="/decide/new?change=bees.hives"' in kinds
    for words in ("Who looks after it", "For how many months", "Bees don&#x27;t like to move in winter."):
        assert words in form
    assert (
        "A hive is lent for one month up to three years."
        in _types(
            play, bees, *_FOUR, json.dumps({"kind": "bees.lend-a-hive.v1", "to": "Ben", "months": 40})
        ).err
    )


def _pages(desk: Desk, room: dict[str, str], *paths: str) -> list[str]:
    """What Ada reads there, of a program that loads the room as an operator's server does."""
    environment = {
        **room,
        "COMMONHOLD_DATA": str(desk.data),
        "DJANGO_SETTINGS_MODULE": "commonhold.house.settings",
    }
    asked = [sys.executable, "-c", _READS, email_of("ada"), *paths]
    done = subprocess.run(
        asked, env=environment, capture_output=True, text=True, check=False, timeout=_PATIENCE
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def _hives(number: int) -> str:
    return json.dumps({"kind": "bees.set-hives.v1", "hives": number})


def _shown(desk: Desk, room: dict[str, str] | None, proposal: int) -> Any:
    return _gets(desk, room, "proposals", "show", str(proposal))


def _gets(desk: Desk, room: dict[str, str] | None, *words: str) -> Any:
    said = desk.types(*words) if room is None else _types(desk, room, *words)
    assert said.status == YES, said
    return said.value


def _types(desk: Desk, room: dict[str, str], *words: str, anew: bool = False) -> Said:
    """`anew`: by a program that loads the room as an operator's does."""
    run = preloaded.run_anew if anew else preloaded.run
    done = run([*words, "--data", str(desk.data), "--json"], environment=room, patience=_PATIENCE)
    return Said(done.returncode, done.stdout, done.stderr)
