"""Classes of members, as the charter lists them: who belongs to each, and what its members may do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rulebook.canonical import Json, canonical

MOST_CLASSES = 12
LONGEST_NAME, LONGEST_WORDS = 40, 300
HEAVIEST = 1000
_KEY = re.compile(r"[a-z][a-z0-9-]{0,19}")


@dataclass(frozen=True)
class MemberClass:
    """One class. Its key never changes; what it is called may. Rights are 1 or 0, as a decision says them."""

    key: str
    name: str
    words: str = ""  # who belongs to it
    votes: int = 1  # its members are on rolls
    proposes: int = 1  # … and may propose, if they vote
    stands: int = 1  # … and may hold a mandate
    joins: int = 1  # newcomers may choose it, and members may move into it by themselves
    apart: int = 1  # in votes by classes it must agree by itself
    weight: int = 1  # what one of its votes weighs in votes by classes that are weighed

    @property
    def title(self) -> str:
        """Its name; that of the one class that every co-op begins with, in the reader's language."""
        return _(self.name) if self == ONLY else self.name


#: What a co-op begins with: one class, and everybody in it.
ONLY = MemberClass("members", gettext_noop("Members"))


def listed(table: str) -> Sequence[MemberClass]:
    """The classes that a table lists, in its order. Raises ValueError for what is no such table."""
    return _read(table)


def written(classes: Sequence[MemberClass]) -> str:
    """The table as the charter stores it."""
    rows: list[Json] = [asdict(each) for each in classes]
    return canonical(rows).decode()


def is_table(table: str) -> bool:
    """One spelling, known classes once each, and somebody who votes and somebody who can join."""
    try:
        classes = _read(table)
    except (TypeError, ValueError, RecursionError):
        return False
    keys = {each.key for each in classes}
    return (
        written(classes) == table
        and 1 <= len(keys) == len(classes) <= MOST_CLASSES
        and all(is_fit(each) for each in classes)
        and any(each.votes for each in classes)
        and any(each.joins for each in classes)
    )


def is_fit(each: MemberClass) -> bool:
    """Can there be such a class?"""
    rights = (each.votes, each.proposes, each.stands, each.joins, each.apart)
    return (
        bool(_KEY.fullmatch(each.key))
        and 1 <= len(each.name.strip()) <= LONGEST_NAME
        and len(each.words) <= LONGEST_WORDS
        and all(right in {0, 1} for right in rights)
        and 1 <= each.weight <= HEAVIEST
    )


def in_words(table: str) -> str:
    return "; ".join(f"{each.title} ({', '.join(rights_of(each))})" for each in _read(table))


def rights_of(each: MemberClass) -> list[str]:
    """What its members may do, in words."""
    said = {
        _("votes"): each.votes,
        _("proposes"): each.votes and each.proposes,
        _("stands for office"): each.stands,
    }
    return [words for words, may in said.items() if may] or [_("without a vote")]


@lru_cache(maxsize=16)
def _read(table: str) -> Sequence[MemberClass]:
    rows = json.loads(table)
    if not isinstance(rows, list):
        raise ValueError("a table of classes is a list")
    return tuple(_class_of(row) for row in rows)


def _class_of(row: Mapping[str, object]) -> MemberClass:
    if not isinstance(row, dict) or any(isinstance(value, bool) for value in row.values()):
        raise ValueError("a class is an object of texts and whole numbers")
    made = MemberClass(**row)
    texts = (made.key, made.name, made.words)
    numbers = (made.votes, made.proposes, made.stands, made.joins, made.apart, made.weight)
    if not all(isinstance(each, str) for each in texts) or not all(type(each) is int for each in numbers):
        raise ValueError("a class is an object of texts and whole numbers")
    return made
