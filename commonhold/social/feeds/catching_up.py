"""What somebody missed: everybody's words in a heap of their own, quiet voices first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground import ids
from commonhold.ground.spans import Span
from commonhold.social.feeds.queries import Entry, home_page
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts.queries import PostView

_MOST = 200


@dataclass(frozen=True)
class Voice:
    """What one person wrote, oldest first."""

    author: PersonLine
    posts: tuple[PostView, ...]


@dataclass(frozen=True)
class Missed:
    """`voices` begin with who wrote least. `is_all` is not so when there was too much to show."""

    voices: tuple[Voice, ...]
    passed_on: tuple[Entry, ...]
    is_all: bool


def missed(viewer: Viewer, *, since: datetime) -> Missed:
    """What came into the viewer's home feed after `since`, her own words left out; nothing for a stranger."""
    if viewer.person_id is None:
        return Missed((), (), is_all=True)
    found = home_page(viewer, Span(limit=_MOST)).entries
    first = ids.first_id_after(since)
    new = [each for each in found if each.place >= first and not each.post.is_mine]
    return Missed(
        voices=tuple(_voices(each.post for each in new if not each.boosted_by)),
        passed_on=tuple(each for each in reversed(new) if each.boosted_by),
        is_all=len(found) < _MOST or found[-1].place < first,
    )


def _voices(posts: Iterable[PostView]) -> list[Voice]:
    by_author: dict[int, list[PostView]] = {}
    for each in posts:
        by_author.setdefault(each.author.id, []).append(each)
    voices = [Voice(said[0].author, tuple(reversed(said))) for said in by_author.values()]
    return sorted(voices, key=lambda each: (len(each.posts), each.posts[0].id))
