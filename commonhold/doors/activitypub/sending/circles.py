"""Follows, answers to them, and blocks, across servers."""

from __future__ import annotations

from datetime import datetime

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.sending import activities
from commonhold.doors.activitypub.sending.activities import Activity
from commonhold.doors.activitypub.sending.out import send
from commonhold.ground import ids
from commonhold.social.actors import following
from commonhold.social.actors import queries as actors
from commonhold.social.actors.keys import Signer
from commonhold.social.actors.queries import Known
from commonhold.social.people import queries as people
from commonhold.social.people.news import Blocked, FollowAccepted, Followed, Unblocked, Unfollowed


def on_followed(event: Followed, now: datetime) -> None:
    """Follow, when one of ours asks to read somebody elsewhere; Accept, when she may read one of ours."""
    found = people.follow_between(event.follower_id, event.followed_id)
    if found is None:
        return
    followed = actors.of_person(event.followed_id)
    if followed is not None:
        if not people.remote_among([event.follower_id]):
            made = activities.follow(found.id, event.follower_id, followed.uri)
            _send(made, event.follower_id, followed, now)
    elif found.is_accepted:
        _answer("Accept", event.follower_id, event.followed_id, found.id, now)


def on_follow_accepted(event: FollowAccepted, now: datetime) -> None:
    found = people.follow_between(event.follower_id, event.followed_id)
    if found is not None and found.is_accepted and not people.remote_among([event.followed_id]):
        _answer("Accept", event.follower_id, event.followed_id, found.id, now)


def on_unfollowed(event: Unfollowed, now: datetime) -> None:
    """Undo, when one of ours reads somebody elsewhere no more; Reject, when one of ours lets her no more."""
    followed = actors.of_person(event.followed_id)
    if followed is not None:
        if event.by_id != event.followed_id and not people.remote_among([event.follower_id]):
            made = activities.follow(event.follow_id, event.follower_id, followed.uri)
            undone = activities.undo(made, stamp="" if event.follow_id else str(ids.milliseconds(now)))
            _send(undone, event.follower_id, followed, now)
        return
    if event.by_id != event.follower_id:
        _answer("Reject", event.follower_id, event.followed_id, event.follow_id, now)
    following.forget_follow(event.follow_id)


def on_blocked(event: Blocked, now: datetime) -> None:
    """Block: her server keeps the two apart as well."""
    blocked = actors.of_person(event.blocked_id)
    if blocked is not None and event.block_id and not people.remote_among([event.person_id]):
        made = activities.block(event.block_id, event.person_id, blocked.uri)
        _send(made, event.person_id, blocked, now)


def on_unblocked(event: Unblocked, now: datetime) -> None:
    blocked = actors.of_person(event.blocked_id)
    if blocked is not None and not people.remote_among([event.person_id]):
        made = activities.block(event.block_id, event.person_id, blocked.uri)
        _send(activities.undo(made), event.person_id, blocked, now)


def _answer(kind: str, follower_id: int, followed_id: int, follow_id: int, now: datetime) -> None:
    """Accept or Reject, naming the follow as her server does. Asked once more, it is answered once more."""
    follower = actors.of_person(follower_id)
    if follower is None:
        return
    me = addresses.person(followed_id)
    asked: Activity = {"type": "Follow", "actor": follower.uri, "object": me}
    uri = actors.uri_of_follow(follow_id)
    if uri:
        asked["id"] = uri
    own = f"{me}#{kind.lower()}-{follow_id}-{ids.milliseconds(now)}"
    made = activities.activity(kind, own, me, asked, [follower.uri])
    _send(made, followed_id, follower, now)


def _send(made: Activity, person_id: int, to: Known, now: datetime) -> None:
    send(made, by=Signer(person_id=person_id), inboxes=[to.inbox], now=now)
