"""A founder's handle, made of her name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LONGEST = 26  # leaves room for a number


def handles_for(names: Sequence[str]) -> list[str]:
    """One handle for each name, all different.

    >>> handles_for(["Ada Lovelace", "Zoë", "ada lovelace", "李"])
    ['ada_lovelace', 'zoe', 'ada_lovelace_2', 'founder']
    """
    made: list[str] = []
    for name in names:
        plain = _plain(name) or "founder"
        tries = [plain, *(f"{plain}_{number}" for number in range(2, len(names) + 1))]
        made.append(next(each for each in tries if each not in made))
    return made


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:_LONGEST].rstrip("_")
