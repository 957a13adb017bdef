"""What measures say of posts and of people, as far as an order goes by it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from commonhold.ground.prepared import Prepared
from commonhold.social.feeds.models import ReadsAsEver
from commonhold.social.people import queries as people
from commonhold.social.posts import restrictions


def reads_as_ever(me: int) -> bool:
    """Does she want nothing lowered in her own feed?"""
    return bool(_AS_EVER.ids(me=me))


_AS_EVER = Prepared(lambda *, me: ReadsAsEver.objects.filter(person_id=me).values_list("person_id"))


class Held(NamedTuple):
    """Posts that a measure lowers; posts and people that nothing made up by the house may put forward."""

    lowered: frozenset[int]
    posts_kept_out: frozenset[int]
    people_kept_out: frozenset[int]


def held(me: int, post_ids: Collection[int], person_ids: Collection[int]) -> Held:
    """Those of some posts and of some people; nothing is lowered for who reads as ever."""
    return Held(
        frozenset() if reads_as_ever(me) else frozenset(restrictions.deprioritised(post_ids)),
        frozenset(restrictions.not_recommended(post_ids)),
        frozenset(people.not_recommended(person_ids)),
    )
