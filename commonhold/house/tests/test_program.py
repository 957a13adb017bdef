"""How the installed program begins."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from commonhold.house import console, program


class Begun(Exception):
    """As `exec`, which does not come back."""


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Programs that took our place, and what the console was typed."""
    found: list[list[str]] = []

    def execv(_program: str, words: list[str]) -> None:
        found.append(words)
        raise Begun

    monkeypatch.setattr(os, "execv", execv)
    monkeypatch.setattr(console, "main", lambda: 0)
    return found


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["/opt/commonhold/bin/commonhold", *words])


@pytest.mark.parametrize("words", [("serve", "--port", "80"), ("--data", "x", "work")])
def test_a_server_begins_without_what_only_debuggers_read(
    begun: list[list[str]], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    typed(monkeypatch, *words)
    with pytest.raises(Begun):
        program.main()
    assert begun == [[sys.executable, *program.LEAN, "-m", "commonhold.house.console", *words]]


def test_other_commands_are_the_consoles(begun: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "members", "list")
    assert program.main() == 0
    assert begun == []


def test_where_nothing_can_be_kept_a_server_begins_as_it_is(
    begun: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    typed(monkeypatch, "serve")
    monkeypatch.setattr(program, "__file__", str(tmp_path / "nowhere" / "program.py"))
    assert program.main() == 0
    assert begun == []
