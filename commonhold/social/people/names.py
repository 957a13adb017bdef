"""What the name that people read may be."""

from __future__ import annotations

from commonhold.social.people.refusals import NameLength

LONGEST_NAME = 80


def checked_name(display_name: str) -> str:
    """A name as it is kept, with single spaces. Raises NameLength."""
    name = " ".join(display_name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise NameLength(LONGEST_NAME)
    return name
