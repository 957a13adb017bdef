"""Consent to a quote that is taken back is told where it was given (FEP-044f)."""

from __future__ import annotations

import pytest

from commonhold.doors.activitypub.tests.conftest import Fetch, Sent
from commonhold.social.people import actions as people
from commonhold.social.posts import actions
from commonhold.social.posts.arrived import ArrivedPost
from tests.cast import MORNING, minutes

HERE = "http://coop.example"
EVE = "https://elsewhere.example/users/eve"
OWN, SHARED = f"{EVE}/inbox", "https://elsewhere.example/inbox"


@pytest.fixture
def said(ada: int, eve: int, sent: Sent) -> int:
    post_id = actions.publish_post(ada, text="one", quote_policy="ask", now=MORNING)
    sent.new(MORNING)
    return post_id


@pytest.fixture
def quote(eve: int, said: int, sent: Sent) -> int:
    """Eve's, for which her server asked."""
    arrived = ArrivedPost(uri=f"{EVE}/quote", html="<p>look</p>", published_at=MORNING, quoted=said)
    post_id = actions.arrive_post(eve, arrived=arrived, now=MORNING)
    actions.ask_to_quote(eve, post_id=post_id, quoted_id=said, asked_as=f"{EVE}/request", now=MORNING)
    sent.new(MORNING)
    return post_id


def test_the_stamp_that_was_given_is_deleted(fetch: Fetch, ada: int, quote: int, sent: Sent):
    actions.allow_quote(ada, post_id=quote, now=minutes(1))
    accept, _inboxes = sent.one(minutes(1))
    stamp = accept["result"]
    assert fetch(stamp).status == 200
    actions.refuse_quote(ada, post_id=quote, now=minutes(2))
    delete, inboxes = sent.one(minutes(2))
    assert (delete["type"], delete["actor"]) == ("Delete", f"{HERE}/ap/people/{ada}")
    assert delete["object"]["id"] == stamp
    assert (delete["object"]["type"], delete["object"]["attributedTo"]) == (
        "QuoteAuthorization",
        f"{HERE}/ap/people/{ada}",
    )
    assert delete["object"]["interactingObject"] == f"{EVE}/quote"
    assert inboxes == {OWN}
    assert fetch(stamp).status == 404


def test_her_followers_servers_hear_of_it_too(ada: int, eve: int, quote: int, sent: Sent):
    people.follow(eve, person_id=ada, now=MORNING)
    actions.allow_quote(ada, post_id=quote, now=minutes(1))
    sent.new(minutes(1))
    actions.refuse_quote(ada, post_id=quote, now=minutes(2))
    assert sent.one(minutes(2))[1] == {OWN, SHARED}


def test_what_is_taken_back_twice_or_was_never_given_is_told_once_or_not(ada: int, quote: int, sent: Sent):
    actions.refuse_quote(ada, post_id=quote, now=minutes(1))
    assert sent.new(minutes(1)) == []
    actions.allow_quote(ada, post_id=quote, now=minutes(2))
    sent.new(minutes(2))
    for at in (3, 4):
        actions.refuse_quote(ada, post_id=quote, now=minutes(at))
    assert [made["type"] for made, _inboxes in sent.new(minutes(4))] == ["Delete"]


def test_a_quote_of_ours_loses_stamp_and_quote_where_it_went(
    fetch: Fetch, ada: int, ben: int, eve: int, said: int, sent: Sent
):
    people.follow(eve, person_id=ben, now=MORNING)
    quote = actions.publish_post(ben, text="look", quoted=said, now=minutes(1))
    actions.allow_quote(ada, post_id=quote, now=minutes(1))
    sent.new(minutes(1))
    stamp = fetch(f"/ap/posts/{quote}").body["quoteAuthorization"]
    actions.refuse_quote(ada, post_id=quote, now=minutes(2))
    (delete, reached), (update, _inboxes) = sent.new(minutes(2))
    assert (delete["type"], delete["object"]["id"], reached) == ("Delete", stamp, {SHARED})
    assert update["type"] == "Update"
    assert not {"quote", "quoteAuthorization"} & set(update["object"])
