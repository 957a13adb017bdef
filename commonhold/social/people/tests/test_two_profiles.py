"""One human, two profiles, one vote; nothing tells others that they are one."""

from __future__ import annotations

import pytest

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.models import Person
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import (
    AccountClosed,
    FirstProfileStays,
    HandleTaken,
    NeedsSignIn,
    NotYourProfile,
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


def test_she_acts_as_either_and_as_nobody_else() -> None:
    ada, ben = make_person("ada", signs_in=True), make_person("ben", signs_in=True)
    works = second_of(ada)
    for by in (ada, works):
        assert actions.switch_profile(by, person_id=works).handle == "ada_works"
        assert actions.switch_profile(by, person_id=ada).handle == "ada"
        with pytest.raises(NotYourProfile):
            actions.switch_profile(by, person_id=ben)
    with pytest.raises(AccountClosed):
        actions.switch_profile(0, person_id=ada)


def test_both_are_brought_along_with_the_login_the_owning_one_first() -> None:
    ada = make_person("ada", signs_in=True)
    works = second_of(ada)
    login_id = Person.objects.get(id=ada).login_id or 0
    assert [each.line.id for each in queries.profiles_of(login_id)] == [ada, works]
    assert queries.profiles_of(0) == []


def test_closing_the_second_leaves_a_tombstone_and_the_first() -> None:
    ada = make_person("ada", signs_in=True)
    works = second_of(ada)
    assert actions.close_profile(works, person_id=works, now=minutes(2)) == ada
    row = Person.objects.get(id=works)
    assert (row.login_id, row.display_name, row.removed_at) == (None, "", minutes(2))
    assert [each.id for each in queries.own_profiles(Viewer(ada))] == [ada]
    with pytest.raises(HandleTaken):
        second_of(ada)
    assert second_of(ada, "ada_again") > 0


def test_the_first_is_not_closed_so_nor_is_anybody_elses() -> None:
    ada, ben = make_person("ada", signs_in=True), make_person("ben", signs_in=True)
    works = second_of(ada)
    for by in (ada, works):
        with pytest.raises(FirstProfileStays):
            actions.close_profile(by, person_id=ada, now=minutes(2))
    with pytest.raises(NotYourProfile):
        actions.close_profile(ben, person_id=works, now=minutes(2))
    with pytest.raises(AccountClosed):
        actions.close_profile(0, person_id=works, now=minutes(2))
    assert Person.objects.filter(removed_at=None).count() == 3


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
