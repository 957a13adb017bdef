"""A page is claimed with the one link of a mail, refused, or hidden and erased when nobody comes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from commonhold.ground.jobs import actions as jobs
from commonhold.social.archives.models import Awaited
from commonhold.social.arrivals import jobs as waiting
from commonhold.social.arrivals import personal_data, queries
from commonhold.social.arrivals.actions import (
    ask_for_link,
    claim_page,
    free_arrival,
    invite_community,
    refuse_page,
)
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.arrivals.refusals import AddressInUse, NoSuchCommunity, NoSuchLink, NotWhole
from commonhold.social.arrivals.tests.copy_maker import DOMAIN
from commonhold.social.arrivals.tests.test_a_community_comes import bring, copy, named, said
from commonhold.social.letters.models import Letter
from commonhold.social.people import queries as people
from commonhold.social.people.actions import create_login
from commonhold.social.people.models import Person
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import WeakPassword
from commonhold.social.posts import queries as posts
from tests.cast import MORNING, PASSWORD, minutes

__all__ = ["copy"]
DAY = timedelta(days=1)


@pytest.fixture
def came(copy: Path) -> None:
    """They are here, and everybody has a mail."""
    bring(copy)
    assert invite_community(DOMAIN, now=MORNING) == 4
    jobs.tick(MORNING)


def link(address: str) -> str:
    """What her latest mail says."""
    letter = Letter.objects.filter(address=address).order_by("-id")[0]
    found = re.search(r"http://coop\.example/arrive/(\S+)", letter.text)
    assert found
    return found[1]


def claim(address: str, **told: object) -> int:
    wanted = {"token": link(address), "password": PASSWORD, "agrees": True, "now": minutes(10), **told}
    return claim_page(**wanted)  # type: ignore[arg-type]


def test_who_has_the_link_sees_what_waits_and_claims_it_once(came: None) -> None:
    token = link("iris@example.org")
    waits = queries.waiting_page(token, now=minutes(1))
    assert (waits.person.handle, waits.posts, waits.media, waits.following, waits.followers) == (
        "iris",
        4,
        1,
        2,
        1,
    )
    iris = claim("iris@example.org")
    assert people.mail_address(iris) == "iris@example.org"
    assert not people.is_member(iris)
    assert Awaited.objects.get(person_id=iris).address == "eve@elsewhere.example"
    with pytest.raises(NoSuchLink):
        queries.waiting_page(token, now=minutes(11))
    assert queries.community_of(DOMAIN).claimed == 1


def test_a_weak_password_a_taken_address_and_an_old_link_are_refused(came: None) -> None:
    with pytest.raises(WeakPassword):
        claim("jo@example.org", password="jo")
    with pytest.raises(NoSuchLink):
        claim("jo@example.org", now=MORNING + 31 * DAY)
    create_login(email="jo@example.org", password=PASSWORD, now=MORNING)
    with pytest.raises(AddressInUse):
        claim("jo@example.org")
    assert Person.objects.get(id=named("jo")).login_id is None


def test_a_new_link_ends_the_one_before_and_is_not_sent_twice_an_hour(came: None) -> None:
    old = link("jo@example.org")
    ask_for_link(address="nobody@example.org", now=minutes(90))
    ask_for_link(address="Jo@example.org", now=minutes(30))
    assert link("jo@example.org") == old
    ask_for_link(address="Jo@example.org", now=minutes(90))
    assert link("jo@example.org") != old
    with pytest.raises(NoSuchLink):
        queries.waiting_page(old, now=minutes(91))


def test_who_refuses_is_erased_and_does_not_come_along_again(came: None, copy: Path) -> None:
    iris = named("iris")
    refuse_page(token=link("iris@example.org"), now=minutes(5))
    assert Person.objects.get(id=iris).removed_at
    row = Arrival.objects.get(person_id=iris)
    assert (row.username, row.address, row.later) == ("", "", {})
    refuse_page(token=link("staff@example.org"), now=minutes(6))
    assert queries.community_of(DOMAIN).remarks == []
    bring(copy)
    assert not Person.objects.filter(handle__startswith="iris").exists()
    assert not Letter.objects.filter(address="iris@example.org").exists()


def test_who_was_suspended_there_claims_her_page_and_still_is(came: None) -> None:
    kim = claim("kim@example.org")
    assert people.is_suspended(kim)
    assert posts.post(Viewer(kim), said(6).id).text
    free_arrival(None, person_id=kim, words="Long ago", now=minutes(20))
    assert not queries.came_suspended([kim])
    assert "Long ago" in Letter.objects.get(person_id=kim).text
    assert personal_data.export_of(kim)["arrival"]["freed_because"] == "Long ago"


def test_who_is_freed_while_nobody_has_claimed_her_page_stays_hidden_until_she_does(came: None) -> None:
    kim, late = named("kim"), MORNING + 181 * DAY
    for second in range(8):
        jobs.tick(late + timedelta(seconds=2 * second))
    assert Arrival.objects.get(person_id=kim).hidden_at
    free_arrival(None, person_id=kim, words="Long ago", now=late + DAY)
    jobs.tick(late + DAY)
    assert said(6).waits_for_id
    ask_for_link(address="kim@example.org", now=late + DAY)
    claim("kim@example.org", now=late + DAY)
    for second in range(4):
        jobs.tick(late + DAY + timedelta(seconds=2 * second))
    assert said(6).waits_for_id is None


def test_a_page_that_nobody_claims_is_hidden_then_erased(came: None) -> None:
    iris, late = named("iris"), MORNING + 181 * DAY
    for second in range(4):
        jobs.tick(late + timedelta(seconds=2 * second))
    assert Arrival.objects.get(person_id=iris).hidden_at
    assert said(1).waits_for_id == people.coop_account_id()
    assert people.profile(ANYONE, "iris").summary == ""
    ask_for_link(address="iris@example.org", now=late + DAY)
    assert claim("iris@example.org", now=late + DAY) == iris
    jobs.tick(late + DAY + timedelta(seconds=1))
    assert said(1).waits_for_id is None
    assert people.profile(ANYONE, "iris").summary == "I grow beans."
    for second in range(4):
        jobs.tick(late + 61 * DAY + timedelta(seconds=2 * second))
    assert Person.objects.filter(handle="iris").exists()
    assert not Person.objects.filter(handle="jo").exists()


def test_nobody_is_invited_to_what_is_not_whole_or_not_there(came: None) -> None:
    Community.objects.update(state=Community.State.WRITING)
    with pytest.raises(NotWhole):
        invite_community(DOMAIN, now=minutes(1))
    with pytest.raises(NoSuchCommunity):
        invite_community("other.example", now=minutes(1))


def test_she_takes_along_where_she_came_from(came: None) -> None:
    iris = claim("iris@example.org")
    assert personal_data.export_of(iris)["arrival"]["server"] == DOMAIN
    assert personal_data.export_of(people.coop_account_id() or 0) == {"arrival": None}


def test_so_many_mails_go_out_in_ten_minutes_however_often_it_is_asked_and_none_when_it_is_taken_back(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MAILS_AT_ONCE", 2)
    bring(copy)
    for at in (0, 1, 10):
        if at < 10:
            invite_community(DOMAIN, now=minutes(at))
        jobs.tick(minutes(at))
        assert Letter.objects.count() == (2 if at < 10 else 4)
    Arrival.objects.update(invited_at=None)
    Community.objects.update(state=Community.State.UNDOING)
    waiting.invite_soon(Community.objects.get().id, minutes(30))
    jobs.tick(minutes(30))
    assert Letter.objects.count() == 4
