"""What a tag is, in text: # and letters of any language, digits and underscores, a letter among them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

LONGEST = 80
# Between letters of Persian, Sinhala or Hindi they belong to the word.
_JOINERS = {"\u200c", "\u200d"}


@dataclass(frozen=True)
class Found:
    """A tag in a text: as it was typed without its #, its name, and where it ends."""

    typed: str
    name: str
    end: int


def found_at(text: str, start: int) -> Found | None:
    """The tag that begins with the # at `start`, or None. What stands before it is the caller's to judge."""
    end = start + 1
    while end < len(text) and _belongs(text[end]):
        end += 1
    while end > start + 1 and text[end - 1] in _JOINERS:
        end -= 1
    typed = text[start + 1 : end]
    name = folded(typed)
    if not typed or unicodedata.category(typed[0])[0] == "M" or not is_name(name):
        return None
    return Found(typed, name, end)


def folded(typed: str) -> str:
    """The name under which a tag is kept: however it is written, one word is one tag."""
    bare = typed.strip().removeprefix("#").translate({ord(each): None for each in _JOINERS})
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())


def is_name(name: str) -> bool:
    """Could this be a tag's name?"""
    return 0 < len(name) <= LONGEST and all(map(_belongs, name)) and any(each.isalpha() for each in name)


def _belongs(character: str) -> bool:
    return (
        character.isalnum()
        or character == "_"
        or character in _JOINERS
        or unicodedata.category(character)[0] == "M"
    )
