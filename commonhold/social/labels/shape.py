"""The closed shape of a label: what may be labelled, with which words, and what a reader makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from commonhold.social.labels.refusals import NothingToLabel, TooManyValues, ValueNotAllowed
from commonhold.social.servers.naming import read_name
from commonhold.social.servers.refusals import NoSuchDomain

LONGEST_VALUE, LONGEST_MEANING, MOST_VALUES = 30, 200, 20
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class What(StrEnum):
    """What a label may be about."""

    POST = "post"
    PERSON = "person"
    SERVER = "server"


class Act(StrEnum):
    """What a word of a labeler does for one reader, the least first."""

    NOTHING = "nothing"
    BADGE = "badge"
    WARN = "warn"
    HIDE = "hide"


@dataclass(frozen=True)
class Value:
    """A word that a labeler uses, and what it means there."""

    value: str
    words: str = ""


@dataclass(frozen=True)
class Subject:
    """What a label is about: a post or a person by its id, a server by its name."""

    what: What
    key: str

    def __str__(self) -> str:
        return f"{self.what}:{self.key}"

    @property
    def number(self) -> int:
        return int(self.key)


def read_subject(about: str) -> Subject:
    """Of "post:17", "person:5" or "server:elsewhere.example". Raises NothingToLabel."""
    what, _colon, key = about.partition(":")
    if what not in list(What):
        raise NothingToLabel
    if what == What.SERVER:
        try:
            return Subject(What.SERVER, read_name(key))
        except NoSuchDomain as odd:
            raise NothingToLabel from odd
    if not (key.isascii() and key.isdecimal() and len(key) < 20):
        raise NothingToLabel
    return Subject(What(what), str(int(key)))


def read_values(lines: Iterable[str]) -> list[Value]:
    """Each line "word: what it means here", the meaning may be left out; each word once.

    Raises ValueNotAllowed or TooManyValues.
    """
    found: dict[str, Value] = {}
    for line in lines:
        word, _colon, words = line.partition(":")
        word, words = " ".join(word.split()), " ".join(words.split())
        if not word and not words:
            continue
        if not 0 < len(word) <= LONGEST_VALUE or len(words) > LONGEST_MEANING or _UNSEEN.search(line):
            raise ValueNotAllowed(LONGEST_VALUE, LONGEST_MEANING)
        found.setdefault(word.casefold(), Value(word, words))
    if not found:
        raise ValueNotAllowed(LONGEST_VALUE, LONGEST_MEANING)
    if len(found) > MOST_VALUES:
        raise TooManyValues(MOST_VALUES)
    return list(found.values())


def kept(values: Iterable[Value]) -> list[dict[str, Any]]:
    """As the labeler's row keeps them."""
    return [asdict(each) for each in values]


def values_in(rows: Iterable[Mapping[str, str]]) -> tuple[Value, ...]:
    return tuple(Value(each["value"], each["words"]) for each in rows)
