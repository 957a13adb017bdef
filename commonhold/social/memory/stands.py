"""What stands in a feed: a post by itself, or as somebody passed it on."""

from __future__ import annotations

from typing import NamedTuple

from commonhold.ground.changes.reading import Reading
from commonhold.social.memory.known import Known
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import seen


class TooFar(Exception):
    """The page is far away, or of a kind that is not kept: whoever has time asks for it."""


class Boost(NamedTuple):
    """`booster` put a post into the feed, at the place of her boost."""

    place: int
    post: Known
    booster: int


#: A post that stands for itself needs nothing beside it: most do.
Stand = Known | Boost


def place_of(stand: Stand) -> int:
    return stand.id if isinstance(stand, Known) else stand.place


def post_of(stand: Stand) -> Known:
    return stand if isinstance(stand, Known) else stand.post


def without_unseen(reading: Reading, reader: Reader, found: list[Stand], unclear: list[Stand]) -> list[Stand]:
    """What was found, without those of the `unclear` that she may not see. Raises TookTooLong."""
    if not unclear:
        return found
    visible = seen(reading, reader, map(post_of, unclear))
    kept_back = {place_of(each) for each in unclear if post_of(each).id not in visible}
    return [each for each in found if place_of(each) not in kept_back] if kept_back else found
