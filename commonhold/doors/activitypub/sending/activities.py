"""Activities as plain dictionaries (w3.org/TR/activitystreams-vocabulary §3.1). Each has an id of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.contexts import OBJECT, with_context
from commonhold.doors.activitypub.documents.posts import Written
from commonhold.doors.calls.times import instant

Activity = dict[str, Any]


def create(said: Written) -> Activity:
    """Somebody said something."""
    return _about(said, "Create", "activity", said.post.published_at)


def update(said: Written, *, stamp: str, at: datetime) -> Activity:
    """It says something else now, or its poll counts more; `stamp` tells one time from another."""
    return _about(said, "Update", f"updates/{stamp}", at)


def activity(kind: str, uri: str, actor: str, about: Any, to: Sequence[str] = (), **more: Any) -> Activity:
    """Anything that needs no more than who does what to what."""
    made: Activity = {"id": uri, "type": kind, "actor": actor, "object": about}
    return made | ({"to": list(to)} if to else {}) | more


def delete(post_uri: str, actor: str, *, stamp: str, is_open: bool) -> Activity:
    """Words were taken back: where they stood is a tombstone. Of what was for few, few are told."""
    tombstone = {"id": post_uri, "type": "Tombstone"}
    to = [PUBLIC] if is_open else [f"{actor}/followers"]
    return activity("Delete", f"{post_uri}#delete-{stamp}", actor, tombstone, to)


def undo(done: Activity, *, stamp: str = "") -> Activity:
    """It holds no more."""
    uri = f"{done['id']}/undo{f'-{stamp}' if stamp else ''}"
    inner = {name: value for name, value in done.items() if name != "@context"}
    return activity("Undo", uri, done["actor"], inner, done.get("to", ()))


def follow(follow_id: int, follower_id: int, followed: str) -> Activity:
    return activity(
        "Follow", addresses.follow(follow_id), addresses.person(follower_id), followed, [followed]
    )


def like(favourite_id: int, person_id: int, post_uri: str, author: str) -> Activity:
    me = addresses.person(person_id)
    return activity("Like", f"{me}/likes/{favourite_id}", me, post_uri, [author])


def announce(uri: str, actor: str, post_uri: str, author: str, at: datetime) -> Activity:
    """Passed on to whoever follows."""
    return activity(
        "Announce",
        uri,
        actor,
        post_uri,
        [PUBLIC],
        cc=[f"{actor}/followers", author],
        published=instant(at),
    )


def boost(boost_id: int, person_id: int, post_uri: str, author: str, at: datetime) -> Activity:
    me = addresses.person(person_id)
    return announce(f"{me}/boosts/{boost_id}", me, post_uri, author, at)


def block(block_id: int, person_id: int, blocked: str) -> Activity:
    me = addresses.person(person_id)
    return activity("Block", f"{me}/blocks/{block_id}", me, blocked, [blocked])


def standing_alone(made: Activity) -> Activity:
    """With the contexts of all that our activities may hold."""
    return made if "@context" in made else with_context(made, OBJECT)


def _about(said: Written, kind: str, part: str, at: datetime) -> Activity:
    author = addresses.person(said.post.author_id)
    uri = f"{addresses.post(said.post.id)}/{part}"
    return {
        "id": uri,
        "type": kind,
        "actor": author,
        "published": instant(at),
        **said.addressed.parts(),
        "object": said.document,
    }
