"""How many ads a browser was shown today: a day and a number in a cookie, and nothing else. Pure.

It names no ad, no page and no person, and it is not signed: whoever changes it changes what she sees.
"""

from __future__ import annotations

import re

COOKIE = "shown-today"
_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,3})", re.ASCII)


def count_of(cookie: str, *, day: str) -> int:
    """How many were shown on this day; none where the cookie is of another day, or says nothing."""
    found = _WRITTEN.fullmatch(cookie)
    return int(found[2]) if found and found[1] == day else 0


def cookie_of(count: int, *, day: str) -> str:
    """What the browser keeps until midnight."""
    return f"{day}.{min(count, 999)}"


def has_room(count: int, *, most: int) -> bool:
    """May one more be shown today?"""
    return count < most
