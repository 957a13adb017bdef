"""What changed between two versions of a text, word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from commonhold.social.posts.queries import EditionView, PostView

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words: `kind` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Version:
    """What a post said from `at` on, against what it said before; of the first there is nothing before."""

    at: datetime
    is_first: bool
    is_current: bool
    warning: Sequence[Piece]
    text: Sequence[Piece]


def versions_of(post: PostView, editions: Sequence[EditionView]) -> list[Version]:
    """The latest first."""
    said = [(each.warning, each.text) for each in editions] + [(post.warning, post.text)]
    since = [post.at, *(each.replaced_at for each in editions)]
    found = []
    for number, (warning, text) in enumerate(said):
        before = said[number - 1] if number else (warning, text)
        found.append(
            Version(
                at=since[number],
                is_first=number == 0,
                is_current=number == len(said) - 1,
                warning=pieces(before[0], warning),
                text=pieces(before[1], text),
            )
        )
    return found[::-1]


def pieces(before: str, after: str) -> list[Piece]:
    """The words of both, in reading order. Texts of one word repeated don't make it slow."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    matcher = SequenceMatcher(None, old, new)  # it overlooks what is everywhere in a long text
    found: list[Piece] = []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        found.extend(_said(kind, "".join(old[old_from:old_to]), "".join(new[new_from:new_to])))
    return found


def _said(kind: str, old: str, new: str) -> Iterator[Piece]:
    if kind == "equal":
        yield Piece("same", new)
        return
    if old:
        yield Piece("gone", old)
    if new:
        yield Piece("new", new)
