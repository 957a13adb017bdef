"""Outboxes: what somebody said and passed on, and what groups passed on."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.doors.activitypub.tests.conftest import Fetch, Sent
from commonhold.social.actors import following
from commonhold.social.groups.models import Group
from commonhold.social.posts import actions
from commonhold.social.posts.models import Post, PostElsewhere
from tests import cast
from tests.cast import MORNING, minutes

HERE = "http://coop.example"
EVE = "https://elsewhere.example/users/eve"


def _said_by(eve: int, text: str = "from afar", at: int = 0, **more: Any) -> int:
    post_id = actions.publish_post(eve, text=text, now=minutes(at), **more)
    PostElsewhere.objects.create(
        post_id=post_id, uri=f"https://elsewhere.example/{post_id}", fetched_at=MORNING
    )
    return post_id


def _all_of(fetch: Fetch, outbox: str) -> list[Any]:
    first = fetch(outbox).body
    found: list[Any] = []
    following_page = first["first"]
    while following_page is not None:
        page = fetch(following_page).body
        assert (page["partOf"], page["id"]) == (first["id"], following_page)
        found += page["orderedItems"]
        following_page = page.get("next")
    return found


def test_boosts_stand_among_what_was_said_in_one_order_as_they_were_told(
    fetch: Fetch, ada: int, ben: int, eve: int, sent: Sent
):
    following_one = actions.publish_post(ben, text="by ben", now=MORNING)
    far = _said_by(eve)
    one = actions.publish_post(ada, text="one", now=minutes(1))
    actions.boost_post(ada, post_id=far, now=minutes(2))
    two = actions.publish_post(ada, text="two", now=minutes(3))
    actions.boost_post(ada, post_id=following_one, now=minutes(4))
    told = {made["id"] for made, _inboxes in sent.new(minutes(4))}
    items = _all_of(fetch, f"/ap/people/{ada}/outbox")
    assert [(each["type"], each["object"]) for each in items if each["type"] == "Announce"] == [
        ("Announce", f"{HERE}/ap/posts/{following_one}"),
        ("Announce", f"https://elsewhere.example/{far}"),
    ]
    assert [each["type"] for each in items] == ["Announce", "Create", "Announce", "Create"]
    assert items[1]["object"]["id"] == f"{HERE}/ap/posts/{two}"
    assert items[3]["object"]["id"] == f"{HERE}/ap/posts/{one}"
    assert items[2]["id"] in told
    assert items[2]["cc"] == [f"{HERE}/ap/people/{ada}/followers", EVE]
    assert fetch(f"/ap/people/{ada}/outbox").body["totalItems"] == 4


def test_a_long_outbox_is_read_page_by_page_without_gaps_or_repeats(fetch: Fetch, ada: int, ben: int):
    for at in range(24):
        theirs = actions.publish_post(ben, text=f"theirs {at}", now=minutes(at))
        actions.publish_post(ada, text=f"mine {at}", now=minutes(at))
        actions.boost_post(ada, post_id=theirs, now=minutes(at))
    ids = [each["id"] for each in _all_of(fetch, f"/ap/people/{ada}/outbox")]
    assert len(ids) == len(set(ids)) == 48
    times = [each["published"] for each in _all_of(fetch, f"/ap/people/{ada}/outbox")]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("hidden", ["removed", "waits", "members", "imported"])
def test_boosts_of_what_nobody_else_may_read_are_not_listed(
    fetch: Fetch, ada: int, ben: int, finn: int, hidden: str
):
    post_id = actions.publish_post(ben, text="now", now=MORNING)
    actions.boost_post(ada, post_id=post_id, now=minutes(1))
    assert len(_all_of(fetch, f"/ap/people/{ada}/outbox")) == 1
    changes: dict[str, dict[str, Any]] = {
        "removed": {"removed_at": MORNING, "text": "", "html": ""},
        "waits": {"waits_for_id": finn},
        "members": {"audience": "members"},
        "imported": {"imported_as": "mastodon:1"},
    }
    Post.objects.filter(id=post_id).update(**changes[hidden])
    assert _all_of(fetch, f"/ap/people/{ada}/outbox") == []
    assert fetch(f"/ap/people/{ada}/outbox").body["totalItems"] == 0


def test_a_groups_outbox_holds_what_it_passed_on_as_it_told_it(fetch: Fetch, ada: int, eve: int, sent: Sent):
    group_id = cast.make_group_of(ada)
    Group.objects.filter(id=group_id).update(is_readable_by_all=True)
    following.follow_group(eve, group_id=group_id, uri=f"{EVE}#follow-g", now=MORNING)
    ours = actions.publish_post(ada, text="hoe", audience="group", group_id=group_id, now=minutes(1))
    told = {made["id"]: made for made, _inboxes in sent.new(minutes(1))}
    theirs = _said_by(ada, "rake", 2, audience="group", group_id=group_id)
    Post.objects.filter(id=theirs).update(author_id=eve)
    newest, older = _all_of(fetch, f"/ap/groups/{group_id}/outbox")
    assert (newest["type"], newest["object"]) == ("Announce", f"https://elsewhere.example/{theirs}")
    assert newest["cc"] == [f"{HERE}/ap/groups/{group_id}/followers", EVE]
    assert older["object"]["type"] == "Create"
    assert older["object"]["object"]["id"] == f"{HERE}/ap/posts/{ours}"
    assert older["id"] in told
