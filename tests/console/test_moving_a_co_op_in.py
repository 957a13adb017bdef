"""A co-op's own files from the console: read and made ready, and in a play co-op written and taken back."""

from __future__ import annotations

from pathlib import Path

from tests.console.typed import Desk

_REGISTER = "number,name,email,joined\n70,Gus Hale,gus@example.org,2019-05-31\n"
_BALANCES = "account,amount\nassets:bank,{bank}\nequity:opening,-12.00\n"


def _file(folder: Path, text: str) -> Path:
    path = folder / "f.csv"
    path.write_text(text)
    return path


def test_a_file_is_read_then_written_and_taken_back(play: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, _REGISTER)
    seen = play.gets("import", "members", path, "--as", "ada")
    assert (seen["state"], seen["problems"]) == ("read", [])
    path = _file(tmp_path, _BALANCES.format(bank="12.00"))
    written = play.gets("import", "balances", path, "--as", "ben", "--write")
    assert (written["state"], written["lines"]) == ("written", 2)
    assert play.gets("ledger", "check")["ok"]
    assert play.gets("import", "undo", written["id"], "--as", "ben")["state"] == "undone"


def test_what_is_wrong_is_told_and_not_written(play: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, _BALANCES.format(bank="12.50"))
    [[line, why]] = play.gets("import", "balances", path, "--as", "ben")["problems"]
    assert (line, "differ by" in why) == (0, True)
    assert "can't be brought in" in play.refusal("import", "balances", path, "--as", "ben", "--write")


def test_in_a_real_co_op_it_is_made_ready_and_its_bringer_starts_it(real: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, _REGISTER)
    assert real.gets("import", "members", path, "--as", "ada")["state"] == "read"
    assert "demo or in test mode" in real.refusal("import", "members", path, "--as", "ada", "--write")
