"""Every read of private data by people with a mandate asks why first, writes it down, and is told.

A new read adds a line to `PRIVATE_READS` in `house/house_rules.py` and a row here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonhold.house.house_rules import PRIVATE_READS

DOORS = Path(__file__).resolve().parent.parent / "commonhold" / "doors"


def _views() -> Iterator[tuple[str, set[str]]]:
    """Every function of a door, and what it calls, by its whole name where it was imported."""
    for path in sorted(DOORS.rglob("*.py")):
        if "tests" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        known = {
            alias.asname or alias.name: f"{each.module}.{alias.name}"
            for each in ast.walk(tree)
            if isinstance(each, ast.ImportFrom)
            for alias in each.names
        }
        for each in ast.walk(tree):
            if isinstance(each, ast.FunctionDef):
                called = [ast.unparse(one.func) for one in ast.walk(each) if isinstance(one, ast.Call)]
                parts = [one.partition(".") for one in called]
                calls = {f"{known.get(first, first)}{dot}{rest}" for first, dot, rest in parts}
                yield f"{path.relative_to(DOORS)}:{each.name}", calls


def unasked(views: Iterator[tuple[str, set[str]]]) -> list[str]:
    """Functions that read what is private and don't ask why."""
    asks = {
        "commonhold.doors.web.rights.looking.ask_why",
        "commonhold.civic.rights.queries.is_looking",
        "_opened",  # of reports those that she said why she reads
    }
    return [
        name
        for name, calls in views
        if calls & set(PRIVATE_READS) and not calls & asks and name not in PRIVATE_READS.values()
    ]


def test_whoever_reads_what_is_private_in_a_door_asks_why() -> None:
    assert unasked(_views()) == []


def test_a_door_that_does_not_ask_is_found() -> None:
    (read, *_others) = PRIVATE_READS
    assert unasked(iter([("web/new.py:page", {read, "render"})])) == ["web/new.py:page"]


@pytest.mark.parametrize("read", PRIVATE_READS)
def test_each_private_read_is_made_somewhere(read: str) -> None:
    assert any(read in calls for _name, calls in _views()), f"{read} is called by no door: take it out"
