"""Follow, Accept, Reject, Block, Join and Leave, and taking each back."""

from __future__ import annotations

from contextlib import suppress

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming import quotes
from commonhold.doors.activitypub.incoming.parts import Json, type_of, uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told, nothing_to_do
from commonhold.social.actors import following as actors
from commonhold.social.people import actions as people
from commonhold.social.people import queries as known
from commonhold.social.people.refusals import NotAsked


def follow(it: Told) -> Deed:
    """Somebody wants to read one of ours, or a group."""
    target = addresses.ours(it.object_uri)
    if target is None or target.part:
        raise Nothing("nobody here is followed by it")
    if target.kind == "groups":
        return lambda: actors.follow_group(it.person, group_id=target.id, uri=it.uri, now=it.now)
    if target.kind != "people":
        raise Nothing("nobody here is followed by it")

    def deed() -> None:
        people.follow(it.person, person_id=target.id, now=it.now)
        actors.note_follow(it.person, followed_id=target.id, uri=it.uri)

    return deed


def unfollow(it: Told, undone: Json) -> Deed:
    target = addresses.ours(uri_of(undone.get("object")))
    if target is None:
        raise Nothing("nobody here was followed by it")
    if target.kind == "groups":
        return lambda: actors.unfollow_group(it.person, group_id=target.id, now=it.now)
    return lambda: people.unfollow(it.person, person_id=target.id, now=it.now)


def unfollow_by_uri(it: Told, uri: str) -> Deed:
    """The same where only the follow's address came along."""
    found = actors.followed_by_uri(it.person, uri)
    if found is None:
        return nothing_to_do
    if found.is_group:
        return lambda: actors.unfollow_group(it.person, group_id=found.id, now=it.now)
    return lambda: people.unfollow(it.person, person_id=found.id, now=it.now)


def accept(it: Told) -> Deed:
    """Whom one of ours asked to follow lets her, or lets her quote."""
    if type_of(it.object) == "QuoteRequest":
        return quotes.accepted(it)
    asker = _asker(it)

    def deed() -> None:
        with suppress(NotAsked):  # it was taken back meanwhile, or accepted before
            people.accept_follow(it.person, person_id=asker, now=it.now)

    return deed


def reject(it: Told) -> Deed:
    """She doesn't let her, or not any more."""
    if type_of(it.object) == "QuoteRequest":
        return quotes.refused(it)
    asker = _asker(it)
    return lambda: people.remove_follower(it.person, person_id=asker, now=it.now)


def block(it: Told) -> Deed:
    other = _one_of_ours(it.object_uri)
    return lambda: people.block(it.person, person_id=other, now=it.now)


def unblock(it: Told, undone: Json) -> Deed:
    other = _one_of_ours(uri_of(undone.get("object")))
    return lambda: people.unblock(it.person, person_id=other, now=it.now)


def join(it: Told) -> Deed:
    """To belong to a group is, from elsewhere, to follow it."""
    group = _group_of_ours(it.object_uri)
    return lambda: actors.follow_group(it.person, group_id=group, uri=it.uri, now=it.now)


def leave(it: Told) -> Deed:
    group = _group_of_ours(it.object_uri)
    return lambda: actors.unfollow_group(it.person, group_id=group, now=it.now)


def _asker(it: Told) -> int:
    """Who of ours asked the signer: by our follow's address, or as her server wrote it down."""
    ours = addresses.ours(it.object_uri)
    if ours is not None and ours.kind == "follows":
        pair = known.pair_of_follow(ours.id)
        if pair is None:
            raise Nothing("that follow is no more")
        asker, asked = pair
        if asked != it.person:
            raise Nothing("somebody else was asked")
        return asker
    said = it.object
    if type_of(said) != "Follow" or said is None or uri_of(said.get("object")) != it.signer:
        raise Nothing("it answers nothing that we asked")
    return _one_of_ours(uri_of(said.get("actor")))


def _one_of_ours(uri: str) -> int:
    target = addresses.ours(uri)
    if target is None or target.kind != "people" or target.part:
        raise Nothing("nobody here is meant")
    return target.id


def _group_of_ours(uri: str) -> int:
    target = addresses.ours(uri)
    if target is None or target.kind != "groups" or target.part:
        raise Nothing("no group here is meant")
    return target.id
