"""People elsewhere who change, move or leave."""

from __future__ import annotations

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming.parts import uri_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told, nothing_to_do
from commonhold.social.actors import moving
from commonhold.social.actors import queries as actors
from commonhold.social.people import actions as people


def update(it: Told) -> Deed:
    """She describes herself anew: her own server is asked how, so that nobody else describes her."""
    if it.object_uri != it.signer:
        raise Nothing("nobody describes somebody else")
    it.elsewhere.actor_of(it.signer, now=it.now, fresh=True)
    return nothing_to_do


def delete(it: Told) -> Deed:
    """She is gone, and what she said goes with her."""
    return lambda: people.say_farewell(it.person, now=it.now)


def move(it: Told) -> Deed:
    """She goes on under another address: whoever follows her here follows her there.

    Both sides are asked freshly: she must name the new one, which must know itself to be also her.
    """
    target = uri_of(it.activity.get("target"))
    if it.object_uri != it.signer or not target or target == it.signer:
        raise Nothing("nobody moves somebody else")
    it.elsewhere.actor_of(it.signer, now=it.now, fresh=True)
    if addresses.is_ours(target):
        ours = addresses.ours(target)
        new = ours.id if ours is not None and ours.kind == "people" and not ours.part else 0
        names = moving.aliases(new)
    else:
        new = it.elsewhere.actor_of(target, now=it.now, fresh=True)
        names = list(actors.ties_of(new).also_known_as)
    if it.signer not in names:
        raise Nothing("where she moves to doesn't know her")
    old = actors.ties_of(it.person)
    if target not in {old.moved_to, *old.also_known_as}:
        raise Nothing("she doesn't say herself that she moved there")
    return lambda: people.follow_where_she_went(it.person, moved_to=new, now=it.now)
