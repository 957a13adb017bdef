"""Follows, their answers and blocks, as other servers tell them."""

from __future__ import annotations

import pytest

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming.tests.conftest import EVE, Mouth, OtherServers, meet, reads
from commonhold.ground.jobs.models import Job
from commonhold.social.actors import following
from commonhold.social.actors.actions import inboxes_are_gone
from commonhold.social.actors.models import GroupFollower, RemoteFollow
from commonhold.social.actors.queries import inboxes_of
from commonhold.social.groups.actions import order
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.models import Follow
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person, minutes

MALLORY = "https://bad.example/users/mallory"


def test_somebody_elsewhere_follows_one_of_ours_and_her_follow_keeps_its_name(
    mouth: Mouth, eve: int, ada: int
):
    follow = mouth.activity("Follow", addresses.person(ada))
    assert mouth.tell(follow) == ""
    assert queries.is_following(Viewer(eve), ada)
    assert RemoteFollow.objects.get().uri == follow["id"]


def test_who_could_not_be_reached_and_speaks_again_is_reached_again(mouth: Mouth, eve: int, ada: int):
    inboxes_are_gone([f"{EVE}/inbox"], now=MORNING)
    assert inboxes_of([eve]) == set()
    mouth.say("Follow", addresses.person(ada))
    assert inboxes_of([eve]) == {f"{EVE}/inbox"}


def test_who_approves_followers_is_asked(mouth: Mouth, eve: int):
    shy = make_person("shy", approves_followers=True)
    mouth.say("Follow", {"type": "Person", "id": addresses.person(shy)})
    assert [each.id for each in queries.follow_requests(Viewer(shy))[0]] == [eve]


def test_a_follow_that_is_asked_once_more_is_answered_once_more(mouth: Mouth, ada: int):
    def answers() -> int:
        return Job.objects.filter(payload__event="people.follow-accepted").count()

    mouth.say("Follow", addresses.person(ada))
    before = answers()
    mouth.say("Follow", addresses.person(ada))
    assert answers() > before
    assert Follow.objects.count() == 1


def test_whom_one_of_ours_blocked_follows_her_not(mouth: Mouth, eve: int, ada: int):
    people.block(ada, person_id=eve, now=MORNING)
    assert mouth.say("Follow", addresses.person(ada)) != ""
    assert not Follow.objects.exists()


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "by its address"])
def test_a_follow_is_taken_back(mouth: Mouth, eve: int, ada: int, whole: bool):
    follow = mouth.activity("Follow", addresses.person(ada))
    mouth.tell(follow)
    assert mouth.say("Undo", follow if whole else follow["id"]) == ""
    assert not Follow.objects.exists()


def test_what_is_taken_back_before_it_comes_is_not_done_when_it_comes(mouth: Mouth, ada: int):
    follow = mouth.activity("Follow", addresses.person(ada))
    assert mouth.say("Undo", follow) == ""
    assert mouth.tell(follow) == "taken back before it came"
    assert not Follow.objects.exists()


def test_nobody_takes_back_what_somebody_else_did(mouth: Mouth, eve: int, ada: int):
    meet(MALLORY)
    sister = meet("https://elsewhere.example/users/sister")
    follow = mouth.activity("Follow", addresses.person(ada))
    mouth.tell(follow)
    assert "another server" in mouth.say("Undo", follow, by=MALLORY)
    assert "another server" in mouth.say("Undo", follow["id"], by=MALLORY)
    assert "somebody else" in mouth.say("Undo", follow, by="https://elsewhere.example/users/sister")
    mouth.say("Undo", {**follow, "actor": None}, by="https://elsewhere.example/users/sister")
    mouth.say("Undo", follow["id"], by="https://elsewhere.example/users/sister")
    assert queries.is_following(Viewer(eve), ada)
    assert not queries.is_following(Viewer(sister), ada)


