"""One human, two profiles, one vote; nothing tells others that they are one."""

from __future__ import annotations

import pytest

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.models import Person
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import (
    AccountClosed,
    HandleTaken,
    NeedsSignIn,
    SecondProfileOwnsNothing,
    TooManyProfiles,
)
from tests.cast import make_person, minutes

pytestmark = pytest.mark.django_db


def second_of(person_id: int, handle: str = "ada_works") -> int:
    return actions.add_profile(person_id, handle=handle, display_name="A. Works", now=minutes(1))


def test_somebody_has_a_second_profile_that_she_alone_knows_of() -> None:
    ada, ben = make_person("ada", signs_in=True), make_person("ben", signs_in=True)
    works = second_of(ada)
    assert [each.id for each in queries.own_profiles(Viewer(ada))] == [ada, works]
    assert [each.id for each in queries.own_profiles(Viewer(works))] == [ada, works]
    assert [each.id for each in queries.own_profiles(Viewer(ben))] == [ben]
    assert queries.own_profiles(ANYONE) == []


def test_signing_in_goes_on_as_the_first() -> None:
    ada = make_person("ada", signs_in=True)
    login_id = Person.objects.get(id=ada).login_id
    second_of(ada)
    assert login_id is not None
    found = queries.signed_in_as(login_id)
    assert found is not None
    assert found.line.id == ada


def test_there_is_no_third() -> None:
    ada = make_person("ada", signs_in=True)
    works = second_of(ada)
    for each in (ada, works):
        with pytest.raises(TooManyProfiles):
            second_of(each, "ada_again")


def test_who_cannot_sign_in_or_has_left_or_takes_a_name_is_refused() -> None:
    ada, ben = make_person("ada", signs_in=True), make_person("ben")
    with pytest.raises(HandleTaken):
        second_of(ada, "ben")
    with pytest.raises(NeedsSignIn):
        second_of(ben)
    with pytest.raises(AccountClosed):
        second_of(0)


def test_membership_is_the_first_profiles() -> None:
    ada = make_person("ada", signs_in=True)
    works = second_of(ada)
    queries.must_own_for_human(ada)
    queries.must_own_for_human(make_person("ben"))
    with pytest.raises(SecondProfileOwnsNothing):
        queries.must_own_for_human(works)


def test_the_second_remains_and_owns_when_the_first_is_erased() -> None:
    ada = make_person("ada", signs_in=True)
    works = second_of(ada)
    personal_data.erase(ada, minutes(2))
    queries.must_own_for_human(works)
    assert [each.id for each in queries.own_profiles(Viewer(works))] == [works]
