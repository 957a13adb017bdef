"""Anybody draws a jury again from its file, without us."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonhold.house.console import main
from rulebook.draw.jury import Commitment, Revealed, digest_of, drawn, sheet

COMMITTED = Commitment(
    case="45:2",
    pool=tuple(sorted(f"{n:064x}" for n in range(9))),
    excluded=(),
    seats=3,
    nonces=(("co-op", digest_of("a")),),
)
REVEALED = Revealed("ab" * 32, 812, (("co-op", "a"),))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    file = tmp_path / "draw.json"
    file.write_bytes(sheet(COMMITTED, REVEALED))
    return file


def test_a_draw_that_holds_says_who_sits_and_where_one_stands(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = drawn(COMMITTED, REVEALED)
    assert main(["draw", "verify", str(published), "--key", order[4], "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["seated"], said["place"]) == (order[:3], 5)


def test_a_file_in_which_somebody_else_sits_does_not_hold(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = published.read_text()
    order = drawn(COMMITTED, REVEALED)
    published.write_text(text.replace(order[0], "x").replace(order[5], order[0]).replace("x", order[5]))
    assert main(["draw", "verify", str(published)]) == 1
    assert "does not hold" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"type":"jury_v1"}'])
def test_what_is_no_file_of_a_draw_is_refused(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "draw.json"
    file.write_text(text)
    assert main(["draw", "verify", str(file)]) == 1
    assert main(["draw", "verify", str(tmp_path / "none.json")]) == 1
    assert "does not hold" in capsys.readouterr().out
