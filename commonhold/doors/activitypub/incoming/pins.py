"""What somebody keeps on top of her page, there and so here."""

from __future__ import annotations

from commonhold.doors.activitypub.incoming.parts import uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told, nothing_to_do
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.social.actors import queries as actors
from commonhold.social.people import queries as people
from commonhold.social.posts import actions as posts
from commonhold.social.posts import elsewhere as known


def add(it: Told) -> Deed:
    _must_be_her_page(it)
    uri = it.object_uri
    it.must_be_of_her_server(uri)
    post_id = post_at(uri)
    if post_id is None:
        if not people.is_followed(it.person):
            raise Nothing("nobody here reads her page")
        post_id = it.elsewhere.post_of(uri, now=it.now)
    return lambda: posts.pin_post(it.person, post_id=post_id, now=it.now)


def remove(it: Told) -> Deed:
    _must_be_her_page(it)
    here = known.by_uri(it.object_uri)
    if here is None or here.author_id != it.person:
        return nothing_to_do
    post_id = here.post_id
    return lambda: posts.unpin_post(it.person, post_id=post_id, now=it.now)


def _must_be_her_page(it: Told) -> None:
    target = uri_of(it.activity.get("target"))
    if not target or target != actors.ties_of(it.person).featured:
        raise Nothing("it is no list of hers that is shown here")
