"""Whom what is said must reach: inboxes, one for each server where that has one for all."""

from __future__ import annotations

from collections.abc import Collection

from commonhold.ground.spans import Span
from commonhold.social.actors import queries as actors
from commonhold.social.people.queries import ANYONE, remote_among
from commonhold.social.posts import boosts, outward, queries
from commonhold.social.posts.outward import Outward

_MOST = Span(limit=1000)


def of_post(post: Outward, *, again: bool = False) -> set[str]:
    """Whoever is named; where it is for many, who follows its author, and who takes part in its thread.

    `again`: it was told before, and must reach those, too, to whom others passed it on.
    """
    found = actors.inboxes_of(_named(post.id))
    if post.audience in {"public", "unlisted"} or _is_own_circle(post):
        found |= actors.inboxes_of_followers(post.author_id)
    if post.audience in outward.OPEN:
        found |= actors.inboxes_of(outward.authors_in(post.first_id))
    if again and post.audience in {"public", "unlisted"}:
        found |= _passed_on(post.id)
    return found


def of_boost(post: Outward, person_id: int) -> set[str]:
    """Who follows whoever passes it on, and its author."""
    return actors.inboxes_of_followers(person_id) | actors.inboxes_of([post.author_id])


def _named(post_id: int) -> Collection[int]:
    return [person_id for person_id, _answers in queries.addressees(post_id)]


def _is_own_circle(post: Outward) -> bool:
    return post.audience == "followers" and post.circle_of_id == post.author_id


def _passed_on(post_id: int) -> set[str]:
    """Where people elsewhere passed it on or liked it, and the followers of those who passed it on here."""
    boosters = [person_id for _id, person_id in boosts.boosted_by(ANYONE, post_id, _MOST)]
    likers = [person_id for _id, person_id in boosts.favoured_by(ANYONE, post_id, _MOST)]
    found = actors.inboxes_of([*boosters, *likers])
    here = set(boosters) - remote_among(boosters)
    return found.union(*(actors.inboxes_of_followers(each) for each in here))
