"""Likes, and posts that are passed on; taken back too."""

from __future__ import annotations

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming import posting
from commonhold.doors.activitypub.incoming.parts import POSTS, Json, thing_of, type_of, types_of, uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told, nothing_to_do
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.social.actors import queries as actors
from commonhold.social.people import queries as people
from commonhold.social.posts import actions as posts
from commonhold.social.posts import elsewhere as known


def like(it: Told) -> Deed:
    """Any sign of liking counts as one: whichever picture it bears."""
    post_id = post_at(it.object_uri)
    if post_id is None:
        raise Nothing("what it likes isn't here")
    return lambda: posts.favourite_post(it.person, post_id=post_id, now=it.now)


def unlike(it: Told, undone: Json) -> Deed:
    post_id = post_at(uri_of(undone.get("object")))
    if post_id is None:
        return nothing_to_do
    return lambda: posts.unfavourite_post(it.person, post_id=post_id, now=it.now)


def announce(it: Told) -> Deed:
    """Somebody passes a post on, or a group what was done in it (FEP-1b12)."""
    inner = it.object
    if inner is not None and not POSTS.intersection(types_of(inner)):
        return _passed_on_by_group(it, inner)
    return _boosted(it, it.object_uri)


def _passed_on_by_group(it: Told, inner: Json) -> Deed:
    """What was said is asked for where it was said: the group's server can't speak for that one."""
    her = actors.of_person(it.person)
    if her is None or her.kind != "Group":
        raise Nothing("no group passes that on")
    if type_of(inner) not in _SAID:
        return nothing_to_do
    uri = uri_of(inner.get("object"))
    if type_of(inner) == "Create":
        return _boosted(it, uri)
    here = known.by_uri(uri)
    if here is None:
        raise Nothing("what it changes isn't here")
    return posting.looked_at_again(it, here.author_id, uri)


def _boosted(it: Told, uri: str) -> Deed:
    post_id = post_at(uri)
    if post_id is None:
        if not uri or addresses.is_ours(uri):
            raise Nothing("it passes nothing on")
        if not people.is_followed(it.person):
            raise Nothing("nobody here reads who passes it on")
        post_id = it.elsewhere.post_of(uri, now=it.now)
    found = post_id
    return lambda: posts.boost_post(it.person, post_id=found, now=it.now)


def boosted_uri(activity: Json) -> str:
    """Which post an Announce is of; a group's bears what was said as it was told (FEP-1b12)."""
    inner = thing_of(activity.get("object"))
    return uri_of((inner if inner is not None and type_of(inner) == "Create" else activity).get("object"))


def unannounce(it: Told, undone: Json) -> Deed:
    post_id = post_at(boosted_uri(undone))
    if post_id is None:
        return nothing_to_do
    return lambda: posts.unboost_post(it.person, post_id=post_id, now=it.now)


_SAID = frozenset({"Create", "Update", "Delete"})