@pytest.fixture
def asked(ada: int, eve: int) -> str:
    """Ada asks to follow Eve: what her follow is called."""
    people.follow(ada, person_id=eve, now=MORNING)
    return addresses.follow(Follow.objects.get().id)


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "by its address"])
def test_a_follow_of_ours_is_accepted(mouth: Mouth, ada: int, eve: int, asked: str, whole: bool):
    said = {"type": "Follow", "id": "lost", "actor": addresses.person(ada), "object": EVE}
    assert mouth.say("Accept", said if whole else asked) == ""
    assert queries.is_following(Viewer(ada), eve)
    assert mouth.say("Accept", said if whole else asked) == ""


def test_a_follow_of_ours_is_refused_also_after_it_was_accepted(mouth: Mouth, ada: int, eve: int, asked: str):
    mouth.say("Accept", asked)
    assert mouth.say("Reject", asked) == ""
    assert not Follow.objects.exists()


def test_an_acceptance_that_is_taken_back_is_a_refusal(mouth: Mouth, ada: int, eve: int, asked: str):
    accept = mouth.activity("Accept", asked)
    mouth.tell(accept)
    assert mouth.say("Undo", accept) == ""
    assert not Follow.objects.exists()


def test_only_who_was_asked_accepts(mouth: Mouth, ada: int, eve: int, asked: str):
    meet(MALLORY)
    assert mouth.say("Accept", asked, by=MALLORY) == "somebody else was asked"
    said = {"type": "Follow", "actor": addresses.person(ada), "object": EVE}
    assert mouth.say("Accept", said, by=MALLORY) == "it answers nothing that we asked"
    assert mouth.say("Accept", addresses.follow(17)) == "that follow is no more"
    assert not queries.is_following(Viewer(ada), eve)


@pytest.mark.parametrize("whole", [True, False])
def test_a_block_elsewhere_holds_here_until_it_is_taken_back(mouth: Mouth, ada: int, eve: int, whole: bool):
    reads(ada, eve)
    block = mouth.activity("Block", addresses.person(ada))
    assert mouth.tell(block) == ""
    assert are_apart(ada, eve)
    assert not Follow.objects.exists()
    mouth.say("Undo", block if whole else block["id"])
    assert not are_apart(ada, eve)


@pytest.mark.parametrize(("come", "go"), [("Follow", "Undo"), ("Join", "Undo"), ("Join", "Leave")])
def test_a_group_that_everybody_reads_is_followed_and_left(
    mouth: Mouth, eve: int, ada: int, come: str, go: str
):
    group = found_group(ada, handle="yard", title="Yard", now=MORNING)
    joined = mouth.activity(come, addresses.group(group))
    assert mouth.tell(joined) == ""
    assert following.follows_group(eve, group)
    assert GroupFollower.objects.get().uri == joined["id"]
    assert Job.objects.filter(payload__event="actors.group-followed").count() <= 1
    assert mouth.say(go, joined if go == "Undo" else addresses.group(group)) == ""
    assert not following.follows_group(eve, group)


def test_a_group_for_its_members_alone_or_that_banned_her_is_not_followed(mouth: Mouth, eve: int, ada: int):
    closed = found_group(ada, handle="den", title="Den", is_readable_by_all=False, now=MORNING)
    assert "isn't here" in mouth.say("Follow", addresses.group(closed))
    yard = found_group(ada, handle="yard", title="Yard", now=MORNING)
    order.ban_from_group(ada, group_id=yard, person_id=eve, reason="spam", now=minutes(1))
    assert "isn't here" in mouth.say("Join", addresses.group(yard))
    assert not GroupFollower.objects.exists()


def test_who_does_not_answer_is_asked_again_later_and_given_up_in_the_end(
    mouth: Mouth, servers: OtherServers, ada: int
):
    servers.away = {"elsewhere.example"}
    follow = mouth.activity("Follow", addresses.person(ada))
    assert mouth.tell(follow) == "waits"
    assert mouth.tell(follow, now=minutes(0)) == "waits"
    servers.away = set()
    assert mouth.tell(follow, now=minutes(1)) == ""
    servers.away = {"elsewhere.example"}
    other = mouth.activity("Follow", addresses.person(ada))
    for day in range(10):
        trouble = mouth.tell(other, now=minutes(2 + day * 24 * 60))
    assert trouble == "elsewhere.example does not answer"
