"""Whom a post is addressed to: those whom it names, and whom it answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from commonhold.ground import ids
from commonhold.ground.writes import Insert
from commonhold.social.posts import audiences
from commonhold.social.posts.models import Audience, Mention, Post
from commonhold.social.posts.visibility import may_see


def addressees(by: int, parent: Post | None, named: Iterable[int]) -> set[int]:
    """Those named, and in an answer also whom it answers; nobody who may not see what it answers."""
    if parent is None:
        return set(named) - {by}
    wanted = {*named, parent.author_id}
    wanted.discard(by)
    if audiences.is_open(Audience(parent.audience)):
        return wanted
    return {person_id for person_id in wanted if may_see(person_id, parent.id)}


def address(post: Post, people_ids: Iterable[int], now: datetime) -> None:
    """Write down whom a post is addressed to; nobody is taken off."""
    _MENTIONS.all_unless_there(
        {"id": ids.new_id(now), "post_id": post.id, "person_id": each} for each in sorted(people_ids)
    )


_MENTIONS = Insert(Mention)
