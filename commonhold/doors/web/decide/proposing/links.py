"""Links to the form of a decision, filled in as far as the page that bears them can."""

from __future__ import annotations

from urllib.parse import urlencode


def named(field: str) -> str:
    """What a form calls a decision's field: a name of its own, whatever a room calls its fields."""
    return f"decision-{field}"


def to_propose(kind: str, **fields: str) -> str:
    """The address of the form of a decision that has none of its own, with these fields filled in."""
    filled = {named(name): value for name, value in fields.items()}
    return f"/decide/new?{urlencode({'decision': kind, **filled})}"
