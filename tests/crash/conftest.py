"""A co-op of forty with a vote under way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.console.typed import dues_of, founding
from tests.once import made_once
from tests.served import Coop

HANDLES = [f"member{number}" for number in range(1, 41)]


@dataclass(frozen=True)
class Vote:
    coop: Coop
    proposal: int

    def must_be_sound(self) -> None:
        """The books balance and the record verifies."""
        assert self.coop.console("ledger", "check")["ok"] is True
        record = self.coop.data / "record"
        assert self.coop.console("record", "verify", str(record), "--key", str(record / "vkey"))["ok"] is True

    def shown(self) -> Any:
        return self.coop.console("proposals", "show", str(self.proposal))


@pytest.fixture
def vote(coop_folder: Callable[[], Coop], shared_folder: Path, template_database: Path) -> Vote:
    """Voting on lower dues is open to forty members; nothing is served yet."""
    made = made_once(shared_folder, "open-vote", lambda at: _open_vote(Coop(at, template=template_database)))
    coop = coop_folder()
    shutil.copytree(made, coop.data)
    return Vote(coop, int((coop.data / "proposal").read_text()))


def _open_vote(coop: Coop) -> None:
    coop.console(*founding(*HANDLES), "--test-mode")
    opened = coop.console(*dues_of(400, by=HANDLES[0]))
    (coop.data / "proposal").write_text(str(opened["id"]))
