"""A co-op of forty with a vote under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.console.typed import dues_of, founding
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
def vote(coop_folder: Callable[[], Coop]) -> Vote:
    """Voting on lower dues is open to forty members; nothing is served yet."""
    coop = coop_folder()
    coop.console("migrate")
    coop.console(*founding(*HANDLES), "--test-mode")
    return Vote(coop, coop.console(*dues_of(400, by=HANDLES[0]))["id"])
