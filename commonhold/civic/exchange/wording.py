"""Texts as they are kept, and the charter's words in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from commonhold.civic.exchange.refusals import TextLength


def line(text: str, *, field: str, longest: int, least: int = 1) -> str:
    """One line without stray spaces. Raises TextLength."""
    return _fitting(" ".join(text.replace("\0", "").split()), field, longest, least)


def paragraphs(text: str, *, field: str, longest: int, least: int = 0) -> str:
    """Raises TextLength."""
    return _fitting(text.replace("\r\n", "\n").replace("\0", "").strip(), field, longest, least)


def first_in(words: Iterable[str], *texts: str) -> str:
    """The first of these words that stands in the texts, by itself or as a plural with s; or nothing."""
    said = _plain("\n".join(texts))
    for each in words:
        if re.search(rf"(?<!\w){re.escape(_plain(each))}s?(?!\w)", said):
            return each
    return ""


def _plain(text: str) -> str:
    """Letters alone, so that no accent or width hides a word."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        each for each in apart if not unicodedata.combining(each) and each not in "\u00ad\u200b\u200c\u200d"
    )
    return " ".join(kept.split())


def _fitting(text: str, field: str, longest: int, least: int) -> str:
    if not least <= len(text) <= longest:
        raise TextLength(longest, field=field)
    return text
