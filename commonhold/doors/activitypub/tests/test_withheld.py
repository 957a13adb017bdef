"""A measure that hides a post here reaches where it went, and so does its end."""

from __future__ import annotations

import pytest

from commonhold.civic.members.coop_account import open_coop_account
from commonhold.doors.activitypub.tests.conftest import Fetch, Sent
from commonhold.social.actors import following
from commonhold.social.groups.models import Group
from commonhold.social.people import actions as people
from commonhold.social.posts import actions
from commonhold.social.posts.models import PostElsewhere
from tests import cast
from tests.cast import MORNING, minutes

HERE = "http://coop.example"
EVE = "https://elsewhere.example/users/eve"
SHARED = {"https://elsewhere.example/inbox"}


@pytest.fixture
def followed(ada: int, eve: int, sent: Sent) -> int:
    """Ada, whom Eve follows."""
    people.follow(eve, person_id=ada, now=MORNING)
    sent.new(MORNING)
    return ada


def _withhold(post_id: int, at: int) -> None:
    keeper = open_coop_account(now=MORNING)
    actions.restrict_post(
        post_id=post_id, kind="withheld", reference="measure:1", keeper=keeper, now=minutes(at)
    )


def _free(post_id: int, at: int) -> None:
    actions.free_post(post_id=post_id, kind="withheld", now=minutes(at))


def _told(sent: Sent, at: int) -> list[str]:
    return [made["type"] for made, inboxes in sent.new(minutes(at)) if inboxes == SHARED]


@pytest.mark.parametrize("audience", ["public", "unlisted", "followers"])
def test_what_is_withheld_is_taken_back_where_it_went_and_told_anew_at_the_end(
    fetch: Fetch, followed: int, sent: Sent, audience: str
):
    post_id = actions.publish_post(followed, text="one", audience=audience, now=minutes(1))
    sent.new(minutes(1))
    _withhold(post_id, 2)
    delete, inboxes = sent.one(minutes(2))
    assert (delete["type"], delete["object"]["id"]) == ("Delete", f"{HERE}/ap/posts/{post_id}")
    assert (delete["actor"], inboxes) == (f"{HERE}/ap/people/{followed}", SHARED)
    assert fetch(f"/ap/posts/{post_id}").status == 404
    _free(post_id, 3)
    create, inboxes = sent.one(minutes(3))
    assert (create["type"], create["object"]["id"]) == ("Create", delete["object"]["id"])
    assert inboxes == SHARED
    _withhold(post_id, 4)
    again, _inboxes = sent.one(minutes(4))
    assert again["type"] == "Delete"
    assert again["id"] != delete["id"]


def test_what_its_author_removes_while_it_is_withheld_is_told_once(followed: int, sent: Sent):
    post_id = actions.publish_post(followed, text="one", now=minutes(1))
    _withhold(post_id, 2)
    assert _told(sent, 2) == ["Delete"]
    actions.edit_post(followed, post_id=post_id, text="two", now=minutes(3))
    actions.remove_post(followed, post_id=post_id, now=minutes(4))
    _free(post_id, 5)
    assert _told(sent, 5) == []


def test_what_was_removed_before_it_was_withheld_is_told_once(followed: int, sent: Sent):
    post_id = actions.publish_post(followed, text="one", now=minutes(1))
    actions.remove_post(followed, post_id=post_id, now=minutes(2))
    _withhold(post_id, 2)
    assert _told(sent, 2) == []  # nothing of it had been told yet
    other = actions.publish_post(followed, text="two", now=minutes(3))
    sent.new(minutes(3))
    actions.remove_post(followed, post_id=other, now=minutes(4))
    assert _told(sent, 4) == ["Delete"]
    _withhold(other, 5)
    assert _told(sent, 5) == []


def test_what_never_left_is_not_taken_back(followed: int, eve: int, ben: int, sent: Sent):
    close = actions.publish_post(followed, text="among us", audience="members", now=minutes(1))
    asked = actions.publish_post(followed, text="Well?", approves_replies=True, now=minutes(1))
    waits = actions.publish_post(ben, text="No.", in_reply_to=asked, now=minutes(1))
    sent.new(minutes(1))
    for each in (close, waits):
        _withhold(each, 2)
        _free(each, 3)
    assert _told(sent, 4) == []


def test_another_measure_than_withholding_is_told_to_nobody(followed: int, sent: Sent):
    post_id = actions.publish_post(followed, text="one", now=minutes(1))
    sent.new(minutes(1))
    for kind in ("covered", "labelled", "deprioritised", "not-recommended"):
        actions.restrict_post(post_id=post_id, kind=kind, reference="measure:1", now=minutes(2))
    assert _told(sent, 3) == []


def test_a_group_takes_back_that_it_passed_on_what_is_withheld(ada: int, eve: int, sent: Sent):
    group_id = cast.make_group_of(ada)
    Group.objects.filter(id=group_id).update(is_readable_by_all=True)
    following.follow_group(eve, group_id=group_id, uri=f"{EVE}#follow-g", now=MORNING)
    ours = actions.publish_post(ada, text="hoe", audience="group", group_id=group_id, now=minutes(1))
    theirs = actions.publish_post(ada, text="rake", audience="group", group_id=group_id, now=minutes(1))
    PostElsewhere.objects.create(post_id=theirs, uri=f"{EVE}/1", fetched_at=MORNING)
    sent.new(minutes(1))
    _withhold(ours, 2)
    told = [made for made, _inboxes in sent.new(minutes(2))]
    assert [made["type"] for made in told] == ["Announce", "Undo"]
    assert told[0]["object"]["type"] == "Delete"
    assert told[1]["object"]["object"] == f"{HERE}/ap/posts/{ours}"
    _free(ours, 3)
    told = [made for made, _inboxes in sent.new(minutes(3))]
    assert [made["type"] for made in told] == ["Announce", "Announce"]
