"""What a reader was told, kept until she is told more, or a post that it is about may look different."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonhold.ground.spans import Span
from commonhold.social.memory.home import TooFar
from commonhold.social.memory.known import Known
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import ASKED
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.app_types import IN_THE_AUTHORS_NAME
from commonhold.social.notifications.for_apps import Line

_MOST = 8  # pages of one reader


class Told:
    """A row, the post that it is about, and in whose name apps show it. Its `head` is a door's."""

    __slots__ = ("account", "head", "id", "line", "post")

    def __init__(self, line: Line, post: Known | None) -> None:
        self.id, self.post = line.id, post
        self.account = _account(line, post)
        self.line: Line | None = line  # until the head is made
        self.head: Any = None


def page(memory: Memory, reader: Reader, *, before: int | None, limit: int) -> Sequence[Told]:
    """Newest first, as `for_apps.told` gives it. Raises TooFar and TookTooLong."""
    if reader.id is None:
        raise TooFar
    kept: Sequence[Told] | None = reader.told.get((before, limit))
    if kept is not None:
        posts = memory.posts([each.post.id for each in kept if each.post is not None])
        if all(each.post is None or posts.get(each.post.id) is each.post for each in kept):
            return kept
    lines = for_apps.told_in(memory.reading, reader.viewer, Span(limit, before))
    posts = memory.posts({each.post_id for each in lines if each.post_id is not None})
    if any(each.post_id is not None and each.post_id not in posts for each in lines):
        raise TooFar
    found = [Told(each, None if each.post_id is None else posts[each.post_id]) for each in lines]
    if all(each.post is None or each.post.author == reader.id or _is_lasting(each.post) for each in found):
        if len(reader.told) >= _MOST:
            reader.told.clear()
        reader.told[(before, limit)] = found
    return found


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
