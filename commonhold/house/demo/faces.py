"""What the cast say of themselves beside a summary."""

from __future__ import annotations

from datetime import datetime

from commonhold.social.people import actions as people

_SAYS = {
    "ada": (
        "she/her",
        [("Workshop", "Thursdays from six, in the old forge"), ("Site", "https://ada.example/bench")],
    ),
    "ben": ("he/him", [("Ask me about", "Dues, bills and how the surplus is shared")]),
    "caro": ("she/they", [("Garden", "Plot 12, behind the water butt")]),
}


def say_more(handle: str, person_id: int, at: datetime) -> None:
    """Pronouns and lines for who is of the cast."""
    if handle in _SAYS:
        pronouns, fields = _SAYS[handle]
        people.add_to_description(person_id, pronouns=pronouns, fields=fields, now=at)
