"""Data folders that take a while to make: made once, by the first worker that asks."""

from __future__ import annotations

from pathlib import Path

from commonhold.house.demo.story import PASSWORD
from tests.databases import migrated_template
from tests.once import made_once
from tests.served import Coop

FOUNDERS = ("Ada", "Ben", "Caro", "Finn", "Hana", "Ivo", "Jun")


def told_demo(shared: Path) -> Path:
    """The sample co-op, sixty days old."""
    return made_once(shared, "told-demo", lambda folder: _tell(_empty(shared, folder)))


def founded_yard(shared: Path) -> Path:
    """A co-op in test mode whose seven founders are its members."""
    return made_once(shared, "founded-yard", lambda folder: _found(_empty(shared, folder)))


def _empty(shared: Path, folder: Path) -> Coop:
    return Coop(folder, template=migrated_template(shared))


def _tell(coop: Coop) -> None:
    coop.console("demo")


def _found(coop: Coop) -> None:
    people = [word for name in FOUNDERS for word in ("--founder", f"{name}:{name.lower()}@example.org")]
    coop.console("found", "--name", "Lantern Yard", *people, "--password", PASSWORD, "--test-mode")
