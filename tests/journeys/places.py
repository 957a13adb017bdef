"""Data folders that take a while to make: made once, by the first worker that asks."""

from __future__ import annotations

from pathlib import Path

from commonhold.house.demo.story import PASSWORD
from tests.once import made_once
from tests.served import Coop

FOUNDERS = ("Ada", "Ben", "Caro", "Finn", "Hana", "Ivo", "Jun")


def told_demo(shared: Path) -> Path:
    """The sample co-op, sixty days old."""
    return made_once(shared, "told-demo", _tell)


def founded_yard(shared: Path) -> Path:
    """A co-op in test mode whose seven founders are its members."""
    return made_once(shared, "founded-yard", _found)


def _tell(folder: Path) -> None:
    coop = Coop(folder)
    coop.console("migrate")
    coop.console("demo")


def _found(folder: Path) -> None:
    coop = Coop(folder)
    coop.console("migrate")
    people = [word for name in FOUNDERS for word in ("--founder", f"{name}:{name.lower()}@example.org")]
    coop.console("found", "--name", "Lantern Yard", *people, "--password", PASSWORD, "--test-mode")
