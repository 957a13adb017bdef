"""Through an app: what waits from strangers, who asks to follow, and how far one has read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs.actions import tick
from commonhold.social.feeds import queries as feeds
from commonhold.social.feeds.actions import remember_place
from commonhold.social.notifications import queries
from commonhold.social.notifications.actions import notify
from commonhold.social.people.actions import choose_to_approve_followers, follow
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.calling import App
from tests.cast import make_person

_TOLD, _POLICY = "/api/v1/notifications", "/api/v2/notifications/policy"
_WAIT = f"{_TOLD}/requests"
_ASKED = "/api/v1/follow_requests"
_NOBODYS = ["7", "abc", "0", "9" * 19, "9" * 40]


def say(app: App, text: str) -> int:
    made = publish_post(app.person_id, text=text, now=clock.now())
    tick(clock.now())
    return made


@pytest.fixture
def caro(coop: str) -> App:
    return App(make_person("caro", member=True))


@pytest.fixture
def picky(ada: App) -> App:
    """Ada, who keeps strangers apart."""
    assert ada.patch(_POLICY, for_not_following="filter").status == 200
    return ada


def test_a_policy_says_what_holds_and_takes_what_can_be(ada: App) -> None:
    assert ada.get(_POLICY).body == {
        "for_not_following": "accept",
        "for_new_accounts": "accept",
        "for_not_followers": "accept",
        "for_private_mentions": "filter",
        "for_limited_accounts": "accept",
        "summary": {"pending_requests_count": 0, "pending_notifications_count": 0},
    }
    told = ada.patch(_POLICY, {"for_new_accounts": "filter", "for_private_mentions": "filter"})
    assert told.body["for_new_accounts"] == "filter"
    assert ada.get(_POLICY).body == told.body
    for wrong in ({"for_not_following": "drop"}, {"for_not_followers": "filter"}, {"for_new_accounts": "x"}):
        refused = ada.patch(_POLICY, wrong)
        assert refused.status == 422
        assert next(iter(wrong)) in refused.error
    assert ada.get(_POLICY).body == told.body


def test_the_older_policy_is_the_same(ada: App) -> None:
    old = f"{_TOLD}/policy"
    assert ada.put(old, filter_not_following=True).body["filter_not_following"] is True
    assert ada.get(old).body["filter_private_mentions"] is True
    assert ada.get(_POLICY).body["for_not_following"] == "filter"
    assert ada.put(old, filter_not_followers=True).status == 422


def test_strangers_wait_each_in_one_request(picky: App, ben: App, caro: App) -> None:
    say(ben, "@ada one")
    latest = say(ben, "@ada two")
    say(caro, "@ada three")
    found = picky.get(_WAIT).body
    assert [each["account"]["acct"] for each in found] == ["caro", "ben"]
    assert found[1]["notifications_count"] == "2"
    assert found[1]["last_status"]["id"] == str(latest)
    assert picky.get(f"{_WAIT}/{found[1]['id']}").body == found[1]
    assert picky.get(_POLICY).body["summary"] == {
        "pending_requests_count": 2,
        "pending_notifications_count": 3,
    }
    assert [each["id"] for each in picky.get(_WAIT, max_id=found[0]["id"]).body] == [found[1]["id"]]
    page = picky.get(_WAIT, limit=1)
    assert page.body == found[:1]
    assert picky.get(page.ways["next"].removeprefix("http://coop.example")).body == found[1:]


def test_requests_are_let_in_or_thrown_away(picky: App, ben: App, caro: App) -> None:
    for each in (ben, caro):
        say(each, "@ada hello")
    hers, his = (f"{_WAIT}/{each['id']}" for each in picky.get(_WAIT).body)
    assert picky.post(f"{his}/accept").body == picky.post(f"{hers}/dismiss").body == {}
    assert picky.get(f"{_WAIT}/merged").body == {"merged": True}
    assert [each["account"]["acct"] for each in picky.get(_TOLD).body] == ["ben"]
    assert picky.get(_WAIT).body == []
    for gone in (his, hers):
        assert picky.get(gone).status == picky.post(f"{gone}/accept").status == 404
    say(ben, "@ada I am in")
    assert len(picky.get(_TOLD).body) == 2


def test_many_are_answered_at_once(picky: App, ben: App, caro: App) -> None:
    for each in (ben, caro):
        say(each, "@ada hello")
    hers, his = (each["id"] for each in picky.get(_WAIT).body)
    assert ben.post(f"{_WAIT}/dismiss", id=[hers, his]).body == {}, "they are not his, so nothing happens"
    assert picky.post(f"{_WAIT}/accept", id=[his, "7", "9" * 40]).body == {}
    assert picky.post(f"{_WAIT}/dismiss", {"id": [hers]}).body == {}
    assert picky.get(_WAIT).body == []
    assert len(picky.get(_TOLD).body) == 1


def test_others_requests_and_nobodys_are_not_found(picky: App, ben: App) -> None:
    say(ben, "@ada hello")
    hers = picky.get(_WAIT).body[0]["id"]
    for wrong in (hers, *_NOBODYS):
        assert ben.get(f"{_WAIT}/{wrong}").status == 404
        assert ben.post(f"{_WAIT}/{wrong}/accept").status == 404
        assert ben.post(f"{_WAIT}/{wrong}/dismiss").status == 404


def test_who_asks_to_follow_is_let_in_or_turned_down(ada: App, ben: App, caro: App) -> None:
    choose_to_approve_followers(ada.person_id, approves=True, now=clock.now())
    for each in (ben, caro):
        follow(each.person_id, person_id=ada.person_id, now=clock.now())
        tick(clock.now())
    assert [each["acct"] for each in ada.get(_ASKED).body] == ["caro", "ben"]
    assert [each["type"] for each in ada.get(_TOLD).body] == ["follow_request", "follow_request"]
    page = ada.get(_ASKED, limit=1)
    assert [each["acct"] for each in page.body] == ["caro"]
    older = ada.get(page.ways["next"].removeprefix("http://coop.example"))
    assert [each["acct"] for each in older.body] == ["ben"]
    assert ada.post(f"{_ASKED}/{ben.person_id}/authorize").body["followed_by"] is True
    assert ada.post(f"{_ASKED}/{caro.person_id}/reject").body["requested_by"] is False
    assert ada.get(_ASKED).body == []
    for wrong in (str(ben.person_id), str(caro.person_id), *_NOBODYS):
        assert ada.post(f"{_ASKED}/{wrong}/authorize").status == 404
        assert ada.post(f"{_ASKED}/{wrong}/reject").status == 404


def test_whoever_was_blocked_asks_no_more(ada: App, ben: App) -> None:
    choose_to_approve_followers(ada.person_id, approves=True, now=clock.now())
    follow(ben.person_id, person_id=ada.person_id, now=clock.now())
    ada.post(f"/api/v1/accounts/{ben.person_id}/block")
    assert ada.get(_ASKED).body == []
    assert ada.post(f"{_ASKED}/{ben.person_id}/authorize").status == 404


def test_the_place_in_home_is_the_webs_own(ada: App, ben: App) -> None:
    first, second = say(ada, "one"), say(ada, "two")
    assert ada.get("/api/v1/markers", timeline=["home", "notifications"]).body == {}
    remember_place(ada.person_id, place=first, now=clock.now())
    known = ada.get("/api/v1/markers", timeline=["home"]).body["home"]
    assert (known["last_read_id"], known["version"]) == (str(first), 1)
    moved = ada.post("/api/v1/markers", {"home": {"last_read_id": str(second)}}).body["home"]
    assert (moved["last_read_id"], moved["version"]) == (str(second), 2)
    assert feeds.home_page(Viewer(ada.person_id)).read_up_to == second
    form: dict[str, Any] = {"home[last_read_id]": first}
    back = ada.post("/api/v1/markers", **form).body["home"]
    assert back == moved, "it only moves on"
    assert ada.post("/api/v1/markers", {"home": {"last_read_id": "9" * 19}}).body["home"] == moved
    assert ben.get("/api/v1/markers", timeline=["home"]).body == {}
    for wrong in ({}, {"last_read_id": "x"}, {"last_read_id": "-1"}):
        assert ada.post("/api/v1/markers", {"home": wrong}).status == 422


def test_what_was_read_in_an_app_is_read_here(ada: App, ben: App) -> None:
    for text in ("@ada one", "@ada two", "@ada three"):
        say(ben, text)
    notify(person_id=ada.person_id, kind="proposal.voting", subject="proposal:7", now=clock.now())
    third, second, _first = (each["id"] for each in ada.get(_TOLD).body)
    known = ada.post("/api/v1/markers", {"notifications": {"last_read_id": second}}).body["notifications"]
    assert (known["last_read_id"], known["version"]) == (second, 1)
    assert ada.get(f"{_TOLD}/unread_count").body == {"count": 1}
    # JavaScript has no whole numbers of this size.
    rounded = str(int(float(third)))
    assert (
        ada.post("/api/v1/markers", {"notifications": {"last_read_id": rounded}}).body["notifications"][
            "last_read_id"
        ]
        == third
    )
    assert ada.get(f"{_TOLD}/unread_count").body == {"count": 0}
    assert queries.unread_count(Viewer(ada.person_id)) == 1, "what the app can't show is still new"
    ahead = ada.post("/api/v1/markers", {"notifications": {"last_read_id": "9" * 19}}).body["notifications"]
    assert ahead["last_read_id"] == third


def test_tokens_that_are_too_narrow_are_refused(ada: App, stranger: App) -> None:
    narrow = App(ada.person_id, scopes="profile")
    reads = (_POLICY, f"{_TOLD}/policy", _WAIT, f"{_WAIT}/7", f"{_WAIT}/merged")
    for path in (*reads, _ASKED, "/api/v1/markers"):
        assert narrow.get(path).status == 403, path
        assert stranger.get(path).status == 401, path
    writes = (f"{_WAIT}/7/accept", f"{_WAIT}/7/dismiss", f"{_WAIT}/accept", f"{_WAIT}/dismiss")
    for path in (*writes, f"{_ASKED}/7/authorize", f"{_ASKED}/7/reject", "/api/v1/markers"):
        assert narrow.post(path).status == 403, path
    assert narrow.patch(_POLICY).status == narrow.put(f"{_TOLD}/policy").status == 403


def test_lists_cost_the_same_however_long_they_are(picky: App, coop: str) -> None:
    def count(path: str) -> tuple[int, Any]:
        with CaptureQueriesContext(connection) as asked:
            found = picky.get(path).body
        return len(asked), len(found)

    choose_to_approve_followers(picky.person_id, approves=True, now=clock.now())

    def come(name: str) -> None:
        app = App(make_person(name))
        say(app, "@ada hello")
        follow(app.person_id, person_id=picky.person_id, now=clock.now())

    come("zoe")
    before = count(_WAIT), count(_ASKED)
    for name in ("yan", "xia", "wim"):
        come(name)
    after = count(_WAIT), count(_ASKED)
    assert [each for _statements, each in (*before, *after)] == [1, 1, 4, 4]
    assert [each for each, _rows in before] == [each for each, _rows in after]
