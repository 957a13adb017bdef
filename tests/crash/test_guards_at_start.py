"""A ledger whose guard somebody took away is not served."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.console.typed import MISCONFIGURED, NO, Desk, founding, typed


@pytest.fixture
def unguarded(tmp_path: Path, template_database: Path) -> Desk:
    desk = Desk(tmp_path / "coop")
    desk.data.mkdir()
    shutil.copy(template_database, desk.data)
    desk.gets(*founding("ada", "ben", "caro"))
    with sqlite3.connect(desk.data / "commonhold.sqlite3") as connection:
        connection.execute("DROP TRIGGER ledger_leg_update")
    return desk


def test_the_server_refuses_to_start_and_says_how_to_mend_it(unguarded):
    said = typed("serve", "--empty", "--port", "0", "--data", unguarded.data)
    assert (said.status, said.out) == (MISCONFIGURED, "")
    assert "ledger_leg_update" in said.err
    assert "commonhold migrate" in said.err


def test_a_check_names_the_guard_and_migrating_puts_it_back(unguarded):
    found = unguarded.types("ledger", "check")
    assert (found.status, found.value["missing_guards"]) == (NO, ["ledger_leg_update"])
    assert unguarded.types("charter", "show").status == MISCONFIGURED
    unguarded.gets("migrate")
    assert unguarded.gets("ledger", "check")["ok"] is True
    assert unguarded.gets("charter", "show")["version"] == 1
