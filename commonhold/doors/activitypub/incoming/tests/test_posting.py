"""Posts and poll answers, as other servers tell them."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.incoming.tests.conftest import EVE, Mouth, OtherServers, meet, note, reads
from commonhold.doors.activitypub.incoming.told import Told
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.social.actors import following
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.polls.models import Choice
from commonhold.social.posts import actions as posts
from commonhold.social.posts import queries
from commonhold.social.posts.models import Post
from commonhold.social.posts.queries import PostView
from tests.cast import MORNING, minutes

MALLORY = "https://bad.example/users/mallory"


@pytest.fixture
def reader(mouth: Mouth, ada: int, eve: int) -> int:
    """Ada reads what Eve says."""
    reads(ada, eve)
    return ada


def seen(uri: str, viewer: Viewer = ANYONE) -> PostView:
    return queries.post(viewer, post_at(uri) or 0)


def test_what_somebody_says_whom_one_of_ours_reads_comes_here(mouth: Mouth, reader: int, eve: int):
    assert mouth.say("Create", note("lanterns"), to=[PUBLIC]) == ""
    assert seen("https://elsewhere.example/notes/lanterns").author.id == eve


def test_what_nobody_here_reads_stays_where_it_is(mouth: Mouth, servers: OtherServers):
    assert mouth.say("Create", note("lanterns")) == "nobody here reads it"
    assert not Post.objects.exists()
    assert servers.taken == []


@pytest.mark.parametrize("way", ["to", "cc", "tag", "inReplyTo"])
def test_what_is_said_to_one_of_ours_comes_here(mouth: Mouth, ada: int, post: int, way: str):
    value: Any = {
        "to": [PUBLIC, addresses.person(ada)],
        "cc": addresses.person(ada),  # alone, as some write it
        "tag": {"type": "Mention", "href": addresses.person(ada)},
        "inReplyTo": addresses.post(post),
    }[way]
    assert mouth.say("Create", note("hello", **{way: value})) == ""
    assert post_at("https://elsewhere.example/notes/hello") is not None


def test_what_is_said_in_a_group_of_ours_comes_from_who_follows_it(mouth: Mouth, ada: int, eve: int):
    group = found_group(ada, handle="yard", title="Yard", now=MORNING)
    said = note("yard", audience=addresses.group(group))
    assert mouth.say("Create", said) == "nobody here reads it"
    following.follow_group(eve, group_id=group, uri=f"{EVE}/1", now=MORNING)
    assert mouth.say("Create", said) == ""


def test_what_comes_twice_is_there_once(mouth: Mouth, reader: int):
    said = mouth.activity("Create", note("lanterns"))
    mouth.tell(said)
    mouth.tell(said)
    mouth.say("Create", note("lanterns"))
    assert Post.objects.count() == 1


def test_nobody_speaks_for_somebody_else(mouth: Mouth, servers: OtherServers, reader: int, ada: int):
    reads(ada, meet(MALLORY))
    assert "another server" in mouth.say("Create", note("forged"), by=MALLORY)
    forged = {**note("own", by=MALLORY), "attributedTo": EVE}
    assert mouth.say("Create", forged, by=MALLORY) == "nothing has this address"
    assert servers.asked[-1] == forged["id"]  # it was asked for where it should lie
    assert servers.taken == []
    activity = {**mouth.activity("Create", note("own", by=MALLORY), by=MALLORY), "id": f"{EVE}/1"}
    assert "another server" in mouth.tell(activity)
    assert not Post.objects.exists()


def test_a_thing_is_hers_where_it_names_her_and_lies_on_her_server(servers: OtherServers, eve: int):
    told = Told({"type": "Create", "actor": EVE}, EVE, "elsewhere.example", eve, servers, MORNING)
    assert told.is_hers(note("own"))
    assert not told.is_hers(note("own", by=MALLORY) | {"id": "https://elsewhere.example/notes/own"})
    assert not told.is_hers(note("own") | {"id": "https://bad.example/notes/own"})
    assert not told.is_hers(note("own") | {"id": None})


def test_a_mere_address_is_asked_for(mouth: Mouth, servers: OtherServers, reader: int):
    assert mouth.say("Create", "https://elsewhere.example/notes/1") == "nothing has this address"
    assert servers.asked[-1] == "https://elsewhere.example/notes/1"


def test_what_we_have_no_words_for_is_left(mouth: Mouth, reader: int):
    assert "nothing that is read here" in mouth.say("Create", {**note("game"), "type": "ChessGame"})
    assert "no address" in mouth.say("Create", {"type": "Note", "content": "x"})
    assert "no verb" in mouth.say("Dance", note("dance"))
    assert mouth.say("View", note("dance")) == ""


def test_an_edit_is_taken_over_also_when_it_comes_first(mouth: Mouth, reader: int):
    mouth.say("Create", note("lanterns"))
    changed = note("lanterns", content="<p>are out</p>", updated="2026-05-04T09:05:00Z")
    assert mouth.say("Update", changed, now=minutes(5)) == ""
    assert "are out" in seen(changed["id"]).html
    first = note("first", content="<p>second thoughts</p>", updated="2026-05-04T09:05:00Z")
    assert mouth.say("Update", first) == ""
    assert "second thoughts" in seen(first["id"]).html


def test_only_its_author_changes_a_post(mouth: Mouth, servers: OtherServers, reader: int):
    mouth.say("Create", note("lanterns"))
    sister = "https://elsewhere.example/users/sister"
    meet(sister)
    meet(MALLORY)
    changed = note("lanterns", content="<p>forged</p>")
    assert "another server" in mouth.say("Update", changed, by=MALLORY)
    mouth.say("Update", {**changed, "attributedTo": sister}, by=sister)
    assert servers.asked[-1] == changed["id"]
    assert "forged" not in seen(changed["id"]).html


@pytest.mark.parametrize("as_tombstone", [True, False])
def test_a_post_is_taken_back(mouth: Mouth, reader: int, as_tombstone: bool):
    said = note("lanterns")
    mouth.say("Create", said)
    gone = {"type": "Tombstone", "id": said["id"]} if as_tombstone else said["id"]
    assert mouth.say("Delete", gone) == ""
    assert Post.objects.get().removed_at is not None


def test_what_is_deleted_before_it_comes_never_comes(mouth: Mouth, reader: int):
    said = note("lanterns")
    assert mouth.say("Delete", said["id"]) == ""
    assert mouth.say("Create", said) == "it was taken back before it came"
    assert not Post.objects.exists()


def test_nobody_takes_back_posts_of_another_server(mouth: Mouth, reader: int, post: int):
    mouth.say("Create", note("lanterns"))
    meet(MALLORY)
    assert "another server" in mouth.say("Delete", note("lanterns")["id"], by=MALLORY)
    assert "another server" in mouth.say("Delete", addresses.post(post), by=MALLORY)
    assert Post.objects.filter(removed_at=None).count() == 2


def test_who_may_answer_is_asked_of_those_elsewhere_too(mouth: Mouth, ada: int):
    closed = posts.publish_post(ada, text="No answers please", reply_control="nobody", now=MORNING)
    assert mouth.say("Create", note("but", inReplyTo=addresses.post(closed))) != ""
    assert Post.objects.count() == 1


def answer(name: str, post_id: int, number: int = 1) -> dict[str, object]:
    own = f"{EVE}/votes/{number}"
    where = addresses.post(post_id)
    return {"id": own, "type": "Note", "attributedTo": EVE, "name": name, "inReplyTo": where, "to": []}


def test_an_answer_in_a_poll_of_ours_is_counted_once(mouth: Mouth, ada: int, eve: int):
    poll = posts.publish_post(ada, text="Tea?", poll=NewPoll(options=["Yes", "No"]), now=MORNING)
    assert mouth.say("Create", answer("Yes", poll)) == ""
    assert mouth.say("Create", answer("Yes", poll, 2)) == ""
    assert mouth.say("Create", answer("No", poll, 3)) != ""
    assert mouth.say("Create", answer("Perhaps", poll, 4)) != ""
    assert [(each.option.text, each.person_id) for each in Choice.objects.all()] == [("Yes", eve)]
    assert Post.objects.count() == 1


def test_several_answers_come_one_by_one_where_a_poll_takes_several(mouth: Mouth, ada: int):
    asked = NewPoll(options=["Tea", "Milk", "Mint"], is_multiple=True)
    poll = posts.publish_post(ada, text="What?", poll=asked, now=MORNING)
    mouth.say("Create", answer("Tea", poll, 1))
    mouth.say("Create", answer("Mint", poll, 2))
    assert sorted(each.option.text for each in Choice.objects.all()) == ["Mint", "Tea"]


def test_no_answer_is_taken_after_the_end_or_where_nothing_is_asked(mouth: Mouth, ada: int, post: int):
    poll = posts.publish_post(ada, text="Tea?", poll=NewPoll(options=["Yes", "No"], minutes=5), now=MORNING)
    assert mouth.say("Create", answer("Yes", poll), now=minutes(6)) != ""
    assert mouth.say("Create", answer("Yes", post, 2)) != ""
    assert not Choice.objects.exists()
