"""What each stream tells whom, of every audience: as much as the same list by REST, and nothing else."""

from __future__ import annotations

from datetime import datetime

import pytest

from commonhold.doors.calls.answers import Wrong
from commonhold.doors.mastodon.streaming.channels import channel_of
from commonhold.doors.mastodon.streaming.made import Event, Made
from commonhold.doors.mastodon.streaming.tests.listening import Ears, bearer_for
from commonhold.ground.jobs import actions as jobs
from commonhold.social.filters.actions import make_filter
from commonhold.social.filters.matching import Place
from commonhold.social.groups.actions import founding
from commonhold.social.live.hints import rows_since
from commonhold.social.people import actions as people
from commonhold.social.posts.actions import (
    boost_post,
    edit_post,
    favourite_post,
    let_reply_in,
    publish_post,
    remove_post,
    restore_post,
    thank_author,
    unboost_post,
)
from tests.calling import App, faults_of
from tests.cast import befriend, make_eve, make_group_of, make_list_of, make_person, minutes

NAMES = ("user", "public", "public:local", "public:remote", "hashtag", "hashtag:local", "list", "direct")
#: Of whom each audience is: the streams on which Caro, who follows Ben and is on his list, hears him.
HEARD = {
    "public": {"user", "public", "public:local", "hashtag", "hashtag:local", "list"},
    "unlisted": {"user", "list"},
    "followers": {"user", "list"},
    "mutuals": {"user", "list"},
    "list": {"user", "list"},
    "group": {"user", "list"},
    "members": {"user", "list"},
    "direct": {"direct"},
}


@pytest.fixture
def caro(coop: str) -> int:
    return make_person("caro", member=True)


@pytest.fixture
def ben(coop: str) -> int:
    return make_person("ben", member=True)


def ears_of(person_id: int, list_id: int | None = None) -> Ears:
    """Somebody who listens to everything, under a tag and to a list."""
    ears = Ears(person_id)
    for name in NAMES:
        if name != "list" or list_id is not None:
            ears.listen(name, tag="soup", list=str(list_id))
    return ears


@pytest.mark.parametrize("audience", list(HEARD))
def test_each_audience_is_heard_where_it_stands_and_by_nobody_else(
    ben: int, caro: int, audience: str
) -> None:
    gus = make_person("gus")
    befriend(ben, caro)
    group, friends = make_group_of(ben, caro), make_list_of(ben, caro)
    hers = make_list_of(caro, ben)
    near, far = ears_of(caro, hers), ears_of(gus)
    said = {
        "list": {"list_id": friends},
        "group": {"group_id": group},
    }.get(audience, {})
    text = "@caro, #soup" if audience == "direct" else "#soup"
    publish_post(ben, text=text, audience=audience, now=minutes(1), **said)  # type: ignore[arg-type]
    heard = near.hear(minutes(1))
    assert {name for name, events in heard.items() if events} == HEARD[audience]
    assert all(len(heard[name]) == 1 for name in HEARD[audience])
    strangers = {name for name, events in far.hear(minutes(1)).items() if events}
    assert strangers == (HEARD[audience] - {"user", "list"} if audience == "public" else set())


def test_every_update_is_a_status_as_the_schema_has_it_and_as_rest_gives_it(ben: int, caro: int) -> None:
    befriend(ben, caro)
    app, ears = App(caro), ears_of(caro)
    publish_post(ben, text="Hello #soup", now=minutes(1))
    updates = [event for events in ears.hear(minutes(1)).values() for event in events]
    (by_rest,) = app.get("/api/v1/timelines/home").body
    assert len(updates) == 5
    for event in updates:
        assert not list(faults_of("GET", "/api/v1/timelines/home", 200, [event.body]))
        assert event.body == by_rest


@pytest.mark.parametrize("how", ["block", "blocked", "mute"])
def test_blocks_and_mutes_silence_every_stream(ben: int, caro: int, how: str) -> None:
    ears = ears_of(caro)
    if how == "mute":
        people.mute(caro, person_id=ben, now=minutes(0))
    else:
        one, other = (caro, ben) if how == "block" else (ben, caro)
        people.block(one, person_id=other, now=minutes(0))
    publish_post(ben, text="Hello", now=minutes(1))
    post_id = publish_post(ben, text="Hello again", now=minutes(1))
    edit_post(ben, post_id=post_id, text="Hello there", now=minutes(1))
    assert not any(ears.hear(minutes(1)).values())


def test_filters_leave_out_and_mark_as_rest_does(ben: int, caro: int) -> None:
    befriend(ben, caro)
    make_filter(caro, title="No soup", phrases=["soup"], places=[Place.HOME], hides=True, now=minutes(0))
    make_filter(caro, title="Careful", phrases=["onion"], places=[Place.PUBLIC], now=minutes(0))
    ears = ears_of(caro)
    publish_post(ben, text="Onion soup", now=minutes(1))
    heard = ears.hear(minutes(1))
    assert not heard["user"]
    (event,) = heard["public"]
    assert [each["filter"]["title"] for each in event.body["filtered"]] == ["Careful"]


def test_a_boost_is_heard_at_home_as_a_status_of_its_own(ben: int, caro: int) -> None:
    befriend(ben, caro)
    gus = make_person("gus")
    said = publish_post(gus, text="Far away", now=minutes(0))
    ears = ears_of(caro)
    boost_post(ben, post_id=said, now=minutes(1))
    heard = ears.hear(minutes(1))
    (event,) = heard.pop("user")
    assert (event.name, event.body["reblog"]["id"], event.body["account"]["acct"]) == (
        "update",
        str(said),
        "ben",
    )
    assert not any(heard.values())


