"""How somebody comes to have a second profile."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.people import queries
from commonhold.social.people.actions.arriving import create_person
from commonhold.social.people.models import Login, Person
from commonhold.social.people.refusals import NeedsSignIn, TooManyProfiles

MOST_PROFILES = 2


@transaction.atomic
def add_profile(by: int, *, handle: str, display_name: str, now: datetime) -> int:
    """Give the human behind `by` another person, whom nothing public links to her; return its id.

    Raises AccountClosed, NeedsSignIn, TooManyProfiles, or what `create_person` raises.
    """
    queries.must_be_active(by)
    # The login is locked so that two requests at once cannot make a third profile.
    login = Login.objects.select_for_update().filter(people=by).first()
    if login is None:
        raise NeedsSignIn
    if Person.objects.filter(login=login, removed_at=None).count() >= MOST_PROFILES:
        raise TooManyProfiles(MOST_PROFILES)
    return create_person(login_id=login.id, handle=handle, display_name=display_name, now=now)
