"""What can be looked up: names of people of other servers, and addresses of the web."""

from __future__ import annotations

import re

_NAME = re.compile(r"(?:acct:)?@?([\w.-]{1,100})@([A-Za-z0-9.-]{1,240}(?::[0-9]{1,5})?)")
_LONGEST = 500


def sought_in(text: str) -> str:
    """As it is kept: `eve@elsewhere.example`, or a whole address; empty for anything else.

    >>> sought_in("@eve@Elsewhere.example")
    'eve@elsewhere.example'
    """
    words = text.strip()
    if len(words) > _LONGEST or any(each.isspace() for each in words) or not words.isprintable():
        return ""
    if words.startswith(("https://", "http://")):
        return words
    found = _NAME.fullmatch(words)
    return "" if found is None else f"{found[1]}@{found[2].lower()}"