def test_a_boost_that_was_taken_back_is_gone_from_homes_where_it_stood_alone(ben: int, caro: int) -> None:
    befriend(ben, caro)
    gus = make_person("gus")
    said = publish_post(gus, text="Far away", now=minutes(0))
    near, far = ears_of(caro), ears_of(gus)
    boost_post(ben, post_id=said, now=minutes(1))
    (boosted,) = near.hear(minutes(1))["user"]
    unboost_post(ben, post_id=said, now=minutes(2))
    heard = near.hear(minutes(2))
    assert heard.pop("user") == [Event("delete", boosted.body["id"])]
    assert not any(heard.values())
    assert not any(far.hear(minutes(2)).values())
    assert not any(near.hear(minutes(3)).values())
    boost_post(ben, post_id=said, now=minutes(3))
    near.hear(minutes(3))
    people.mute(caro, person_id=ben, now=minutes(3))
    unboost_post(ben, post_id=said, now=minutes(4))
    assert not any(near.hear(minutes(4)).values())


def test_a_reply_is_heard_when_it_was_let_in(ben: int, caro: int) -> None:
    gus = make_person("gus")
    befriend(ben, caro)
    befriend(gus, caro)
    asked = publish_post(ben, text="What do we cook?", approves_replies=True, now=minutes(0))
    ears, others = ears_of(caro), ears_of(make_person("dev"))
    said = publish_post(gus, text="Soup #soup", in_reply_to=asked, now=minutes(1))
    assert not any(ears.hear(minutes(1)).values())
    let_reply_in(ben, post_id=said, now=minutes(30))
    heard = ears.hear(minutes(30))
    assert [(each.name, each.body["id"]) for each in heard["user"]] == [("update", str(said))]
    assert not any(ears.hear(minutes(30)).values())
    assert not others.hear(minutes(30))["user"]


def test_a_post_that_came_back_is_heard_again_by_whom_it_is_for(ben: int, caro: int) -> None:
    befriend(ben, caro)
    near, far = ears_of(caro), ears_of(make_person("gus"))
    said = publish_post(ben, text="For my people", audience="followers", now=minutes(1))
    near.hear(minutes(1))
    remove_post(ben, post_id=said, now=minutes(2))
    near.hear(minutes(2))
    restore_post(ben, post_id=said, now=minutes(3))
    heard = near.hear(minutes(3))
    (event,) = heard.pop("user")
    assert (event.name, event.body["id"]) == ("update", str(said))
    assert not any(heard.values())
    assert not any(far.hear(minutes(3)).values())


def test_what_one_is_told_is_told_on_streams_as_by_rest(ben: int, caro: int) -> None:
    ears = Ears(caro)
    ears.listen("user:notification")
    said = publish_post(caro, text="Soup", now=minutes(0))
    favourite_post(ben, post_id=said, now=minutes(1))
    thank_author(ben, post_id=said, now=minutes(1))
    told(minutes(1))
    heard = [each.body for each in ears.hear(minutes(1))["user:notification"]]
    assert heard[::-1] == App(caro).get("/api/v1/notifications").body
    assert len(heard) == 2


def test_edits_and_removals_are_told_to_those_who_might_see_the_post(ben: int, caro: int) -> None:
    gus = make_person("gus")
    befriend(ben, caro)
    said = publish_post(ben, text="For my people", audience="followers", now=minutes(0))
    near, far = ears_of(caro), ears_of(gus)
    edit_post(ben, post_id=said, text="For all my people", now=minutes(1))
    assert [each.name for each in near.hear(minutes(1))["user"]] == ["status.update"]
    remove_post(ben, post_id=said, now=minutes(2))
    assert near.hear(minutes(2))["user"] == [Event("delete", str(said))]
    assert not any(far.hear(minutes(2)).values())


def test_posts_of_other_servers_are_on_their_streams_alone(caro: int) -> None:
    ears = ears_of(caro)
    publish_post(make_eve(), text="From afar", now=minutes(1))
    heard = ears.hear(minutes(1))
    assert {name for name, events in heard.items() if events} == {"public", "public:remote"}


def test_a_group_that_everybody_reads_stays_out_of_public_streams(ben: int, caro: int) -> None:
    group = founding.found_group(ben, handle="garden", title="Garden", now=minutes(0))
    ears = ears_of(caro)
    publish_post(ben, text="In the garden", audience="group", group_id=group, now=minutes(1))
    assert not any(ears.hear(minutes(1)).values())


def test_notifications_need_their_scope_and_come_with_the_home_stream(ben: int, caro: int) -> None:
    narrow, wide = Ears(caro, "read:statuses"), Ears(caro, "read")
    for each in (narrow, wide):
        each.listen("user")
    wide.listen("user:notification")
    with pytest.raises(Wrong, match="required scopes"):
        narrow.listen("user:notification")
    people.follow(ben, person_id=caro, now=minutes(1))
    told(minutes(1))
    assert not narrow.hear(minutes(1))["user"]
    heard = wide.hear(minutes(1))
    for events in heard.values():
        (event,) = events
        assert (event.name, event.body["type"]) == ("notification", "follow")
        assert event.body["account"]["acct"] == "ben"


def test_a_status_is_made_once_for_all_streams_of_a_person(
    ben: int, caro: int, django_assert_max_num_queries
) -> None:
    befriend(ben, caro)
    publish_post(ben, text="Hello #soup", now=minutes(1))
    bearer = bearer_for(caro)
    named = [
        channel_of(bearer, each, {"tag": "soup"}).channel
        for each in ("user", "public", "hashtag", "public:local")
    ]
    made = Made(caro, rows_since(minutes(0)))
    made.events(named[0])
    with django_assert_max_num_queries(3):
        assert all(len(made.events(each)) == 1 for each in named)


def told(now: datetime) -> None:
    """Let the news be told."""
    jobs.tick(now)
