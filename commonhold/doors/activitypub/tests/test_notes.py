"""Posts as other servers read them, and who may read which."""

from __future__ import annotations

import pytest

from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.documents.posts import written
from commonhold.doors.activitypub.tests.conftest import Fetch
from commonhold.social.groups.models import Group
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import actions, outward
from commonhold.social.posts.models import Audience
from commonhold.social.posts.visibility import visible_posts
from tests import cast
from tests.cast import MORNING, minutes

HERE = "http://coop.example"


def _document(fetch: Fetch, post_id: int):
    return fetch(f"/ap/posts/{post_id}").body


def test_a_note_says_who_said_what_to_whom(fetch: Fetch, ada: int, eve: int):
    post_id = actions.publish_post(
        ada, text="Hi @eve@elsewhere.example, **look** #Tea", warning="tea", language="en", now=MORNING
    )
    note = _document(fetch, post_id)
    me = f"{HERE}/ap/people/{ada}"
    assert (note["type"], note["attributedTo"]) == ("Note", me)
    assert note["to"] == [PUBLIC]
    assert note["cc"] == [f"{me}/followers", "https://elsewhere.example/users/eve"]
    assert (note["summary"], note["sensitive"]) == ("tea", True)
    assert 'href="https://elsewhere.example/@eve"' in note["content"]
    assert f'href="{HERE}/tags/tea"' in note["content"]
    assert note["contentMap"] == {"en": note["content"]}
    assert note["source"]["mediaType"] == "text/markdown"
    kinds = {each["type"]: each for each in note["tag"]}
    assert kinds["Mention"] == {
        "type": "Mention",
        "href": "https://elsewhere.example/users/eve",
        "name": "@eve@elsewhere.example",
    }
    assert kinds["Hashtag"]["name"] == "#tea"
    assert note["inReplyTo"] is None


def test_an_answer_names_what_it_answers_and_its_thread(fetch: Fetch, ada: int, ben: int):
    first = actions.publish_post(ada, text="one", now=MORNING)
    second = actions.publish_post(ben, text="two", in_reply_to=first, now=minutes(1))
    note = _document(fetch, second)
    assert note["inReplyTo"] == f"{HERE}/ap/posts/{first}"
    assert note["context"] == f"{HERE}/ap/posts/{first}/context"
    thread = fetch(note["context"]).body
    assert thread["attributedTo"] == f"{HERE}/ap/people/{ada}"
    assert thread["first"]["orderedItems"] == [f"{HERE}/ap/posts/{each}" for each in (first, second)]
    replies = fetch(_document(fetch, first)["replies"]).body
    assert replies["first"]["items"] == [note["id"]]


def test_a_poll_is_a_question(fetch: Fetch, ada: int, ben: int):
    poll = NewPoll(options=["tea", "coffee"], minutes=60)
    post_id = actions.publish_post(ada, text="Which?", poll=poll, now=MORNING)
    actions.choose_in_poll(ben, post_id=post_id, positions=[0], now=minutes(1))
    question = _document(fetch, post_id)
    assert question["type"] == "Question"
    assert [(each["name"], each["replies"]["totalItems"]) for each in question["oneOf"]] == [
        ("tea", 1),
        ("coffee", 0),
    ]
    assert question["votersCount"] == 1
    assert "closed" not in question


def test_an_edit_says_when(fetch: Fetch, ada: int):
    post_id = actions.publish_post(ada, text="one", now=MORNING)
    assert "updated" not in _document(fetch, post_id)
    actions.edit_post(ada, post_id=post_id, text="two", now=minutes(5))
    assert _document(fetch, post_id)["updated"] == "2026-05-04T09:05:00.000Z"


def test_what_was_taken_back_is_gone(fetch: Fetch, ada: int):
    post_id = actions.publish_post(ada, text="one", now=MORNING)
    actions.remove_post(ada, post_id=post_id, now=minutes(1))
    got = fetch(f"/ap/posts/{post_id}")
    assert (got.status, got.body["type"]) == (410, "Tombstone")


def test_who_may_answer_like_boost_and_quote_is_said(fetch: Fetch, ada: int):
    post_id = actions.publish_post(
        ada, text="one", reply_control="followers", quote_policy="ask", approves_replies=True, now=MORNING
    )
    me = f"{HERE}/ap/people/{ada}"
    policy = _document(fetch, post_id)["interactionPolicy"]
    assert policy["canLike"]["automaticApproval"] == [PUBLIC]
    assert policy["canReply"] == {"automaticApproval": [me], "manualApproval": [f"{me}/followers"]}
    assert policy["canQuote"] == {"automaticApproval": [me], "manualApproval": [PUBLIC]}
    assert policy["canAnnounce"]["automaticApproval"] == [PUBLIC]


