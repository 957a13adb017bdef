"""The plug is pulled while time brings a decision into force: it happens once, or not yet."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests import preloaded
from tests.console.typed import Desk, ballot, dues_of, founding

_ADVANCE = ("clock", "advance", "30d")


@pytest.fixture(scope="session")
def voted(tmp_path_factory: pytest.TempPathFactory, template_database: Path) -> tuple[Desk, int]:
    """Everybody said yes to lower dues, and voting is open still. To be copied."""
    desk = Desk(tmp_path_factory.mktemp("voted"))
    shutil.copy(template_database, desk.data)
    desk.gets(*founding("ada", "ben", "caro"), "--test-mode")
    proposal = desk.gets(*dues_of(400))["id"]
    for voter in ("ada", "ben", "caro"):
        desk.gets(*ballot(voter, proposal))
    return desk, proposal


def _advance_until(steps: str, data: Path) -> int:
    words = [steps, *_ADVANCE, "--data", str(data), "--json"]
    done = preloaded.run(words, module="tests.crash.plug", environment=os.environ, patience=120)
    return done.returncode


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        pytest.param("governance_sealedballot:1", "voting", id="before the ballots are destroyed"),
        pytest.param("governance_countsheet:1", "voting", id="before the count is written"),
        pytest.param("charter_amendment:1", "waiting", id="before the charter changes"),
        pytest.param("decisions_enactment:1", "waiting", id="before the enactment is written"),
        pytest.param("governance_step:2", "waiting", id="before the proposal is called enacted"),
        pytest.param(
            "governance_step:2,record_checkpoint:1", "enacted", id="before its place in the record is signed"
        ),
    ],
)
def test_kill_9_leaves_nothing_half_done_and_the_next_advance_completes_it(voted, tmp_path, steps, state):
    template, proposal = voted
    desk = Desk(tmp_path / "coop")
    shutil.copytree(template.data, desk.data)
    assert _advance_until(steps, desk.data) == -signal.SIGKILL

    before = desk.gets("proposals", "show", str(proposal))
    assert before["state"] == state
    assert (before["enactment"] is not None) == (state == "enacted")
    assert _dues(desk) == ((400, proposal) if state == "enacted" else (500, None))

    desk.gets(*_ADVANCE)
    after = desk.gets("proposals", "show", str(proposal))
    assert (after["state"], after["counts"]["yes"], after["enactment"]["done"]) == ("enacted", 3, True)
    assert before["enactment"] in (None, after["enactment"])
    assert _dues(desk) == (400, proposal)
    assert desk.gets("charter", "show")["version"] == 2  # the founding's, and ours once
    assert desk.gets("ledger", "check")["ok"] is True
    record = desk.data / "record"
    assert desk.gets("record", "verify", record, "--key", record / "vkey")["ok"] is True


def _dues(desk: Desk) -> tuple[int, int | None]:
    dues = desk.gets("charter", "show")["parameters"]["treasury.dues_cents"]
    return dues["value"], dues["proposal"]
