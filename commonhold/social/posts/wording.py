"""The words of a post, checked and written out: what a first version and an edit have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from commonhold.social.emoji import queries as emoji
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import text as markdown
from commonhold.social.posts.refusals import (
    EmptyPost,
    PostTooLong,
    TooManyMarks,
    TooManyNamed,
    TooManyTags,
    UnknownFormat,
    UnknownLanguage,
    WarningTooLong,
)

LONGEST_POST, LONGEST_WARNING, MOST_NAMED, MOST_TAGS = 5000, 200, 50, 50

#: Marks and joiners on one letter. Thai, Hebrew and families of emoji stay well below.
MOST_MARKS = 10
FORMATS = ("markdown", "plain")

# A sign that turns the direction of everything behind it could turn the page around.
_OVERRIDES = str.maketrans("", "", "\0\u202d\u202e")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class Wording:
    """Ready to be kept."""

    text: str
    html: str
    warning: str
    language: str
    format: str
    named: frozenset[int]  # people whose @name is in the text
    tags: frozenset[str]  # names of the #tags in the text
    links: Sequence[str]  # addresses of the web in the text, in its order


def must_be_language(language: str) -> None:
    """A code such as `de` or `pt-BR`, or nothing said. Raises UnknownLanguage."""
    if language and not is_language(language):
        raise UnknownLanguage


def is_language(code: str) -> bool:
    """Does it look like a code of BCP 47?"""
    return _LANGUAGE.fullmatch(code) is not None


def worded(
    text: str,
    *,
    warning: str,
    language: str,
    format: str = "markdown",
    may_be_empty: bool = False,
    longest: int = LONGEST_POST,
    names_of_other_servers: bool = False,
) -> Wording:
    """Check and write out. With media or a poll there may be no words at all.

    In what was written elsewhere, `names_of_other_servers`, a short @name is nobody's of ours.

    Raises EmptyPost, PostTooLong, TooManyMarks, WarningTooLong, UnknownLanguage, UnknownFormat,
    TooManyNamed or TooManyTags.
    """
    text, warning = _tidy(text), " ".join(_tidy(warning).split())
    _check_length(text, warning, may_be_empty=may_be_empty, longest=longest)
    must_be_language(language)
    if format not in FORMATS:
        raise UnknownFormat
    draft = markdown.read(text, is_plain=format == "plain")
    if len(draft.names) > MOST_NAMED:
        raise TooManyNamed(MOST_NAMED)
    if len(draft.tags) > MOST_TAGS:
        raise TooManyTags(MOST_TAGS)
    names = {each for each in draft.names if "@" in each or not names_of_other_servers}
    named = people.by_handles(ANYONE, names) if names else {}
    return Wording(
        text=text,
        html=markdown.write(draft, named, emoji.pictures(draft.shortcodes)),
        warning=warning,
        language=language,
        format=format,
        named=frozenset(each.id for each in named.values()),
        tags=draft.tags,
        links=draft.links,
    )


def _check_length(text: str, warning: str, *, may_be_empty: bool, longest: int) -> None:
    if not text and not may_be_empty:
        raise EmptyPost
    if len(text) > longest:
        raise PostTooLong(length=len(text), longest=longest)
    if len(warning) > LONGEST_WARNING:
        raise WarningTooLong(LONGEST_WARNING)
    if max(_most_marks(text), _most_marks(warning)) > MOST_MARKS:
        raise TooManyMarks


def must_not_be_too_long(text: str) -> None:
    """Even of a draft nobody keeps more than four posts' worth. Raises PostTooLong."""
    if len(text) > 4 * LONGEST_POST:
        raise PostTooLong(length=len(text), longest=LONGEST_POST)


def _most_marks(text: str) -> int:
    """The longest run of signs that take no place of their own; a pile of them spills over the page."""
    most = run = 0
    for sign in text:
        run = run + 1 if category(sign) in {"Mn", "Me", "Cf"} else 0
        most = max(most, run)
    return most


def _tidy(text: str) -> str:
    # A form sends two characters for a new line; a database may refuse the zero character.
    return without_overrides(text.replace("\r\n", "\n")).strip()


def without_overrides(text: str) -> str:
    """Without signs that turn the page around, or that a database refuses."""
    return text.translate(_OVERRIDES)
