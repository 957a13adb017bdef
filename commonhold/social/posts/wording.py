"""The words of a post, checked and written out: what a first version and an edit have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import text as markdown
from commonhold.social.posts.refusals import (
    EmptyPost,
    PostTooLong,
    TooManyNamed,
    TooManyTags,
    UnknownLanguage,
    WarningTooLong,
)

LONGEST_POST, LONGEST_WARNING, MOST_NAMED, MOST_TAGS = 5000, 200, 50, 50

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class Wording:
    """Ready to be kept."""

    text: str
    html: str
    warning: str
    language: str
    named: frozenset[int]  # people whose @name is in the text
    tags: frozenset[str]  # names of the #tags in the text
    links: Sequence[str]  # addresses of the web in the text, in its order


def worded(text: str, *, warning: str, language: str, may_be_empty: bool = False) -> Wording:
    """Check and write out. With media there may be no words at all.

    Raises EmptyPost, PostTooLong, WarningTooLong, UnknownLanguage, TooManyNamed or TooManyTags.
    """
    text, warning = _tidy(text), " ".join(warning.split())
    if not text and not may_be_empty:
        raise EmptyPost
    if len(text) > LONGEST_POST:
        raise PostTooLong(length=len(text), longest=LONGEST_POST)
    if len(warning) > LONGEST_WARNING:
        raise WarningTooLong(LONGEST_WARNING)
    if language and not _LANGUAGE.fullmatch(language):
        raise UnknownLanguage
    draft = markdown.read(text)
    if len(draft.names) > MOST_NAMED:
        raise TooManyNamed(MOST_NAMED)
    if len(draft.tags) > MOST_TAGS:
        raise TooManyTags(MOST_TAGS)
    named = people.by_handles(ANYONE, draft.names) if draft.names else {}
    return Wording(
        text=text,
        html=markdown.write(draft, named),
        warning=warning,
        language=language,
        named=frozenset(each.id for each in named.values()),
        tags=draft.tags,
        links=draft.links,
    )


def _tidy(text: str) -> str:
    # A form sends two characters for a new line; a database may refuse the zero character.
    return text.replace("\r\n", "\n").replace("\0", "").strip()