def test_a_quote_bears_the_quoted_authors_consent(fetch: Fetch, ada: int, ben: int):
    quoted = actions.publish_post(ada, text="one", now=MORNING)
    quoting = actions.publish_post(ben, text="two", quoted=quoted, now=minutes(1))
    note = _document(fetch, quoting)
    assert note["quote"] == note["quoteUri"] == note["_misskey_quote"] == f"{HERE}/ap/posts/{quoted}"
    stamp = fetch(note["quoteAuthorization"]).body
    assert stamp["type"] == "QuoteAuthorization"
    assert (stamp["attributedTo"], stamp["interactingObject"], stamp["interactionTarget"]) == (
        f"{HERE}/ap/people/{ada}",
        note["id"],
        note["quote"],
    )
    assert 'class="quote-inline"' in note["content"]


def test_an_answer_in_somebody_elses_circle_goes_to_those_named_alone(ada: int, ben: int):
    cast.befriend(ada, ben)
    first = actions.publish_post(ada, text="one", audience="followers", now=MORNING)
    answer = actions.publish_post(ben, text="two", in_reply_to=first, now=minutes(1))
    said = written(Viewer(ben), [answer])[answer]
    assert said.document["to"] == [f"{HERE}/ap/people/{ada}"]
    assert said.document["cc"] == []


def test_what_is_said_in_a_group_is_addressed_to_it(fetch: Fetch, ada: int):
    group_id = cast.make_group_of(ada)
    Group.objects.filter(id=group_id).update(is_readable_by_all=True)
    post_id = actions.publish_post(ada, text="hoe", audience="group", group_id=group_id, now=MORNING)
    note = _document(fetch, post_id)
    group = f"{HERE}/ap/groups/{group_id}"
    assert note["audience"] == group
    assert group in note["to"]
    Group.objects.filter(id=group_id).update(is_readable_by_all=False)
    assert fetch(f"/ap/posts/{post_id}").status == 404


def test_a_posts_page_asked_for_as_data_leads_to_its_document(fetch: Fetch, ada: int):
    post_id = actions.publish_post(ada, text="one", now=MORNING)
    assert fetch(f"/@ada/{post_id}").headers["Location"] == f"{HERE}/ap/posts/{post_id}"
    browser = fetch(f"/ap/posts/{post_id}", accept="text/html")
    assert browser.headers["Location"] == f"{HERE}/@ada/{post_id}"


@pytest.mark.parametrize("audience", ["members", "mutuals", "list"])
def test_what_is_for_few_here_never_leaves(fetch: Fetch, ada: int, ben: int, audience: str):
    cast.befriend(ada, ben)
    list_id = cast.make_list_of(ada, ben) if audience == "list" else None
    post_id = actions.publish_post(ada, text="ours", audience=audience, list_id=list_id, now=MORNING)
    assert fetch(f"/ap/posts/{post_id}").status == 404
    assert fetch(f"/@ada/{post_id}", accept="application/activity+json").status == 302
    for viewer in (ANYONE, Viewer(ada), Viewer(ben)):
        assert written(viewer, [post_id]) == {}


def test_an_answer_does_not_name_what_never_leaves(ada: int, ben: int, eve: int):
    first = actions.publish_post(ada, text="ours", audience="members", now=MORNING)
    answer = actions.publish_post(
        ben, text="psst @eve@elsewhere.example", audience="direct", in_reply_to=first, now=minutes(1)
    )
    assert written(Viewer(ben), [answer])[answer].document["inReplyTo"] is None


@pytest.mark.parametrize("audience", [each.value for each in Audience])
@pytest.mark.parametrize("names_eve", [True, False], ids=["naming her", "naming nobody"])
@pytest.mark.parametrize("eve_follows", [True, False], ids=["followed", "not followed"])
@pytest.mark.parametrize("is_open", [True, False], ids=["open group", "closed group"])
def test_nothing_is_rendered_or_addressed_for_a_server_whose_people_may_not_see_it(
    ada: int, eve: int, audience: str, names_eve: bool, eve_follows: bool, is_open: bool
):
    if eve_follows:
        cast.befriend(eve, ada)
    group_id = cast.make_group_of(ada) if audience == "group" else None
    Group.objects.filter(id=group_id or 0).update(is_readable_by_all=is_open)
    list_id = cast.make_list_of(ada) if audience == "list" else None
    text = "hello @eve@elsewhere.example" if names_eve or audience == "direct" else "hello"
    post_id = actions.publish_post(
        ada, text=text, audience=audience, list_id=list_id, group_id=group_id, now=MORNING
    )
    may_see = bool(visible_posts(Viewer(eve)).filter(id=post_id))
    said = written(Viewer(ada), [post_id]).get(post_id)
    if said is not None:
        followers = f"{HERE}/ap/people/{ada}/followers"
        reaches_eve = (
            PUBLIC in (*said.addressed.to, *said.addressed.cc)
            or "https://elsewhere.example/users/eve" in said.addressed.to + said.addressed.cc
            or (followers in said.addressed.to + said.addressed.cc and eve_follows)
        )
        assert may_see or not reaches_eve
    shown = written(Viewer(eve), [post_id])
    assert may_see or not shown
    assert may_see or not outward.seen_by_server("elsewhere.example", post_id)
    if audience in {"members", "mutuals", "list"} or (audience == "group" and not is_open):
        assert said is None
        assert not shown
