"""A block hides a server's people wherever people are come upon, and takes effect piece by piece."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import pytest

from commonhold.ground.charter.actions import amend
from commonhold.ground.charter.deciding import UNANIMOUS, Rule
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.models import Job
from commonhold.ground.spans import FIRST
from commonhold.social.people import queries as people
from commonhold.social.people import servers as people_of_servers
from commonhold.social.people.actions import follow, meet_remote_person
from commonhold.social.people.models import Follow, Person
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.posts import servers as posts_of_servers
from commonhold.social.posts.actions import boost_post, publish_post
from commonhold.social.posts.boosts import boosted_by
from commonhold.social.posts.directory import directory
from commonhold.social.posts.models import Post
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.servers.decisions import EndServerPolicy, SetServerPolicy
from tests.cast import MORNING, befriend, minutes

ELSEWHERE = "elsewhere.example"


@pytest.fixture(autouse=True)
def here(db: None) -> None:
    install(mode=Mode.DEMO, public_url="https://coop.example", now=MORNING)


def vote(decision: Decision, number: int = 1) -> None:
    assert enact([decision], reference=f"proposal:{number}", rule=UNANIMOUS, now=minutes(number)).done


def block(domain: str = ELSEWHERE, number: int = 1) -> None:
    vote(SetServerPolicy(domain, "block", "Threats, see case 4."), number)


def is_found(eve: int, viewer: Viewer) -> set[bool]:
    """By her page, her name, among others, and in the directory."""
    try:
        people.profile(viewer, f"eve@{ELSEWHERE}")
        has_page = True
    except NoSuchPerson:
        has_page = False
    return {
        has_page,
        f"eve@{ELSEWHERE}" in people.by_handles(viewer, [f"eve@{ELSEWHERE}"]),
        eve in people.come_upon(viewer, [eve]),
        eve in people.found_among(viewer, [eve]),
        eve in directory(viewer),
    }


def test_people_of_a_blocked_server_are_come_upon_nowhere_until_the_block_ends(ada, ben, eve):
    Person.objects.filter(id=eve).update(is_discoverable=True)
    befriend(ada, eve)
    said = publish_post(ada, text="Hello", now=MORNING)
    boost_post(eve, post_id=said, now=MORNING)
    assert is_found(eve, Viewer(ada)) == is_found(eve, ANYONE) == {True}
    assert [person for _id, person in boosted_by(ANYONE, said, FIRST)] == [eve]
    block()
    jobs.tick(minutes(1))
    assert is_found(eve, Viewer(ada)) == is_found(eve, ANYONE) == {False}
    assert boosted_by(ANYONE, said, FIRST) == []
    assert people.come_upon(ANYONE, [ada, ben]) == {ada, ben}
    vote(EndServerPolicy(ELSEWHERE), 2)
    assert is_found(eve, Viewer(ada)) == {True}


def test_a_limited_servers_people_still_have_their_pages(eve):
    Person.objects.filter(id=eve).update(is_discoverable=True)
    vote(SetServerPolicy(ELSEWHERE, "limit", "Noise, see case 5."))
    assert is_found(eve, ANYONE) == {True}


def test_much_is_hidden_piece_by_piece_and_shown_again(ada, eve, monkeypatch):
    monkeypatch.setattr(posts_of_servers, "_AT_ONCE", 3)
    mia = meet_remote_person(handle="mia", domain=f"a.{ELSEWHERE}", display_name="Mia", now=MORNING)
    for number in range(7):
        publish_post(eve, text=f"Post {number}", now=MORNING)
        publish_post(mia, text=f"Post {number}", now=MORNING)
    own = publish_post(ada, text="Hello", now=MORNING)
    before = Job.objects.filter(kind="posts.server-blocked").count()
    block()
    jobs.tick(minutes(1))
    assert list(visible_posts(ANYONE).values_list("id", flat=True)) == [own]
    assert Job.objects.filter(kind="posts.server-blocked").count() - before >= 5
    vote(EndServerPolicy(ELSEWHERE), 2)
    jobs.tick(minutes(2))
    assert visible_posts(ANYONE).count() == 15
    assert Post.objects.filter(waits_for__isnull=False).count() == 0


def test_a_block_that_ended_before_all_was_hidden_hides_nothing_more(ada, eve):
    publish_post(eve, text="Hello", now=MORNING)
    block()
    vote(EndServerPolicy(ELSEWHERE), 2)
    jobs.tick(minutes(3))
    assert visible_posts(ANYONE).count() == 1


def test_a_name_beneath_that_is_blocked_by_itself_stays_so(eve):
    publish_post(eve, text="Hello", now=MORNING)
    block("example")
    block(number=2)
    vote(EndServerPolicy("example"), 3)
    jobs.tick(minutes(3))
    assert visible_posts(ANYONE).count() == 0


def test_follows_end_piece_by_piece(ada, ben, monkeypatch):
    monkeypatch.setattr(people_of_servers, "_AT_ONCE", 2)
    for number in range(5):
        person = meet_remote_person(handle=f"p{number}", domain=ELSEWHERE, display_name="P", now=MORNING)
        follow(person, person_id=ada, now=MORNING)
    befriend(ada, ben)
    block()
    jobs.tick(minutes(1))
    assert Follow.objects.count() == 2


class Word(NamedTuple):
    """What gives the right to change the charter."""

    id: int
    at: datetime
    reference: str = "proposal:7"
    rule: Rule = UNANIMOUS
    mandate: str = ""


def open_to(whom: str, number: int) -> None:
    amend("servers.open_to", whom, because=Word(number, minutes(number)))


def test_where_only_allowed_servers_reach_us_what_others_said_before_is_hidden_too(ada, eve):
    sweep = posts_of_servers.FollowsCharter().sweep
    mia = meet_remote_person(handle="mia", domain="third.example", display_name="Mia", now=MORNING)
    own, hers, mias = (publish_post(each, text="Hello", now=MORNING) for each in (ada, eve, mia))

    def seen() -> set[int]:
        return set(visible_posts(ANYONE).values_list("id", flat=True))

    open_to("everybody", 1)
    sweep(minutes(1))
    assert Job.objects.filter(kind="posts.servers-look").count() == 0
    vote(SetServerPolicy(ELSEWHERE, "allow", "Neighbours."), 2)
    open_to("only allowed", 3)
    for _again in range(2):
        sweep(minutes(3))
    jobs.run_due(minutes(3))
    assert Job.objects.filter(kind="posts.servers-look").count() == 1
    assert seen() == {own, hers}
    vote(EndServerPolicy(ELSEWHERE), 4)
    jobs.run_due(minutes(4))
    assert seen() == {own}
    open_to("everybody", 5)
    sweep(minutes(5))
    jobs.run_due(minutes(5))
    assert seen() == {own, hers, mias}
