"""Who is hidden from whom, as conditions for other queries. A block on either side hides both.

| row          | what it hides                                                                  |
|--------------|--------------------------------------------------------------------------------|
| block        | each from the other, everywhere among people; what the co-op decides stays open |
| server block | everybody of that server from who blocked it                                   |
| mute         | what somebody wrote from the feeds of who muted her; pages still show it        |
| mute by vote | a whole server's people from the notifications of whoever doesn't follow them     |
| block by vote | a whole server's people from everybody, wherever people are come upon |
| hidden boosts | what somebody boosted from the feeds of who asked for it                       |

Offices stay open: who keeps order in a group or stands for it, and what whoever does must answer. In a
conversation of several everybody is named, so that whoever writes there knows who reads it.

`path` is how a row leads to a person: "author" for a post, "" for a person herself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import (
    Block,
    BoostsHidden,
    CoopAccount,
    Follow,
    Mute,
    Person,
    ServerBlock,
)
from commonhold.social.servers import policies


def not_hidden_from(me: int | None, path: str = "") -> Q:
    """The condition that neither a block on either side nor a blocked server hides a row from `me`."""
    if me is None:
        return Q()
    them = OuterRef(f"{path}_id" if path else "id")
    of_a_server = Person.objects.filter(id=OuterRef(them), domain=OuterRef("domain"))
    return (
        ~Q(Exists(Block.objects.filter(person_id=me, blocked_id=them)))
        & ~Q(Exists(Block.objects.filter(blocked_id=me, person_id=them)))
        & ~Q(Exists(ServerBlock.objects.filter(Exists(of_a_server), person_id=me)))
    )


def not_shut_out(path: str = "") -> Q:
    """The condition that no vote blocked a row's server. People of ours are never asked about."""
    domain = f"{path}__domain" if path else "domain"
    return Q(**{domain: ""}) | ~Q(policies.is_shut_out(domain))


def muted_by(me: int) -> QuerySet[Mute, int]:
    """Ids of those whom `me` has muted, for a condition that leaves them out of a feed."""
    return Mute.objects.filter(person_id=me).values_list("muted_id", flat=True)


def boosts_hidden_by(me: int) -> QuerySet[BoostsHidden, int]:
    """Ids of those whose boosts `me` does not want to read."""
    return BoostsHidden.objects.filter(person_id=me).values_list("of_id", flat=True)


def are_apart(one: int, other: int) -> bool:
    """Does anything hide these two from each other, or one from the other?"""
    return not (_MET.ids(me=one, other=other) and _MET.ids(me=other, other=one))


def _met(*, me: int, other: int) -> QuerySet[Person, Any]:
    return Person.objects.filter(not_hidden_from(me), id=other).values_list("id")


_MET = Prepared(_met)


def deaf_rows(actor_ids: Sequence[int], people_ids: Sequence[int]) -> list[QuerySet[Any, Any]]:
    """Ids of those of `people_ids` who are told nothing of one of these actors: apart from her, or deaf.

    The co-op's own account is told nothing of anybody: nobody reads it there. Together they are the answer,
    in one statement with whatever else is asked of the same people.
    """
    hers = {"person_id__in": people_ids}
    domain = Person.objects.filter(id__in=actor_ids).values("domain")
    return [
        Block.objects.filter(person_id__in=actor_ids, blocked_id__in=people_ids).values_list("blocked_id"),
        Block.objects.filter(blocked_id__in=actor_ids, **hers).values_list("person_id"),
        ServerBlock.objects.filter(domain__in=domain, **hers).values_list("person_id"),
        Mute.objects.filter(muted_id__in=actor_ids, hides_notifications=True, **hers).values_list(
            "person_id"
        ),
        CoopAccount.objects.filter(**hers).values_list("person_id"),
        _strangers_of_muted_servers(actor_ids, people_ids),
    ]


def _strangers_of_muted_servers(actor_ids: Sequence[int], people_ids: Sequence[int]) -> QuerySet[Person, Any]:
    muted = Person.objects.filter(policies.is_muted("domain"), id__in=actor_ids)
    follows = Follow.objects.filter(
        follower_id=OuterRef("id"), followed_id__in=actor_ids, accepted_at__isnull=False
    )
    return Person.objects.filter(Exists(muted), ~Exists(follows), id__in=people_ids).values_list("id")
