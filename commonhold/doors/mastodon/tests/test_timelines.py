"""Timelines through an app, paged both ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.feeds.of_person import read_person
from commonhold.social.people.models import Person
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import boost_post, publish_post
from commonhold.social.posts.models import Post
from tests.calling import App
from tests.cast import MORNING, befriend, make_list_of, make_person, minutes


def test_home_has_what_my_people_said_and_passed_on(ada: App, ben: App) -> None:
    befriend(ada.person_id, ben.person_id)
    caro = make_person("caro")
    said = publish_post(caro, text="Far away.", now=MORNING)
    boost_post(ben.person_id, post_id=said, now=minutes(1))
    own = publish_post(ben.person_id, text="Near.", now=minutes(2))
    told = ada.get("/api/v1/timelines/home")
    assert told.body[0]["id"] == str(own)
    passed_on = told.body[1]
    assert passed_on["reblog"]["id"] == str(said)
    assert passed_on["account"]["acct"] == "ben"
    assert passed_on["id"] != str(said)


def test_pages_lead_both_ways(ada: App) -> None:
    ids = [publish_post(ada.person_id, text=f"{n}", now=minutes(n)) for n in range(7)]
    mine = f"/api/v1/accounts/{ada.person_id}/statuses"
    for path in ("/api/v1/timelines/home", "/api/v1/timelines/public", mine):
        first = ada.get(path, limit=3)
        assert [int(each["id"]) for each in first.body] == ids[:3:-1]
        second = ada.get(first.ways["next"].removeprefix("http://coop.example"))
        assert [int(each["id"]) for each in second.body] == ids[3:0:-1]
        back = ada.get(second.ways["prev"].removeprefix("http://coop.example"))
        assert [int(each["id"]) for each in back.body] == ids[:3:-1]
        assert [int(each["id"]) for each in ada.get(path, since_id=ids[4]).body] == ids[:4:-1]
        assert [int(each["id"]) for each in ada.get(path, min_id=ids[1], limit=2).body] == ids[3:1:-1]
        for beyond in ({"max_id": 1}, {"min_id": "9" * 25}, {"since_id": ids[-1]}):
            assert ada.get(path, **beyond).body == []
    assert ada.get("/api/v1/timelines/home", max_id="abc").body == []


def test_tags_lists_and_public_narrowed(ada: App, ben: App, stranger: App) -> None:
    befriend(ada.person_id, ben.person_id)
    post_id = publish_post(ben.person_id, text="#Bread", now=MORNING)
    near = make_list_of(ada.person_id, ben.person_id)
    for path in ("/api/v1/timelines/tag/bread", f"/api/v1/timelines/list/{near}"):
        assert [int(each["id"]) for each in ada.get(path).body] == [post_id]
    assert ben.get(f"/api/v1/timelines/list/{near}").status == 404
    assert stranger.get("/api/v1/timelines/tag/nothing").body == []
    assert stranger.get("/api/v1/timelines/public", remote=True).body == []
    assert stranger.get("/api/v1/timelines/public", only_media=True).body == []
    assert len(stranger.get("/api/v1/timelines/public", local=True).body) == 1
    assert stranger.get("/api/v1/timelines/home").status == 401
    assert stranger.get("/api/v1/timelines/link", url="https://a.example").body == []
    assert stranger.get("/api/v1/timelines/link").status == 422


def test_a_tag_is_narrowed_and_widened_by_others(ada: App, ben: App) -> None:
    texts = ["#bread", "#bread #rye", "#cake", "#bread #cake", "#tea"]
    ids = [publish_post(ada.person_id, text=each, now=minutes(n)) for n, each in enumerate(texts)]
    for asked, wanted in (
        ({}, [3, 1, 0]),
        ({"any": ["Cake", "#tea"]}, [4, 3, 2, 1, 0]),
        ({"all": ["rye"]}, [1]),
        ({"all": ["rye", "cake"]}, []),
        ({"all": ["nobody_used_this"]}, []),
        ({"none": ["cake", "nobody_used_this"]}, [1, 0]),
        ({"any": ["cake"], "none": ["bread"]}, [2]),
        ({"local": True}, [3, 1, 0]),
        ({"remote": True}, []),
        ({"only_media": True}, []),
        ({"limit": 1, "max_id": ids[3]}, [1]),
    ):
        told = ben.get("/api/v1/timelines/tag/bread", **asked).body
        assert [int(each["id"]) for each in told] == [ids[each] for each in wanted], asked
    told = ben.get("/api/v1/timelines/tag/nobody_used_this", any=["tea"]).body
    assert [int(each["id"]) for each in told] == [ids[4]]


_cut = st.none() | st.integers(min_value=0, max_value=11)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(limit=st.integers(min_value=1, max_value=5), before=_cut, since=_cut, after=_cut)
def test_every_part_of_a_feed_is_what_reading_all_of_it_gives(
    limit: int, before: int | None, since: int | None, after: int | None
) -> None:
    ada, ids = _ada_and_her_posts()
    cut = [None if each is None else ids[each] for each in (before, since, after)]
    left = [each for each in ids if cut[0] is None or each < cut[0]]
    left = [each for each in left if all(low is None or each > low for low in cut[1:])]
    wanted = left[:limit][::-1] if after is not None else left[::-1][:limit]
    span = Span(limit, *cut)
    assert [each.place for each in feeds.home_page(Viewer(ada), span).entries] == wanted
    assert [each.place for each in read_person(Viewer(ada), ada, span)] == wanted
    assert [each.id for each in feeds.latest(Viewer(ada), span)] == wanted


def _ada_and_her_posts() -> tuple[int, list[int]]:
    if not Post.objects.exists():
        ada = make_person("ada")
        for n in range(12):
            publish_post(ada, text=f"{n}", now=minutes(n * 700))
    ada = Person.objects.get(handle="ada").id
    return ada, list(Post.objects.order_by("id").values_list("id", flat=True))
