"""Likes and boosts, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commonhold.doors.activitypub.documents.posts import actor_uri, uri_of
from commonhold.doors.activitypub.sending import activities, in_groups, reach
from commonhold.doors.activitypub.sending.activities import Activity
from commonhold.doors.activitypub.sending.out import send
from commonhold.ground import ids
from commonhold.social.actors import queries as actors
from commonhold.social.actors.keys import Signer
from commonhold.social.people.queries import Viewer, remote_among
from commonhold.social.posts import boosts
from commonhold.social.posts.news import PostBoosted, PostFavourited, PostUnboosted, PostUnfavourited
from commonhold.social.posts.outward import Outward, leaves, outward
from commonhold.social.posts.outward import in_open_groups as open_groups_among


def on_post_favourited(event: PostFavourited, now: datetime) -> None:
    on_posts_favourited([event], now)


def on_posts_favourited(events: Sequence[PostFavourited], now: datetime) -> None:
    """Like, to the author's server alone, of what is elsewhere; in a group, the group passes it on.

    Who likes nothing of either costs a look.
    """
    elsewhere = remote_among({each.author_id for each in events})
    in_open_groups = set(open_groups_among({each.post_id for each in events}))
    for each in events:
        if each.author_id in elsewhere:
            own_id = boosts.own_favourite(Viewer(each.person_id), each.post_id)
            if own_id is not None:
                _tell_author(each.post_id, own_id, each.person_id, now, undone=False)
        if each.post_id in in_open_groups:
            own_id = boosts.own_favourite(Viewer(each.person_id), each.post_id)
            if own_id is not None:
                _tell_group(each.post_id, own_id, each.person_id, now, undone=False)


def on_post_unfavourited(event: PostUnfavourited, now: datetime) -> None:
    if event.favourite_id:
        _tell_author(event.post_id, event.favourite_id, event.person_id, now, undone=True)
        if open_groups_among([event.post_id]):
            _tell_group(event.post_id, event.favourite_id, event.person_id, now, undone=True)


def on_post_boosted(event: PostBoosted, now: datetime) -> None:
    """Announce, of what anybody may read."""
    own = boosts.own_boost(Viewer(event.person_id), event.post_id)
    if own is not None:
        _pass_on(event.post_id, own.id, event.person_id, now, undone=False)


def on_post_unboosted(event: PostUnboosted, now: datetime) -> None:
    if event.boost_id:
        _pass_on(event.post_id, event.boost_id, event.person_id, now, undone=True)


def _tell_author(post_id: int, own_id: int, person_id: int, now: datetime, *, undone: bool) -> None:
    post = outward([post_id]).get(post_id)
    author = None if post is None else actors.of_person(post.author_id)
    if post is None or author is None or remote_among([person_id]):
        return
    made = activities.like(own_id, person_id, uri_of(post), author.uri)
    _send(activities.undo(made) if undone else made, person_id, {author.shared_inbox or author.inbox}, now)


def _tell_group(post_id: int, own_id: int, person_id: int, now: datetime, *, undone: bool) -> None:
    """What people elsewhere like is passed on as they told it, when it comes."""
    post = outward([post_id]).get(post_id)
    if post is None or remote_among([person_id]):
        return
    made = activities.like(own_id, person_id, uri_of(post), actor_uri(post.author_id))
    in_groups.pass_on_activity(post, activities.undo(made) if undone else made, now)


def _pass_on(post_id: int, own_id: int, person_id: int, now: datetime, *, undone: bool) -> None:
    post = outward([post_id]).get(post_id)
    if post is None or remote_among([person_id]) or not _may_be_passed_on(post):
        return
    author = actor_uri(post.author_id)
    made = activities.boost(own_id, person_id, uri_of(post), author, ids.time_of(own_id))
    _send(activities.undo(made) if undone else made, person_id, reach.of_boost(post, person_id), now)


def _may_be_passed_on(post: Outward) -> bool:
    return post.audience in {"public", "unlisted"} and (leaves(post) or not post.is_ours)


def _send(made: Activity, person_id: int, inboxes: set[str], now: datetime) -> None:
    send(made, by=Signer(person_id=person_id), inboxes=inboxes, now=now)
