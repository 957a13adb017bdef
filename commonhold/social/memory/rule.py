"""Who may see a post, where reader and post are known: the rule of `posts/visibility.py` without a database.

The two are held against each other for every audience and viewer (`tests/test_rule.py`). For audiences whose
answer lies in rows that nobody keeps in memory, that rule itself is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db.models import QuerySet

from commonhold.ground.changes.reading import Reading
from commonhold.ground.prepared import Prepared
from commonhold.social.memory.known import Known
from commonhold.social.memory.readers import Reader
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.visibility import visible_posts

#: Audiences whose members nobody keeps in memory.
ASKED = frozenset({"list", "group", "direct"})


def seen(reading: Reading, reader: Reader, posts: Iterable[Known]) -> set[int]:
    """The ids of those that the reader may see, tombstones included. Raises TookTooLong."""
    allowed: set[int] = set()
    unclear: list[int] = []
    for each in posts:
        if _is_hidden(reader, each):
            continue
        if each.audience in ASKED and each.author != reader.id:
            unclear.append(each.id)
        elif _may_read(reading, reader, each) and _is_let(reader, each):
            allowed.add(each.id)
    return allowed | _by_the_rule(reading, reader, unclear) if unclear else allowed


def is_plain(reader: Reader, post: Known) -> bool:
    """Everybody may read it, and nothing keeps it from this reader: no need to ask anything."""
    return post.is_open and post.waits_for is None and not _is_hidden(reader, post)


def is_told(reader: Reader, post: Known) -> bool:
    """Is it known without a question that she may see it? If not, she may all the same."""
    if _is_hidden(reader, post) or (post.waits_for is not None and post.author != reader.id):
        return False
    if post.is_open or post.author == reader.id:
        return True
    if post.audience == "members":
        return bool(reader.is_member)
    return post.audience == "followers" and reader.follows(post.circle)


def _may_read(reading: Reading, reader: Reader, post: Known) -> bool:
    me = reader.id
    if post.is_open:
        return True
    if me is None:
        return False
    if post.author == me:
        return True
    if post.audience == "members":
        return bool(reader.is_member)
    if post.circle == me or me in post.addressed:
        return True
    follows = reader.follows(post.circle)
    return follows and (post.audience == "followers" or _is_followed(reading, me, post.circle))


def _is_let(reader: Reader, post: Known) -> bool:
    return post.waits_for is None or (reader.id is not None and reader.id in {post.author, post.waits_for})


def _is_hidden(reader: Reader, post: Known) -> bool:
    return post.author in reader.hidden or post.domain in reader.domains


def _is_followed(reading: Reading, me: int, by: int) -> bool:
    return bool(reading.ask(_FOLLOWED, (by, me)))


def _by_the_rule(reading: Reading, reader: Reader, ids: Sequence[int]) -> set[int]:
    values: dict[str, Any] = {"ids": ids} if reader.id is None else {"ids": ids, "me": reader.id}
    return {row[0] for row in reading.ask(*_visible().question(**values))}


@cache
def _visible() -> Prepared:
    def build(*, ids: Sequence[int], me: int | None = None) -> QuerySet[Any, Any]:
        return visible_posts(Viewer(me)).filter(id__in=ids).order_by().values_list("id")

    return Prepared(build)


_FOLLOWED = (
    "SELECT 1 FROM people_follow WHERE follower_id = ? AND followed_id = ? AND accepted_at IS NOT NULL"
)
