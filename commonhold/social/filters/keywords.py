"""Words and posts of a filter, as its row keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from commonhold.ground import ids
from commonhold.social.filters.matching import folded
from commonhold.social.filters.refusals import PhraseNotAllowed, TooManyPhrases

LONGEST_PHRASE, MOST_PHRASES = 100, 100


@dataclass(frozen=True)
class Keyword:
    """A word or phrase as it was typed; `is_whole`: not inside longer words. A new one has no id yet."""

    phrase: str
    is_whole: bool = True
    id: int = 0


@dataclass(frozen=True)
class FilteredPost:
    """One post that its reader does not want to meet again."""

    post_id: int
    id: int


def checked(
    wanted: Iterable[str | Keyword], *, are_whole: bool, known: Sequence[Keyword], now: datetime
) -> list[Keyword]:
    """Each phrase once, with an id: its own, if it was `known` by that or by its words, or a new one.

    Mere words are whole as `are_whole` says; where that is what was known, they stay as they were.
    Raises PhraseNotAllowed or TooManyPhrases.
    """
    as_before = bool(known) and are_whole == all(each.is_whole for each in known)
    by_phrase, known_ids = {each.phrase: each for each in known}, {each.id for each in known}
    found: dict[str, Keyword] = {}
    for each in wanted:
        phrase = " ".join((each if isinstance(each, str) else each.phrase).split())
        if not phrase:
            continue
        if len(phrase) > LONGEST_PHRASE or not folded(phrase):
            raise PhraseNotAllowed(phrase, LONGEST_PHRASE)
        before = by_phrase.get(phrase)
        if isinstance(each, Keyword):
            keyword = replace(each, phrase=phrase, id=each.id if each.id in known_ids else 0)
        elif before is not None and as_before:
            keyword = before
        else:
            keyword = Keyword(phrase, are_whole, before.id if before else 0)
        found.setdefault(phrase, keyword)
    if len(found) > MOST_PHRASES:
        raise TooManyPhrases(MOST_PHRASES)
    return [each if each.id else replace(each, id=ids.new_id(now)) for each in found.values()]


def kept(rows: Collection[Keyword | FilteredPost]) -> list[dict[str, Any]]:
    """As the row keeps them."""
    return [asdict(each) for each in rows]


def keywords_in(rows: Iterable[dict[str, Any]]) -> tuple[Keyword, ...]:
    return tuple(Keyword(**each) for each in rows)


def posts_in(rows: Iterable[dict[str, Any]]) -> tuple[FilteredPost, ...]:
    return tuple(FilteredPost(**each) for each in rows)
