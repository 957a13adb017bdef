"""What takes a while to make is made once a run, by the first worker that asks; the others wait for it."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path


def made_once(shared: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` in `shared`, as `make(folder)` left it. Copy it before anything changes it."""
    ready = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            draft = shared / f"{name}-draft"
            shutil.rmtree(draft, ignore_errors=True)  # of a worker that did not come to the end
            make(draft)
            draft.rename(ready)
    return ready
