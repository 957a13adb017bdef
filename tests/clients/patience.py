"""Waiting for what a served co-op does in the background."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
_PATIENCE = 20.0  # seconds


def until(look: Callable[[], Found], enough: Callable[[Found], bool]) -> Found:
    """Look again and again until it is enough; what was found then."""
    deadline = time.monotonic() + _PATIENCE
    while not enough(found := look()):
        assert time.monotonic() < deadline, f"after {_PATIENCE:.0f} s there is still {found}"
        time.sleep(0.05)
    return found
