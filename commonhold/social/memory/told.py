"""What a reader was told, kept until she is told more, or a post that it is about may look different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from commonhold.ground.spans import Span
from commonhold.social.memory.known import Known, one_of_each
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import ASKED
from commonhold.social.memory.stands import TooFar
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.app_types import IN_THE_AUTHORS_NAME
from commonhold.social.notifications.for_apps import Line

_MOST = 8  # pages of one reader


class Told:
    """A row, in whose name apps show it, and about which of the page's posts.

    `head` is the row itself, until a door made something of it.
    """

    __slots__ = ("about", "account", "head")

    def __init__(self, line: Line, about: int | None, post: Known | None) -> None:
        self.about, self.account = about, one_of_each[_account(line, post)]
        self.head: Any = line


class Page(NamedTuple):
    """Rows, the newest first, each post that any of them is about, and where other pages begin, if any do."""

    rows: Sequence[Told]
    posts: Sequence[Known]
    newest: int | None
    oldest: int | None


def page(memory: Memory, reader: Reader, *, before: int | None, limit: int) -> Page:
    """As `for_apps.told` gives it. Raises TooFar and TookTooLong."""
    if reader.id is None:
        raise TooFar
    kept: Page | None = reader.told.get((before, limit))
    if kept is not None:
        ids = [each.id for each in kept.posts]
        if all(one is other for one, other in zip(kept.posts, memory.each(ids), strict=True)):
            return kept
    lines = for_apps.told_in(memory.reading, reader.viewer, Span(limit, before))
    posts = memory.posts({each.post_id for each in lines if each.post_id is not None})
    if any(each.post_id is not None and each.post_id not in posts for each in lines):
        raise TooFar
    places = {post_id: at for at, post_id in enumerate(posts)}
    rows = [_told(each, posts, places) for each in lines]
    oldest = lines[-1].id if len(lines) >= limit else None
    found = Page(rows, list(posts.values()), lines[0].id if lines else None, oldest)
    if all(each.author == reader.id or _is_lasting(each) for each in found.posts):
        if len(reader.told) >= _MOST:
            reader.told.clear()
        reader.told[(before, limit)] = found
    return found


def _told(line: Line, posts: Mapping[int, Known], places: Mapping[int, int]) -> Told:
    if line.post_id is None:
        return Told(line, None, None)
    return Told(line, places[line.post_id], posts[line.post_id])


def _account(line: Line, post: Known | None) -> int:
    """As `for_apps.account_of` has it. Raises TooFar where nobody is named."""
    if post is not None and (line.actor_id is None or line.kind in IN_THE_AUTHORS_NAME):
        return int(post.author)
    if line.actor_id is None:
        raise TooFar
    return line.actor_id


def _is_lasting(post: Known) -> bool:
    """Whether she may still see it, is told by what is known of it and of her."""
    return post.audience not in ASKED
