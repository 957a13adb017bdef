from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, SignedIn, Viewer
from commonhold.social.people.refusals import AccountClosed, NameLength, NoSuchPerson, SummaryTooLong
from tests.cast import MORNING, make_person, minutes


def test_a_profile_says_who_somebody_is_and_how_the_viewer_stands_to_her(ada: int, ben: int) -> None:
    actions.describe_person(ada, display_name="Ada L.", summary=" I count. ", now=MORNING)
    actions.follow(ben, person_id=ada, now=MORNING)
    seen = queries.profile(Viewer(ben), "ada")
    assert (seen.name, seen.summary, seen.is_member, seen.is_local) == ("Ada L.", "I count.", True, True)
    assert (seen.followers, seen.following) == (1, 0)
    assert (seen.is_followed, seen.is_asked, seen.follows_me, seen.is_me) == (True, False, False, False)
    assert queries.profile(Viewer(ada), "ben").follows_me
    assert queries.profile(Viewer(ada), "ada").is_me


def test_anyone_may_look_at_a_profile(ada: int) -> None:
    seen = queries.profile(ANYONE, "ada")
    assert not any([seen.is_me, seen.is_followed, seen.is_asked, seen.follows_me])


def test_a_profile_costs_the_same_whoever_looks(
    ada: int, ben: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        queries.profile(Viewer(ben), "ada")


def test_an_unknown_name_is_not_found(db: None) -> None:
    with pytest.raises(NoSuchPerson):
        queries.profile(ANYONE, "nemo")
    with pytest.raises(NoSuchPerson):
        queries.person(ANYONE, 1)


def test_a_description_has_its_limits_and_a_refused_one_changes_nothing(ada: int) -> None:
    with pytest.raises(SummaryTooLong):
        actions.describe_person(ada, display_name="A", summary="x" * 1001, now=MORNING)
    with pytest.raises(NameLength):
        actions.describe_person(ada, display_name=" ", summary="", now=MORNING)
    assert queries.name_of(ada) == "Ada"


def test_search_finds_local_people_by_name_or_handle(ada: int, ben: int, eve: int) -> None:
    actions.describe_person(ben, display_name="Benjamin", summary="", now=MORNING)
    assert [each.handle for each in queries.search(ANYONE, "jam")] == ["ben"]
    assert [each.handle for each in queries.search(ANYONE, "@AD")] == ["ada"]
    assert [each.handle for each in queries.search(ANYONE)] == ["ada", "ben"]


def test_a_standing_holds_until_it_ends_and_may_be_granted_again(dev: int) -> None:
    member = Standing.Kind.MEMBER
    assert not queries.is_member(dev)
    actions.grant_standing(person_id=dev, kind=member, now=minutes(1))
    actions.grant_standing(person_id=dev, kind=member, now=minutes(2))
    assert queries.is_member(dev)
    actions.end_standing(person_id=dev, kind=member, now=minutes(3))
    assert not queries.is_member(dev)
    actions.grant_standing(person_id=dev, kind=member, now=minutes(4))
    kept = Standing.objects.filter(person_id=dev).order_by("since").values_list("since", "until")
    assert list(kept) == [(minutes(1), minutes(3)), (minutes(4), None)]


def test_an_erased_person_is_a_tombstone_whose_name_nobody_else_gets(ben: int) -> None:
    ada = make_person("ada", signs_in=True)
    actions.follow(ben, person_id=ada, now=MORNING)
    before = personal_data.export_of(ada)
    assert (before["handle"], before["email"], before["followers"]) == ("ada", "ada@example.org", ["ben"])
    personal_data.erase(ada, minutes(1))
    personal_data.erase(ada, minutes(2))
    after = personal_data.export_of(ada)
    assert "ada" not in str(after)
    assert queries.lines(ANYONE, [ada])[ada].name == "Somebody who left"
    assert queries.following(Viewer(ben), ben) == []
    with pytest.raises(NoSuchPerson):
        queries.by_handle(ANYONE, "ada")
    with pytest.raises(AccountClosed):
        actions.follow(ada, person_id=ben, now=minutes(3))
    with pytest.raises(Exception, match="already called"):
        make_person("ada")


def test_a_login_stays_while_another_of_its_people_does(db: None) -> None:
    login_id = actions.create_login(email="ada@example.org", password="nine green apples", now=MORNING)
    private = actions.create_person(login_id=login_id, handle="ada", display_name="Ada", now=MORNING)
    work = actions.create_person(login_id=login_id, handle="ada_ltd", display_name="Ada Ltd", now=MORNING)
    personal_data.erase(private, minutes(1))
    assert queries.signed_in_as(login_id) == SignedIn(queries.person(ANYONE, work), is_member=False)
