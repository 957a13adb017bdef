"""Ending a suspension that somebody brought along from her old server: no case of ours is behind it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.moderation import effects
from commonhold.civic.moderation.actions.reporting import LONGEST
from commonhold.civic.moderation.refusals import OwnSuspension, WhyFreedMissing
from commonhold.civic.moderation.standing import must_hold_mandate
from commonhold.social.arrivals.actions import free_arrival
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import are_apart


@transaction.atomic
def free_newcomer(by: int, *, person_id: int, words: str, now: datetime) -> None:
    """End, with a reason which she reads, what her old server decided; measures of ours go on.

    Raises MandateNeeded, OwnSuspension for who has a part in it, WhyFreedMissing or NotSuspendedThere.
    """
    must_hold_mandate(by)
    human = people.same_human(by)
    if person_id in human or any(are_apart(each, person_id) for each in human):
        raise OwnSuspension
    _free(by, person_id, words, now)


@transaction.atomic
def free_at_console(handle: str, *, words: str, now: datetime) -> None:
    """The same by whoever runs the server, for the time before anybody holds a mandate.

    Raises NoSuchPerson, WhyFreedMissing or NotSuspendedThere.
    """
    _free(None, people.by_handle(people.ANYONE, handle).id, words, now)


def _free(by: int | None, person_id: int, words: str, now: datetime) -> None:
    words = words.replace("\0", "").strip()
    if not 0 < len(words) <= LONGEST:
        raise WhyFreedMissing
    free_arrival(by, person_id=person_id, words=words, now=now)
    effects.end_brought_along(person_id, now=now)
