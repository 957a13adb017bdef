"""Data folders that take a while to make: made once, by the first worker that asks."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

from commonhold.house.demo.story import PASSWORD
from tests.served import Coop

FOUNDERS = ("Ada", "Ben", "Caro", "Finn", "Hana", "Ivo", "Jun")


def told_demo(shared: Path) -> Path:
    """The sample co-op, sixty days old."""
    return _once(shared, "told-demo", lambda coop: coop.console("demo"))


def founded_yard(shared: Path) -> Path:
    """A co-op in test mode whose seven founders are its members."""
    return _once(shared, "founded-yard", _found)


def _found(coop: Coop) -> object:
    people = [word for name in FOUNDERS for word in ("--founder", f"{name}:{name.lower()}@example.org")]
    return coop.console("found", "--name", "Lantern Yard", *people, "--password", PASSWORD, "--test-mode")


def _once(shared: Path, name: str, fill: Callable[[Coop], object]) -> Path:
    ready = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            draft = Coop(shared / f"{name}-draft")
            draft.console("migrate")
            fill(draft)
            draft.data.rename(ready)
    return ready
