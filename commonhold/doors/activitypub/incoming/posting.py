"""Posts that are told, changed and taken back, and answers in our polls."""

from __future__ import annotations

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming.parts import (
    POSTS,
    Json,
    each_of,
    thing_of,
    types_of,
    uri_of,
    uris_of,
    words_of,
)
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told, nothing_to_do
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.doors.activitypub.reading.values import NoMore
from commonhold.social.actors import following as actors
from commonhold.social.posts import actions as posts
from commonhold.social.posts import elsewhere as known
from commonhold.social.received import actions as received
from commonhold.social.received.queries import is_ruled_out


def create(it: Told) -> Deed:
    """Somebody said something. What nobody here would read is left where it is."""
    thing, uri = it.object, it.object_uri
    if thing is not None and POSTS.isdisjoint(types_of(thing)):
        raise Nothing(f"it is nothing that is read here: {', '.join(types_of(thing))[:60]}")
    if not uri:
        raise Nothing("what was said has no address")
    it.must_be_of_her_server(uri)
    if is_ruled_out(uri):
        raise Nothing("it was taken back before it came")
    if thing is not None and _is_answer(thing):
        return _choose(it, thing)
    if thing is None and known.by_uri(uri) is not None:
        return nothing_to_do
    if not _is_read_here(it, thing):
        raise Nothing("nobody here reads it")
    if thing is not None and it.is_hers(thing):
        it.elsewhere.take_post(thing, now=it.now)
    else:
        it.elsewhere.post_of(uri, now=it.now)
    return nothing_to_do


def update(it: Told, thing: Json) -> Deed:
    """It says something else now. What never came is told now."""
    uri = uri_of(thing)
    it.must_be_of_her_server(uri)
    here = known.by_uri(uri)
    if here is None:
        return create(it)
    if here.author_id == it.person and it.is_hers(thing):
        it.elsewhere.take_post(thing, now=it.now)
        return nothing_to_do
    return looked_at_again(it, here.author_id, uri)


def looked_at_again(it: Told, author: int, uri: str) -> Deed:
    """As its own server has it now, whoever said that it changed."""
    try:
        it.elsewhere.post_of(uri, now=it.now, fresh=True)
    except NoMore:
        return lambda: posts.remove_arrived(author, uri=uri, now=it.now)
    return nothing_to_do


def delete(it: Told) -> Deed:
    """Its author took it back, or her server did."""
    uri = it.object_uri
    it.must_be_of_her_server(uri)
    here = known.by_uri(uri)
    if here is None:
        return lambda: received.rule_out(uri, signer=it.signer, domain=it.domain, now=it.now)
    author = here.author_id
    return lambda: posts.remove_arrived(author, uri=uri, now=it.now)


def _is_answer(thing: Json) -> bool:
    """Is it what somebody chose in a poll of ours? Such a note has a name and no words."""
    target = addresses.ours(uri_of(thing.get("inReplyTo")))
    is_ours = target is not None and target.kind == "posts"
    return is_ours and bool(words_of(thing.get("name"))) and not words_of(thing.get("content"))


def _choose(it: Told, thing: Json) -> Deed:
    post_id = post_at(uri_of(thing.get("inReplyTo")))
    if post_id is None or not it.is_hers(thing):
        raise Nothing("it chooses in no poll of ours")
    answer = words_of(thing.get("name"))
    return lambda: posts.choose_one_in_poll(it.person, post_id=post_id, answer=answer, now=it.now)


def _is_read_here(it: Told, thing: Json | None) -> bool:
    """Does anybody here follow who said it, is it addressed to one of us, or an answer to what is here?"""
    if it.is_followed:
        return True
    if thing is None:
        thing = {}
    if post_at(uri_of(thing.get("inReplyTo"))) is not None:
        return True
    named = [uri_of(each.get("href")) for each in each_of(thing.get("tag")) if thing_of(each)]
    meant = [*uris_of(thing.get("to")), *uris_of(thing.get("cc")), *uris_of(thing.get("audience"))]
    meant += [*uris_of(it.activity.get("to")), *uris_of(it.activity.get("cc")), *named]
    for uri in meant:
        target = addresses.ours(uri)
        if target is not None and not target.part and target.kind == "people":
            return True
        if target is not None and not target.part and target.kind == "groups":
            return actors.follows_group(it.person, target.id)
    return False
