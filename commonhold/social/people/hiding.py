"""Who is hidden from whom, as conditions for other queries. A block on either side hides both.

| row          | what it hides                                                                  |
|--------------|--------------------------------------------------------------------------------|
| block        | each from the other, everywhere among people; what the co-op decides stays open |
| server block | everybody of that server from who blocked it                                   |
| mute         | what somebody wrote from the feeds of who muted her; pages still show it        |
| hidden boosts | what somebody boosted from the feeds of who asked for it                       |

Offices stay open: who keeps order in a group or stands for it, and what whoever does must answer. In a
conversation of several everybody is named, so that whoever writes there knows who reads it.

`path` is how a row leads to a person: "author" for a post, "" for a person herself.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import Block, BoostsHidden, CoopAccount, Mute, Person, ServerBlock


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


def muted_by(me: int) -> QuerySet[Mute, int]:
    """Ids of those whom `me` has muted, for a condition that leaves them out of a feed."""
    return Mute.objects.filter(person_id=me).values_list("muted_id", flat=True)


def boosts_hidden_by(me: int) -> QuerySet[BoostsHidden, int]:
    """Ids of those whose boosts `me` does not want to read."""
    return BoostsHidden.objects.filter(person_id=me).values_list("of_id", flat=True)


def are_apart(one: int, other: int) -> bool:
    """Does anything hide these two from each other, or one from the other?"""
    return not (_IN_SIGHT.rows(me=one, other=other) and _IN_SIGHT.rows(me=other, other=one))


def deaf_to(actor_id: int, people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` who are told nothing of this actor: apart from her, or she is muted so.

    The co-op's own account is told nothing of anybody: nobody reads it there.
    """
    among = list(people_ids)
    return {found for each in _DEAF for found in each.ids(actor=actor_id, among=among)} | {
        *_COOPS_OWN.ids(among=among)
    }


# Whoever is told of something, or follows somebody, asks these.
_IN_SIGHT = Prepared(
    lambda *, me, other: Person.objects.filter(not_hidden_from(me), id=other).values_list("id", flat=True)
)
_DEAF = (
    Prepared(
        lambda *, actor, among: Block.objects.filter(blocked_id=actor, person_id__in=among).values_list(
            "person_id", flat=True
        )
    ),
    Prepared(
        lambda *, actor, among: Block.objects.filter(person_id=actor, blocked_id__in=among).values_list(
            "blocked_id", flat=True
        )
    ),
    Prepared(
        lambda *, actor, among: ServerBlock.objects.filter(
            domain__in=Person.objects.filter(id=actor).values("domain"), person_id__in=among
        ).values_list("person_id", flat=True)
    ),
    Prepared(
        lambda *, actor, among: Mute.objects.filter(
            muted_id=actor, hides_notifications=True, person_id__in=among
        ).values_list("person_id", flat=True)
    ),
)
_COOPS_OWN = Prepared(
    lambda *, among: CoopAccount.objects.filter(person_id__in=among).values_list("person_id", flat=True)
)
