"""What people type into the search box. Whatever it is, it means something, and what doesn't is said.

bread "rye flour" -white bak*  from:ada  has:media  in:members  lang:en  before:2026-05-01  after:2025
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from commonhold.social.posts.index.match import Phrase
from commonhold.social.posts.index.words import words_of

LONGEST = 300

_PIECE = re.compile(r'(?P<no>-?)(?:(?P<key>[a-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))')
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
THINGS = frozenset({"media", "poll", "link"})


@dataclass(frozen=True)
class Asked:
    """Read from a search box. Handles are lower case without @; days are the first in and the first out."""

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    authors: frozenset[str] = frozenset()
    without_authors: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()
    without_has: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    unread: tuple[str, ...] = ()  # what looked like an operator and is none

    @property
    def is_empty(self) -> bool:
        """Was nothing asked that posts could answer?"""
        return self == Asked(unread=self.unread)

    @property
    def words(self) -> str:
        """The words alone, to look for people, groups, tags and proposals."""
        return " ".join(" ".join(each.words) for each in self.phrases)


class _Reading:
    """The pieces as they come in."""

    def __init__(self) -> None:
        self.phrases: dict[bool, list[Phrase]] = {False: [], True: []}
        self.sets: dict[str, set[str]] = {}
        self.since: list[date] = []
        self.until: list[date] = []
        self.unread: list[str] = []

    def add(self, name: str, value: str) -> bool:
        self.sets.setdefault(name, set()).add(value)
        return True

    def operator(self, key: str, value: str, without: bool) -> bool:
        """Was it an operator with a value that can be read?"""
        prefix = "without_" if without else ""
        name = value.lower().removeprefix("@")
        if key == "from" and name:
            return self.add(f"{prefix}authors", name)
        if key == "has" and name in THINGS:
            return self.add(f"{prefix}has", name)
        if without:
            return False
        if key == "in" and name:
            return self.add("within", name)
        if key == "lang" and _LANGUAGE.fullmatch(name):
            return self.add("languages", name)
        return self._bound(key, value)

    def _bound(self, key: str, value: str) -> bool:
        days = _days(value)
        if days is None or key not in {"before", "after", "since", "on"}:
            return False
        first, next_one = days
        if key == "before":
            self.until.append(first)
        if key in {"since", "on"}:
            self.since.append(first)
        if key == "after":
            self.since.append(next_one)
        if key == "on":
            self.until.append(next_one)
        return True

    def words(self, text: str, without: bool, *, may_go_on: bool) -> None:
        words = tuple(words_of(text))
        if words:
            self.phrases[without].append(Phrase(words, may_go_on and text.endswith("*")))


_KEYS = {"from", "has", "in", "lang", "before", "after", "since", "on"}


def read(text: str) -> Asked:
    """What is asked. No text raises."""
    reading = _Reading()
    for piece in _PIECE.finditer(text[:LONGEST]):
        key, without = piece["key"], bool(piece["no"])
        value = piece["bare"] if piece["quoted"] is None else piece["quoted"]
        if key in _KEYS:
            if not reading.operator(key, value, without):
                reading.unread.append(piece[0])
            continue
        reading.words(f"{key or ''} {value}", without, may_go_on=piece["quoted"] is None)
    return Asked(
        phrases=tuple(reading.phrases[False]),
        without=tuple(reading.phrases[True]),
        since=max(reading.since, default=None),
        until=min(reading.until, default=None),
        unread=tuple(reading.unread),
        **{name: frozenset(values) for name, values in reading.sets.items()},
    )


def _days(value: str) -> tuple[date, date] | None:
    """The first day of a year, month or day, and the first one after it."""
    found = _DAY.fullmatch(value)
    if found is None:
        return None
    year, month, day = (None if each is None else int(each) for each in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first, first + timedelta(days=1)
        if month is None or month == 12:
            return first, date(first.year + 1, 1, 1)
        return first, date(first.year, month + 1, 1)
    except (ValueError, OverflowError):
        return None
