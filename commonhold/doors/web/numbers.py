"""Whole numbers as addresses and forms bring them."""

from __future__ import annotations

from commonhold.ground import ids


def whole(text: str | None) -> int | None:
    """The number that the text says in decimal digits alone, if it is one that a row can have."""
    if text is None or not text.isdecimal() or len(text) > 19:
        return None
    found = int(text)
    return found if found <= ids.LARGEST else None
