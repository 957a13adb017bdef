"""Federation: what comes in, signed, and what one post costs that goes out to ten thousand followers."""

from __future__ import annotations

from pathlib import Path

from bench import delivering, inbox
from bench.figure import Figure


def measure(folder: Path) -> list[Figure]:
    return [*inbox.measure(folder), *delivering.measure(folder)]
