"""Groups pass on what is said in them to whoever follows them elsewhere (FEP-1b12)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.documents.posts import Written, actor_uri, uri_of
from commonhold.doors.activitypub.sending import activities
from commonhold.doors.activitypub.sending.activities import Activity
from commonhold.doors.activitypub.sending.out import send
from commonhold.ground import ids
from commonhold.social.actors import queries as actors
from commonhold.social.actors.keys import Signer
from commonhold.social.actors.news import GroupFollowed
from commonhold.social.posts.news import PostTakenOut
from commonhold.social.posts.outward import Outward, is_for_others, may_be_fetched, outward

#: Whom something was sent to in secret is passed on to nobody.
_KEPT_BACK = frozenset({"bto", "bcc"})


def pass_on(post: Outward, said: Written | None, now: datetime, *, again: str = "") -> None:
    """The post itself, as everybody reads a boost; and of what is ours the activity, as forums read it.

    `again` tells this time from the first.
    """
    if post.group_id is None or not may_be_fetched(post) or post.imported_as:
        return
    part = f"-{again}" if again else ""
    _send(passed_on(post, part), post.group_id, now)
    if said is not None:
        made = activities.create(said)
        pass_on_activity(post, {**made, "id": f"{made['id']}{part}"}, now)


def pass_on_activity(post: Outward, activity: Activity, now: datetime) -> None:
    """What one of ours did with a post in a group that everybody may read."""
    if post.group_id is not None and is_for_others(post):
        _send(activity_passed_on(post, activity), post.group_id, now)


def pass_on_received(post: Outward, activity: Activity, now: datetime) -> None:
    """What somebody elsewhere did with a post in such a group, in the words of her own server."""
    if post.group_id is None or not may_be_fetched(post):
        return
    inner = {name: value for name, value in activity.items() if name not in _KEPT_BACK}
    _send(_announcing(post, inner, sha256(str(activity["id"]).encode()).hexdigest()[:24]), post.group_id, now)


def passed_on(post: Outward, part: str = "") -> Activity:
    """That the group where it was said passed a post on, as everybody reads a boost."""
    group = addresses.group(post.group_id or 0)
    author = actor_uri(post.author_id)
    return activities.announce(
        f"{group}/boosts/{post.id}{part}", group, uri_of(post), author, post.published_at
    )


def activity_passed_on(post: Outward, activity: Activity) -> Activity:
    """That it passed on what one of ours did with a post there, as forums read it."""
    return _announcing(post, activity, _tail(activity))


def _announcing(post: Outward, activity: Activity, tail: str) -> Activity:
    group = addresses.group(post.group_id or 0)
    return activities.activity(
        "Announce",
        f"{group}/announces/{post.id}-{str(activity['type']).lower()}-{tail}",
        group,
        activity,
        [PUBLIC],
        cc=[f"{group}/followers"],
    )


def on_group_followed(event: GroupFollowed, now: datetime) -> None:
    """Accept: a group that everybody may read, everybody may follow."""
    follower = actors.of_person(event.person_id)
    if follower is None:
        return
    group = addresses.group(event.group_id)
    asked = {"id": event.uri, "type": "Follow", "actor": follower.uri, "object": group}
    own = f"{group}#accept-{event.person_id}-{ids.milliseconds(now)}"
    made = activities.activity("Accept", own, group, asked, [follower.uri])
    send(made, by=Signer(group_id=event.group_id), inboxes=[follower.inbox], now=now)


def on_post_taken_out(event: PostTakenOut, now: datetime) -> None:
    """The group takes back that it passed a post on."""
    post = outward([event.post_id]).get(event.post_id)
    if post is not None:
        take_back(post, event.group_id, now)


def _tail(activity: Activity) -> str:
    return str(activity["id"]).rstrip("/").rpartition("/")[2].rpartition("#")[2]


def take_back(post: Outward, group_id: int, now: datetime) -> None:
    """Undo of what the group passed on."""
    _send(activities.undo(passed_on(post), stamp=str(ids.milliseconds(now))), group_id, now)


def _send(made: Activity, group_id: int, now: datetime) -> None:
    send(made, by=Signer(group_id=group_id), inboxes=actors.inboxes_of_group(group_id), now=now)
