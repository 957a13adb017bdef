"""From text to the words that are searched: alike for what is kept and what is asked, on either database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_LONGEST = 60  # characters of a word; what is longer is cut


def words_of(text: str) -> list[str]:
    """Words without case, accents and marks. Scripts without spaces give a word for each character."""
    return [word[:_LONGEST] for word in _words(_folded(text))]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(each for each in plain if not "\u0300" <= each <= "\u036f"))


def _words(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        alone = _stands_alone(character)
        if not alone and _belongs(character):
            word += character
            continue
        if word:
            yield word
        word = character if alone else ""
        if alone:
            yield word
            word = ""
    if word:
        yield word


def _belongs(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _stands_alone(character: str) -> bool:
    """Thai, Lao, Khmer, kana and Chinese characters, between which nobody writes a space."""
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\U00020000" <= character <= "\U0003ffff"
        or "\u0e00" <= character <= "\u0eff"
        or "\u1780" <= character <= "\u17ff"
    ) and _belongs(character)
