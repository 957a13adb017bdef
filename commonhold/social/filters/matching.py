"""Whether words stand in a text: in any script, whatever their case, accents and invisible marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel marks of Arabic: readers do without them.
_MARKS = [*range(0x300, 0x370), *range(0x591, 0x5C8), *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670]
# Letters that are not written with a mark of their own, and signs that nobody sees.
_ALIKE: dict[str, str | int | None] = {
    "\u0131": "i",
    "\u00f8": "o",
    "\u0142": "l",
    "\u0111": "d",
    "\u0640": "",
}
_UNSEEN = [0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF]
_UNSEEN += range(0xFE00, 0xFE10)
_PLAINER = {**dict.fromkeys([*_MARKS, *_UNSEEN]), **str.maketrans(_ALIKE)}
# Thai, Lao, Burmese, Khmer, kana and Chinese characters: nobody writes a space between them.
_CROWDED = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))


class Place(StrEnum):
    """Where a reader comes upon words."""

    HOME = "home"  # what she chose to read: home, lists, groups
    NOTIFICATIONS = "notifications"
    PUBLIC = "public"  # everybody's posts, tags, search
    THREADS = "threads"
    PROFILES = "profiles"


@dataclass(frozen=True)
class Rule:
    """A filter that can be asked. `words` stand alone, `parts` inside longer words too; both are folded."""

    title: str
    words: Sequence[str]
    parts: Sequence[str]
    places: frozenset[Place]
    hides: bool
    posts: frozenset[int] = frozenset()

    def stands_in(self, text: str) -> bool:
        """Does one of the phrases stand in this folded text?"""
        return any(stands(each, text, is_whole=True) for each in self.words) or any(
            each in text for each in self.parts
        )


@dataclass(frozen=True)
class Verdict:
    """What becomes of a text. `reason` names the filters that apply."""

    hides: bool
    reason: str


@dataclass(frozen=True)
class Rules:
    """All filters of one reader; made once for a page, and asked for each text on it."""

    rules: Sequence[Rule] = ()

    def verdict(self, words: Iterable[str], place: Place, *, post_id: int | None = None) -> Verdict | None:
        """What to do with something, or that post, which says all this in this place; None to show it."""
        here = [each for each in self.rules if place in each.places]
        if not here:
            return None
        text = folded("\n".join(words))
        found = [each for each in here if post_id in each.posts or each.stands_in(text)]
        if not found:
            return None
        return Verdict(any(each.hides for each in found), ", ".join(each.title for each in found))


def stands(phrase: str, text: str, *, is_whole: bool) -> bool:
    """Does this phrase stand in this text, both folded? `is_whole`: not inside longer words."""
    at = text.find(phrase)
    while at >= 0:
        if not is_whole or not (_goes_on(text, at) or _goes_on(text, at + len(phrase))):
            return True
        at = text.find(phrase, at + 1)
    return False


def folded(text: str) -> str:
    """Without case, accents, unseen signs and width; every gap is one space."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", " ".join(plain.translate(_PLAINER).split()))


def _goes_on(text: str, at: int) -> bool:
    """Does a word go on over this place?"""
    return 0 < at < len(text) and _is_joined(text[at - 1]) and _is_joined(text[at])


def _is_joined(character: str) -> bool:
    code = ord(character)
    if 0x20000 <= code <= 0x3FFFF or any(low <= code <= high for low, high in _CROWDED):
        return False
    return unicodedata.category(character)[0] in "LNM"
