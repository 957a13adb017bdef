"""Which verb becomes what."""

from __future__ import annotations

from collections.abc import Callable

from commonhold.doors.activitypub.incoming import following, people, pins, posting, quotes, reports, signs
from commonhold.doors.activitypub.incoming.parts import ACTORS, Json, type_of, types_of, uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told, nothing_to_do
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.social.received import actions as received
from commonhold.social.received.queries import done_as


def deed_of(it: Told) -> Deed:
    """What is to be written for it; other servers were asked by then.

    Raises Nothing, and what `Elsewhere` raises.
    """
    verb = type_of(it.activity)
    make = VERBS.get(verb)
    if make is None:
        raise Nothing(f"no verb that we know: {verb[:60]}")
    if it.uri:
        it.must_be_of_her_server(it.uri)
    deed = make(it)
    return _remembered(it, verb, deed) if verb in _REMEMBERED and it.uri and it.object_uri else deed


def _remembered(it: Told, verb: str, deed: Deed) -> Deed:
    """Some servers take back by the address alone, and at that address there is nothing to ask for."""

    about = signs.boosted_uri(it.activity) if verb == "Announce" else it.object_uri

    def both() -> None:
        deed()
        received.remember(it.uri, signer=it.signer, verb=verb, about=about, now=it.now)

    return both


def _update(it: Told) -> Deed:
    thing = it.object
    if thing is None:
        raise Nothing("it doesn't say what is new")
    return people.update(it) if ACTORS.intersection(types_of(thing)) else posting.update(it, thing)


def _delete(it: Told) -> Deed:
    if it.object_uri == it.signer:
        return people.delete(it)
    return _consent_withdrawn(it) or posting.delete(it)


def _undo(it: Told) -> Deed:
    """Only what she did herself. What was undone before it came is not done when it comes."""
    undone, uri = it.object or {}, it.object_uri
    if uri:
        it.must_be_of_her_server(uri)
    actor = uri_of(undone.get("actor"))
    if actor and actor != it.signer:
        raise Nothing("nobody takes back what somebody else did")
    if not undone.get("object") and (done := done_as(uri, signer=it.signer)) is not None:
        undone = {"type": done.verb, "object": done.about}
    make = _UNDOING.get(type_of(undone))
    if make is not None:
        deed = make(it, undone)
    elif undone and type_of(undone) in VERBS:
        deed = nothing_to_do
    elif uri:
        deed = following.unfollow_by_uri(it, uri)
    else:
        raise Nothing("it doesn't say what is taken back")

    def both() -> None:
        deed()
        if uri:
            received.retract(uri, signer=it.signer)
            received.rule_out(uri, signer=it.signer, domain=it.domain, now=it.now)

    return both


def _ignore(_it: Told) -> Deed:
    return nothing_to_do


def _unaccept(it: Told, undone: Json) -> Deed:
    """An acceptance that is taken back is a refusal."""
    return following.reject(
        Told({**undone, "id": it.uri}, it.signer, it.domain, it.person, it.elsewhere, it.now)
    )


def _consent_withdrawn(it: Told) -> Deed | None:
    """Consent to a quote is withdrawn by deleting its stamp, which lies with who gave it."""
    stamp = it.object or {}
    quote_id = post_at(uri_of(stamp.get("interactingObject")))
    return None if quote_id is None else quotes.withdrawn(it, quote_id)


#: All that we know of.
VERBS: dict[str, Callable[[Told], Deed]] = {
    "Accept": following.accept,
    "Add": pins.add,
    "Announce": signs.announce,
    "Block": following.block,
    "Create": posting.create,
    "Delete": _delete,
    "Dislike": _ignore,
    "EmojiReact": signs.like,
    "Flag": reports.flag,
    "Follow": following.follow,
    "Join": following.join,
    "Leave": following.leave,
    "Like": signs.like,
    "Listen": _ignore,
    "Move": people.move,
    "QuoteRequest": quotes.asked,
    "Read": _ignore,
    "Reject": following.reject,
    "Remove": pins.remove,
    "TentativeAccept": _ignore,
    "Undo": _undo,
    "Update": _update,
    "View": _ignore,
}

_UNDOING: dict[str, Callable[[Told, Json], Deed]] = {
    "Accept": _unaccept,
    "Announce": signs.unannounce,
    "Block": following.unblock,
    "EmojiReact": signs.unlike,
    "Follow": following.unfollow,
    "Join": following.unfollow,
    "Like": signs.unlike,
}
#: What is known by its address later: a follow is known with the follow itself.
_REMEMBERED = frozenset({"Announce", "Block", "EmojiReact", "Like"})
