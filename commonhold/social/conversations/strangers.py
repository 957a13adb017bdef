"""Who knows whom well enough to be written to without asking."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from commonhold.social.conversations.models import Seat, WriterWish
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer

_Writers = WriterWish.Writers


def who_know(people_ids: Collection[int], writer_id: int) -> set[int]:
    """Those who get a message of this writer's without a request.

    They follow her, or both have accepted seats in a conversation already. Being fellow members is not
    enough: members of a large co-op are strangers too. Other servers ask their own people.
    """
    if not people_ids:
        return set()
    hers = Seat.objects.filter(
        person_id=writer_id, state=Seat.State.ACCEPTED, conversation=OuterRef("conversation")
    )
    seats = Seat.objects.filter(Exists(hers), person_id__in=people_ids, state=Seat.State.ACCEPTED)
    return {
        *people.followers_among(ANYONE, writer_id, people_ids),
        *seats.values_list("person_id", flat=True),
        *people.remote_among(people_ids),
    }


def who_refuse(people_ids: Collection[int], writer_id: int) -> set[int]:
    """Those whose wish keeps this writer from beginning one with them, and the co-op's own account."""
    coop = people.coop_account_id()
    nobody = {each for each in people_ids if each == coop}
    wishes = WriterWish.objects.filter(person_id__in=people_ids).exclude(writers=_Writers.EVERYBODY)
    picky = {row.person_id: row.writers for row in wishes}
    if not picky:
        return nobody
    viewer = Viewer(writer_id)
    acquainted = {
        *people.followers_among(ANYONE, writer_id, picky),
        *people.followed_among(viewer, picky),
    }
    refusing = {each for each, wish in picky.items() if wish == _Writers.NOBODY or each not in acquainted}
    return nobody | refusing
