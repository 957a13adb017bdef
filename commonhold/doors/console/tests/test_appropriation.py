"""`commonhold split replay` works the appropriation of a surplus out again too."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from commonhold.doors.console.answer import NO, YES
from commonhold.doors.console.tests.test_split import asked
from rulebook.canonical import canonical
from rulebook.split.appropriation import Losses, Patronage, Position, Reserve, Step
from rulebook.split.appropriation_files import Case, public_file, write_bundle

_POSITION = Position(10_000, 100, 0, [0, 0], [600, 300], ["7", "8"], b"seed")
_ORDER: list[Step] = [Losses(), Reserve(Fraction(1, 10)), Patronage(Fraction(1, 2))]
CASE = Case(2026, "EUR", 2, _ORDER, _POSITION, [b"x" * 32, b"y" * 32])


def test_the_bundle_gives_the_published_file_and_the_sheet_says_the_steps(tmp_path: Path, capsys):
    (tmp_path / "bundle").write_bytes(write_bundle(CASE))
    (tmp_path / "public").write_bytes(public_file(CASE))
    answered = asked("replay", str(tmp_path / "bundle"), "--public", str(tmp_path / "public"))
    assert answered == YES
    shown = capsys.readouterr().out
    assert "patronage" in shown
    assert "44.55" in shown


def test_a_public_file_that_was_changed_is_refused(tmp_path: Path, capsys):
    told = json.loads(public_file(CASE))
    told["remainder"] += 1
    (tmp_path / "public").write_bytes(canonical(told))
    assert asked("replay", str(tmp_path / "public")) == NO
    assert "remainder" in capsys.readouterr().err
