"""How many answers to a post a reader may see: counted from what is known, or else asked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from commonhold.ground.changes.reading import Reading
from commonhold.ground.prepared import Prepared
from commonhold.social.memory.known import MOST_NAMED, Known
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import seen
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.visibility import visible_posts


def answers(reading: Reading, reader: Reader, post: Known) -> int:
    """For a post whose tally is known. Raises TookTooLong."""
    tally = post.tally
    if tally is None:
        raise ValueError("a post without its tally has nothing to be counted")
    found: int = tally.open_answers
    if found and (reader.domains or (reader.hidden and found > MOST_NAMED)):
        return _counted(reading, reader, post.id)
    if reader.hidden and found:
        found -= sum(each in reader.hidden for each in tally.answerers)
    if tally.closed_answers:
        found += len(seen(reading, reader, tally.closed_answers))
    return found


def _counted(reading: Reading, reader: Reader, post_id: int) -> int:
    me = {} if reader.id is None else {"me": reader.id}
    return len(reading.ask(*_ANSWERS.question(post_id=post_id, **me)))


def _build(*, post_id: int, me: int | None = None) -> QuerySet[Any, Any]:
    rows = visible_posts(Viewer(me)).filter(in_reply_to_id=post_id, removed_at=None)
    return rows.order_by().values_list("id")


_ANSWERS = Prepared(_build)
