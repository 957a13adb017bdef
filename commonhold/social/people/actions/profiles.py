"""How somebody comes to have a second profile, acts as either, and closes the second."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.people import leaving, queries
from commonhold.social.people.actions.arriving import create_person
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import PersonLine
from commonhold.social.people.refusals import FirstProfileStays, NeedsSignIn, TooManyProfiles

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


def switch_profile(by: int, *, person_id: int) -> PersonLine:
    """As whom she acts from now on, for her session to remember: nothing is written here.

    Raises AccountClosed or NotYourProfile.
    """
    queries.must_be_here(by)
    return queries.own_profile(by, person_id)


@transaction.atomic
def close_profile(by: int, *, person_id: int, now: datetime) -> int:
    """Leave a tombstone of her second profile and of what it said, at once; return the id of the first.

    Raises AccountClosed, NotYourProfile or FirstProfileStays.
    """
    queries.must_be_here(by)
    Login.objects.select_for_update().filter(people=by).first()
    closing = queries.own_profile(by, person_id)
    first = queries.own_profiles(queries.Viewer(by))[0]
    if closing == first:
        raise FirstProfileStays
    leaving.forget(person_id, now=now)
    return first.id
