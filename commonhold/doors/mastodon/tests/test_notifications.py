"""What one is told, through an app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs.actions import tick
from commonhold.social.notifications import queries
from commonhold.social.notifications.actions import notify
from commonhold.social.notifications.actions.wishes import keep_apart
from commonhold.social.people.actions import add_profile, follow
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions as posts
from tests.calling import App
from tests.cast import MORNING, befriend, make_person

_ALL, _GROUPS = "/api/v1/notifications", "/api/v2/notifications"
_NOBODYS = ["7", "abc", "0", "-1", "9" * 19, "9" * 40]


@pytest.fixture
def caro(coop: str) -> App:
    return App(make_person("caro", member=True))


def say(app: App, text: str, **more: Any) -> int:
    made = posts.publish_post(app.person_id, text=text, now=clock.now(), **more)
    tick(clock.now())
    return made


def done(act: Callable[..., Any], by: App, post_id: int) -> None:
    act(by.person_id, post_id=post_id, now=clock.now())
    tick(clock.now())


def ids_in(told: Any) -> list[str]:
    return [each["id"] for each in told]


def test_each_kind_has_the_nearest_name_that_apps_know(ada: App, ben: App) -> None:
    post_id = say(ada, "Bread!")
    say(ben, "@ada hello")
    say(ben, "Where?", in_reply_to=post_id)
    befriend(ada.person_id, ben.person_id)
    say(ben, "@ada psst", audience="direct")
    done(posts.favourite_post, ben, post_id)
    done(posts.thank_author, ben, post_id)
    done(posts.boost_post, ben, post_id)
    told = ada.get(_ALL)
    assert told.status == 200
    kinds = [each["type"] for each in told.body]
    assert kinds == ["reblog", "favourite", "favourite", "mention", "follow", "mention", "mention"]
    assert told.body[3]["status"]["visibility"] == "direct"
    assert {each["account"]["acct"] for each in told.body} == {"ben"}
    assert len({each["group_key"] for each in told.body[1:3]}) == 2, "thanks are counted by themselves"
    one = ada.get(f"{_ALL}/{told.body[0]['id']}")
    assert one.body == told.body[0]


def test_what_has_no_word_there_stays_on_the_web_and_is_not_cleared(ada: App, ben: App) -> None:
    notify(person_id=ada.person_id, kind="proposal.voting", subject="proposal:7", words="x", now=MORNING)
    notify(person_id=ada.person_id, kind="follow-accepted", actor_id=ben.person_id, now=MORNING)
    hidden = queries.for_person(Viewer(ada.person_id))[0].id
    assert ada.get(f"{_ALL}/{hidden}").status == ada.post(f"{_ALL}/{hidden}/dismiss").status == 404
    say(ben, "@ada hello")
    assert len(ada.get(_ALL).body) == 1
    assert ada.get(f"{_ALL}/unread_count").body == {"count": 1}
    assert ada.post(f"{_ALL}/clear").body == {}
    assert ada.get(_ALL).body == ada.get(_GROUPS).body["notification_groups"] == []
    left = queries.for_person(Viewer(ada.person_id))
    assert sorted(each.kind for each in left) == ["follow-accepted", "proposal.voting"]
    assert not any(each.is_read for each in left)


def test_only_some_kinds_or_one_persons_are_asked_for(ada: App, ben: App, caro: App) -> None:
    post_id = say(ada, "Bread!")
    done(posts.favourite_post, ben, post_id)
    done(posts.boost_post, caro, post_id)
    say(caro, "@ada hello")

    def kinds(**asked: Any) -> list[str]:
        of_groups = ada.get(_GROUPS, **asked).body["notification_groups"]
        found = [each["type"] for each in ada.get(_ALL, **asked).body]
        assert [each["type"] for each in of_groups] == found
        assert ada.get(f"{_GROUPS}/unread_count", **asked).body["count"] == len(found)
        return found

    assert kinds(types=["mention", "favourite"]) == ["mention", "favourite"]
    assert kinds(exclude_types=["mention"]) == ["reblog", "favourite"]
    assert kinds(types=["admin.report"]) == []
    assert kinds(account_id=caro.person_id) == ["mention", "reblog"]
    for nobody in _NOBODYS:
        assert kinds(account_id=nobody) == []


def test_pages_lead_both_ways_with_few_statements(ada: App, ben: App) -> None:
    for number in range(7):
        say(ben, f"@ada {number}")
    with CaptureQueriesContext(
        connection,
    ) as small:
        newest = ada.get(_ALL, limit=2)
    with CaptureQueriesContext(connection) as large:
        everything = ada.get(_ALL).body
    assert len(large) <= len(small) + 1
    seen, page = ids_in(newest.body), newest
    while "next" in page.ways:
        page = ada.get(page.ways["next"].removeprefix("http://coop.example"))
        seen += ids_in(page.body)
    assert seen == ids_in(everything)
    back = ada.get(_ALL, limit=2, min_id=seen[4])
    assert ids_in(back.body) == seen[2:4]
    assert ids_in(ada.get(_ALL, limit=2, since_id=seen[4]).body) == seen[:2]
    assert ada.get(back.ways["prev"].removeprefix("http://coop.example")).body == newest.body
    assert ada.get(_ALL, max_id="0").body == ada.get(_ALL, min_id="9" * 30).body == []


def test_dismissed_it_is_gone_for_good_and_only_that(ada: App, ben: App) -> None:
    for text in ("@ada one", "@ada two", "@ada three"):
        say(ben, text)
    first, second, third = ids_in(ada.get(_ALL).body)
    assert ada.post(f"{_ALL}/{second}/dismiss").body == {}
    assert ada.post(f"{_ALL}/dismiss", id=third).body == {}
    assert ids_in(ada.get(_ALL).body) == [first]
    assert ada.get(f"{_ALL}/unread_count").body == {"count": 1}
    assert ada.post(f"{_ALL}/{second}/dismiss").status == ada.get(f"{_ALL}/{second}").status == 404


def test_others_and_nobodys_are_not_found(ada: App, ben: App) -> None:
    say(ben, "@ada hello")
    hers = ada.get(_ALL).body[0]
    for wrong in (hers["id"], *_NOBODYS):
        assert ben.get(f"{_ALL}/{wrong}").status == 404
        assert ben.post(f"{_ALL}/{wrong}/dismiss").status == 404
    for wrong in (
        hers["group_key"],
        "favourite-7-7",
        "x",
        "favourite-1",
        "ungrouped-x",
        "follow-0-" + "9" * 30,
    ):
        for path in (wrong, f"{wrong}/accounts"):
            assert ben.get(f"{_GROUPS}/{path}").status == 404
        assert ben.post(f"{_GROUPS}/{wrong}/dismiss").status == 404
    assert len(ada.get(_ALL).body) == 1


def test_tokens_that_are_too_narrow_or_nobodys_are_refused(ada: App, stranger: App) -> None:
    narrow = App(ada.person_id, scopes="read:statuses write:statuses")
    reads = ("", "/7", "/unread_count")
    writes = ("/clear", "/7/dismiss")
    for base in (_ALL, _GROUPS):
        for path in reads:
            assert narrow.get(base + path).status == 403
            assert stranger.get(base + path).status == 401
    for path in writes:
        assert narrow.post(_ALL + path).status == 403
    assert narrow.post(f"{_GROUPS}/x/dismiss").status == 403
    assert narrow.get(f"{_GROUPS}/x/accounts").status == 403


def test_what_belongs_together_stands_together(ada: App, ben: App, caro: App) -> None:
    post_id = say(ada, "Bread!")
    for each in (ben, caro):
        done(posts.favourite_post, each, post_id)
    done(posts.thank_author, ben, post_id)
    say(ben, "@ada hello")
    for each in (ben, caro):
        follow(each.person_id, person_id=ada.person_id, now=clock.now())
        tick(clock.now())
    told = ada.get(_GROUPS)
    groups = told.body["notification_groups"]
    assert [(each["type"], each["notifications_count"]) for each in groups] == [
        ("follow", 2),
        ("mention", 1),
        ("favourite", 1),
        ("favourite", 2),
    ]
    liked = groups[3]
    assert liked["sample_account_ids"] == [str(caro.person_id), str(ben.person_id)]
    assert liked["status_id"] == str(post_id)
    assert len(told.body["statuses"]) == 2
    assert len(told.body["accounts"]) == 2
    key = f"{_GROUPS}/{liked['group_key']}"
    assert ada.get(key).body["notification_groups"] == [liked]
    assert [each["acct"] for each in ada.get(f"{key}/accounts").body] == ["caro", "ben"]
    assert ada.get(f"{_GROUPS}/unread_count").body == {"count": 4}
    assert ada.get(f"{_GROUPS}/unread_count", limit=2).body == {"count": 2}
    partial = ada.get(_GROUPS, expand_accounts="partial_avatars").body
    assert len(partial["accounts"]) + len(partial["partial_accounts"]) == 2
    alone = ada.get(_GROUPS, grouped_types=["reblog"]).body["notification_groups"]
    assert len(alone) == 6
    assert all(each["group_key"].startswith("ungrouped-") for each in alone)
    assert ada.get(f"{_GROUPS}/{alone[0]['group_key']}").status == 200
    assert ada.post(f"{key}/dismiss").body == {}
    assert len(ada.get(_GROUPS).body["notification_groups"]) == 3
    assert ada.get(key).status == 404


def test_thanks_are_thanks_to_apps_that_say_which_types_they_know(ada: App, ben: App, caro: App) -> None:
    post_id = say(ada, "Bread & <b>butter</b>!")
    done(posts.favourite_post, ben, post_id)
    for each in (ben, caro):
        done(posts.thank_author, each, post_id)
    knows = {"supported_types": ["favourite", "reblog"]}
    told = ada.get(_ALL, **knows).body
    assert [each["type"] for each in told] == ["thanks", "thanks", "favourite"]
    assert "fallback" not in told[2]
    assert told[0]["fallback"]["title"] == "Caro thanked you"
    assert told[0]["fallback"]["details"].startswith("Bread &amp; ")
    assert ada.get(f"{_ALL}/{told[0]['id']}", **knows).body == told[0]
    groups = ada.get(_GROUPS, **knows).body["notification_groups"]
    assert [(each["type"], each["notifications_count"]) for each in groups] == [
        ("thanks", 2),
        ("favourite", 1),
    ]
    assert groups[0]["fallback"]["title"] == "Caro and Ben thanked you"
    assert ada.get(f"{_GROUPS}/{groups[0]['group_key']}", **knows).body["notification_groups"] == groups[:1]
    for asked, kinds in (
        ({"types": ["favourite"]}, ["favourite"]),
        ({"types": ["thanks"]}, ["thanks", "thanks"]),
        ({"exclude_types": ["thanks"]}, ["favourite"]),
    ):
        assert [each["type"] for each in ada.get(_ALL, **knows, **asked).body] == kinds
    alone = ada.get(_GROUPS, **knows, grouped_types=["favourite"]).body["notification_groups"]
    assert len(alone) == 3
    told = ada.get(_ALL, supported_types=["favourite", "thanks"]).body
    assert "fallback" not in told[0]
    for each in ada.get(_ALL).body:
        assert (each["type"], "fallback" in each) == ("favourite", False)


def test_counts_and_lists_of_groups_have_their_limits(ada: App, ben: App) -> None:
    for number in range(3):
        done(posts.favourite_post, ben, say(ada, f"Loaf {number}"))
    for asked, count in ((0, 3), (-4, 1), (2, 2), (5000, 3)):
        assert ada.get(f"{_GROUPS}/unread_count", limit=asked).body == {"count": count}
        assert ada.get(f"{_ALL}/unread_count", limit=asked).body == {"count": count}
    assert ada.get(_GROUPS, limit="many").status == 422
    assert "partial_accounts" not in ada.get(_GROUPS, expand_accounts="full").body
    assert "partial_accounts" not in ada.get(_GROUPS, expand_accounts="nobody").body
    assert (
        ada.get(_GROUPS, types=["favourite"], exclude_types=["favourite"]).body["notification_groups"] == []
    )


def test_groups_have_pages_too(ada: App, ben: App, caro: App) -> None:
    written = [say(ada, f"Loaf {number}") for number in range(5)]
    for post_id in written:
        for each in (ben, caro):
            done(posts.favourite_post, each, post_id)
    with CaptureQueriesContext(connection) as small:
        page = ada.get(_GROUPS, limit=2)
    with CaptureQueriesContext(connection) as large:
        ada.get(_GROUPS)
    assert len(large) <= len(small) + 1
    seen = [each["status_id"] for each in page.body["notification_groups"]]
    second = None
    while "next" in page.ways:
        page = ada.get(page.ways["next"].removeprefix("http://coop.example"))
        second = second or page
        seen += [each["status_id"] for each in page.body["notification_groups"]]
    assert seen == [str(each) for each in reversed(written)]
    assert second is not None
    back = ada.get(second.ways["prev"].removeprefix("http://coop.example")).body["notification_groups"]
    assert [each["status_id"] for each in back] == seen[:2]


def test_a_group_that_reaches_beyond_a_page_hides_nothing(ada: App, ben: App, caro: App) -> None:
    first, second = say(ada, "Loaf"), say(ada, "Cake")
    done(posts.favourite_post, ben, first)
    done(posts.boost_post, ben, second)
    say(ben, "@ada hello")
    done(posts.favourite_post, caro, first)
    rows = ids_in(ada.get(_ALL).body)
    page = ada.get(_GROUPS, limit=1, min_id="1")
    (oldest,) = page.body["notification_groups"]
    assert (oldest["type"], oldest["page_max_id"], oldest["notifications_count"]) == ("favourite", rows[3], 2)
    assert str(oldest["most_recent_notification_id"]) == rows[0]
    later = ada.get(page.ways["prev"].removeprefix("http://coop.example")).body["notification_groups"]
    assert [each["type"] for each in later] == ["reblog"]
    cut = ada.get(_GROUPS, max_id=rows[0]).body["notification_groups"]
    assert [each["type"] for each in cut] == ["mention", "reblog", "favourite"]
    assert cut[2]["notifications_count"] == 2


def test_what_is_kept_apart_shows_when_it_is_asked_for(ada: App, ben: App) -> None:
    keep_apart(ada.person_id, strangers="apart", newcomers="accept", now=MORNING)
    say(ben, "@ada hello")
    assert ada.get(_ALL).body == []
    assert ada.get(f"{_ALL}/unread_count").body == {"count": 0}
    assert len(ada.get(_ALL, include_filtered=True).body) == 1
    assert len(ada.get(_ALL, account_id=ben.person_id).body) == 1
    assert len(ada.get(_GROUPS, include_filtered=True).body["notification_groups"]) == 1


def test_what_became_invisible_is_told_no_more(ada: App, ben: App) -> None:
    done(posts.remove_post, ben, say(ben, "@ada hello"))
    say(ben, "@ada again")
    ada.post(f"/api/v1/accounts/{ben.person_id}/block")
    assert ada.get(_ALL).body == ada.get(_GROUPS).body["notification_groups"] == []


def test_two_profiles_of_one_login_are_told_apart(coop: str, ben: App) -> None:
    first = make_person("uma", signs_in=True)
    uma, works = App(first), App(add_profile(first, handle="works", display_name="W.", now=MORNING))
    say(ben, "@uma hello")
    hers = uma.get(_ALL).body[0]
    assert works.get(_ALL).body == works.get(_GROUPS).body["notification_groups"] == []
    assert works.get(f"{_ALL}/{hers['id']}").status == 404
    say(ben, "@works hello")
    assert len(works.get(_ALL).body) == len(uma.get(_ALL).body) == 1
    works.post(f"{_ALL}/clear")
    assert ids_in(uma.get(_ALL).body) == [hers["id"]]
