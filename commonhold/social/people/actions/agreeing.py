"""Terms, privacy notice and minimum age are accepted, with the date."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people.models import Agreement, Person
from commonhold.social.people.queries.agreed import asked_of_newcomers, in_force, still_to_agree
from commonhold.social.people.refusals import NotAgreed


def must_agree(agrees: bool) -> None:
    """Refuse a newcomer who does not accept what holds here. Raises NotAgreed."""
    asked = asked_of_newcomers()
    if asked and not agrees:
        raise NotAgreed(asked.minimum_age)


@transaction.atomic
def agree(by: int, *, occasion: str, now: datetime) -> None:
    """Note that somebody accepts what holds now; twice the same is noted once."""
    Person.objects.select_for_update().get(id=by)
    if not still_to_agree(by):
        return
    held = in_force()
    Agreement.objects.create(
        id=ids.new_id(now),
        person_id=by,
        terms_version=held.terms_version,
        privacy_version=held.privacy_version,
        minimum_age=held.minimum_age,
        occasion=occasion,
        at=now,
    )


@transaction.atomic
def agree_if_asked(by: int, *, agrees: bool, occasion: str, now: datetime) -> None:
    """On an occasion that needs it: note it, or refuse where something is still open. Raises NotAgreed."""
    asked = still_to_agree(by)
    if asked and not agrees:
        raise NotAgreed(asked.minimum_age)
    agree(by, occasion=occasion, now=now)
