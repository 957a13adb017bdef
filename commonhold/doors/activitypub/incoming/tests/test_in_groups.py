"""Lemmy, Friendica, Mastodon and others take part in groups of ours, and all who follow those hear of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.incoming.tests.conftest import (
    EVE,
    Json,
    Mouth,
    OtherServers,
    meet,
    note,
)
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.doors.activitypub.reading import read_post
from commonhold.doors.activitypub.resolving.posts import Bringing
from commonhold.doors.activitypub.tests.conftest import Sent
from commonhold.social.actors import following
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.groups.models import Group, GroupBan
from commonhold.social.posts import actions as posts
from commonhold.social.posts.models import Post
from tests.cast import MORNING, minutes

ZOE = "https://far.example/users/zoe"


@pytest.fixture
def yard(mouth: Mouth, told: Told, ada: int, eve: int) -> int:
    """A group that everybody may read; Eve and Zoe follow it."""
    group_id = found_group(ada, handle="yard", title="Yard", now=MORNING)
    Group.objects.filter(id=group_id).update(is_readable_by_all=True)
    for name in (EVE, ZOE):
        following.follow_group(meet(name), group_id=group_id, uri=f"{name}#follow", now=MORNING)
    told(MORNING)
    return group_id


@pytest.fixture
def servers() -> OtherServers:
    """They bring posts here as they are read."""
    return Reading()


class Reading(OtherServers):
    def take_post(self, document: Json, *, now: datetime) -> int:
        bringing = Bringing(self.actor_of, lambda uri, at: read_post({}, uri=uri, now=at), _no_stamp, now)
        return bringing.bring(read_post(document, uri=document["id"], now=now))


def _no_stamp(_uri: str, _now: datetime) -> Json:
    return {}


class Told(Sent):
    """What is written to be delivered, and was not looked at yet."""

    def __call__(self, now: datetime) -> list[Json]:
        return [made for made, _inboxes in self.new(now)]


@pytest.fixture
def told(coop: None) -> Told:
    return Told()


def kinds(told: Told, now: datetime) -> list[tuple[str, str]]:
    """Each with the type of what it is about; empty for an address."""
    made = [each for each in told(now) if each["actor"].rpartition("/")[0].endswith("/ap/groups")]
    return [
        (each["type"], each["object"]["type"] if isinstance(each["object"], dict) else "") for each in made
    ]


def _published(name: str, **more: Any) -> Json:
    return note(name, published="2026-05-04T09:00:00Z", **more)


@pytest.mark.parametrize("kind", ["Note", "Page"], ids=["as microblogs do", "as Lemmy does"])
def test_what_a_follower_says_to_a_group_is_said_in_it_and_passed_on(
    mouth: Mouth, yard: int, told: Told, eve: int, kind: str
):
    group = addresses.group(yard)
    ways: dict[str, Json] = {
        "Note": {"to": [PUBLIC], "cc": [group], "tag": [{"type": "Mention", "href": group, "name": "@yard"}]},
        "Page": {"to": [group, PUBLIC], "audience": group, "name": "Hoes", "type": "Page"},
    }
    said = {**_published("hoes"), **ways[kind]}
    assert mouth.say("Create", said) == ""
    post = Post.objects.get(id=post_at(said["id"]) or 0)
    assert (post.group_id, post.audience, post.author_id) == (yard, "group", eve)
    made = told(MORNING)
    assert [each["type"] for each in made] == ["Announce", "Announce"]
    by_type = {type(each["object"]): each for each in made}
    assert by_type[str]["object"] == said["id"]
    assert by_type[dict]["object"]["object"] == said
    assert all(each["actor"] == group and each["cc"][0] == f"{group}/followers" for each in made)


@pytest.mark.parametrize("addressed", [True, False], ids=["with the group", "as Mastodon does"])
def test_an_answer_in_a_group_is_said_in_it_and_passed_on(
    mouth: Mouth, yard: int, told: Told, ada: int, addressed: bool
):
    first = posts.publish_post(ada, text="hoe", audience="group", group_id=yard, now=MORNING)
    told(MORNING)
    more: Json = {"audience": addresses.group(yard)} if addressed else {"cc": [addresses.person(ada)]}
    answer = _published("rake", inReplyTo=addresses.post(first), **more)
    assert mouth.say("Create", answer) == ""
    post = Post.objects.get(id=post_at(answer["id"]) or 0)
    assert (post.group_id, post.in_reply_to_id) == (yard, first)
    assert sorted(kinds(told, MORNING)) == [("Announce", ""), ("Announce", "Create")]


def test_edits_likes_and_removals_of_followers_are_passed_on_word_by_word(
    mouth: Mouth, yard: int, told: Told, ada: int
):
    said = _published("hoes", audience=addresses.group(yard))
    mouth.say("Create", said)
    told(MORNING)
    changed = {**said, "content": "<p>rakes</p>", "updated": "2026-05-04T09:05:00Z"}
    update = mouth.activity("Update", changed)
    assert mouth.tell(update, now=minutes(5)) == ""
    (announce,) = told(minutes(5))
    assert (announce["type"], announce["object"]) == ("Announce", update)
    like = mouth.activity("Like", said["id"], by=ZOE)
    assert mouth.tell(like, now=minutes(6)) == ""
    assert [each["object"] for each in told(minutes(6))] == [like]
    assert mouth.say("Undo", like, by=ZOE, now=minutes(7)) == ""
    assert kinds(told, minutes(7)) == [("Announce", "Undo")]
    assert mouth.say("Delete", said["id"], now=minutes(8)) == ""
    assert kinds(told, minutes(8)) == [("Announce", "Delete")]


def test_what_comes_twice_is_passed_on_once(mouth: Mouth, yard: int, told: Told):
    create = mouth.activity("Create", _published("hoes", audience=addresses.group(yard)))
    mouth.tell(create)
    told(MORNING)
    mouth.tell(create)
    assert told(MORNING) == []


def test_likes_of_ours_in_a_group_are_passed_on_and_taken_back(
    mouth: Mouth, yard: int, told: Told, ada: int, ben: int
):
    post_id = posts.publish_post(ada, text="hoe", audience="group", group_id=yard, now=MORNING)
    alone = posts.publish_post(ada, text="mine", now=MORNING)
    told(MORNING)
    for each in (post_id, alone):
        posts.favourite_post(ben, post_id=each, now=minutes(1))
    (announce,) = told(minutes(1))
    assert announce["object"]["type"] == "Like"
    assert announce["object"]["actor"] == addresses.person(ben)
    assert announce["object"]["object"] == addresses.post(post_id)
    posts.unfavourite_post(ben, post_id=post_id, now=minutes(2))
    (undo,) = told(minutes(2))
    assert (undo["object"]["type"], undo["object"]["object"]["id"]) == ("Undo", announce["object"]["id"])


def test_a_group_that_not_everybody_may_read_passes_nothing_on(
    told: Told, mouth: Mouth, ada: int, ben: int, eve: int
):
    group_id = found_group(ada, handle="shed", title="Shed", now=MORNING)
    Group.objects.filter(id=group_id).update(is_readable_by_all=False)
    post_id = posts.publish_post(ada, text="hoe", audience="group", group_id=group_id, now=MORNING)
    told(MORNING)
    said = _published("hoes", audience=addresses.group(group_id), to=[PUBLIC, addresses.person(ada)])
    assert mouth.say("Create", said) != ""
    assert post_at(said["id"]) is None
    assert mouth.say("Like", addresses.post(post_id)) != ""
    posts.favourite_post(ada, post_id=post_id, now=minutes(1))
    assert told(minutes(1)) == []


def test_whoever_is_shut_out_of_a_group_says_nothing_in_it(
    mouth: Mouth, yard: int, told: Told, ada: int, eve: int
):
    first = posts.publish_post(ada, text="hoe", audience="group", group_id=yard, now=MORNING)
    told(MORNING)
    GroupBan.objects.create(id=1, group_id=yard, person_id=eve, by_id=ada, since=MORNING, reason="spam")
    assert mouth.say("Create", _published("hoes", audience=addresses.group(yard))) != ""
    assert mouth.say("Create", _published("rake", inReplyTo=addresses.post(first))) != ""
    mouth.say("Like", addresses.post(first))
    assert told(MORNING) == []


def test_nobody_has_a_group_pass_on_what_is_not_hers(mouth: Mouth, yard: int, told: Told):
    said = _published("hoes", audience=addresses.group(yard))
    mouth.say("Create", said)
    told(MORNING)
    mouth.say("Update", {**said, "content": "<p>forged</p>"}, by=ZOE)
    mouth.say("Delete", said["id"], by=ZOE)
    meet("https://elsewhere.example/users/sister")
    mouth.say("Update", {**said, "content": "x"}, by="https://elsewhere.example/users/sister")
    assert kinds(told, MORNING) == []
