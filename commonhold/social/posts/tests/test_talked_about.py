"""What is talked about is counted alike on either database: by people, by days, within what one may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.ground.spans import Span
from commonhold.social.people.actions import block, choose_to_be_found, mute
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import liked, linked, tagged
from commonhold.social.posts.actions import boost_post, favourite_post, publish_post
from commonhold.social.posts.days import last_days
from commonhold.social.posts.models import Post
from commonhold.social.previews.actions import keep_preview
from commonhold.social.previews.reading import Said
from tests.cast import MORNING, make_person, minutes

DAY = timedelta(days=1)
WEEK_AGO = MORNING - 6 * DAY


def test_days_begin_at_midnight_today_first():
    days = last_days(MORNING)
    assert [each.isoformat() for each in days[:2]] == [
        "2026-05-04T00:00:00+00:00",
        "2026-05-03T00:00:00+00:00",
    ]
    assert len(days) == 7


@pytest.mark.both_databases
def test_tags_links_and_hearts_are_counted(committing_db):
    ada, ben, caro = (make_person(each) for each in ("ada", "ben", "caro"))
    for each in (ada, ben):
        choose_to_be_found(each, is_searchable=False, is_discoverable=True, now=WEEK_AGO)
    page, other = "https://news.example/a", "https://news.example/b"
    said = [
        publish_post(ada, text=f"#bread #cake {page}", now=MORNING - 2 * DAY),
        publish_post(ada, text=f"#bread {page}", now=MORNING),
        publish_post(ben, text=f"#bread {page}", now=minutes(1)),
        publish_post(ben, text=f"#cake {other}", now=minutes(2)),
        publish_post(ben, text=f"#bread {other}", audience="followers", now=minutes(3)),
    ]
    for url_of in (said[0], said[3]):
        preview = Post.objects.get(id=url_of).preview
        assert preview is not None
        keep_preview(preview.id, said=Said("Rolls", "", ""), now=minutes(4))
    by_day = tagged.use_by_day(ANYONE, ["bread", "cake", "tea"], now=MORNING)
    assert [(each.posts, each.people) for each in by_day["bread"]][:3] == [(2, 2), (0, 0), (1, 1)]
    assert [(each.posts, each.people) for each in by_day["cake"]][:3] == [(1, 1), (0, 0), (1, 1)]
    assert "tea" not in by_day
    links = linked.used_since(ANYONE, WEEK_AGO, now=MORNING)
    assert [each.preview.url for each in links] == [page, other]
    assert [(each.posts, each.people) for each in links[0].days][:3] == [(2, 2), (0, 0), (1, 1)]
    assert [each.preview.url for each in linked.used_since(ANYONE, WEEK_AGO, now=MORNING, skip=1)] == [other]
    assert [each.id for each in linked.by_link(ANYONE, page)] == [said[2], said[1], said[0]]
    assert [each.id for each in linked.by_link(ANYONE, page, Span(limit=1, before=said[2]))] == [said[1]]
    favourite_post(caro, post_id=said[1], now=minutes(5))
    favourite_post(ben, post_id=said[1], now=minutes(5))
    boost_post(caro, post_id=said[2], now=minutes(5))
    assert [each.id for each in liked.most_liked_since(ANYONE, WEEK_AGO)] == [said[1], said[2]]
    assert [each.id for each in liked.most_liked_since(ANYONE, WEEK_AGO, skip=1, limit=1)] == [said[2]]


def test_whom_one_keeps_away_is_talked_about_by_others_alone(ada: int, ben: int, caro: int) -> None:
    for each in (ada, ben):
        choose_to_be_found(each, is_searchable=False, is_discoverable=True, now=MORNING)
    for each in (ada, ben):
        post_id = publish_post(each, text="https://news.example/a", now=MORNING)
        favourite_post(caro, post_id=post_id, now=MORNING)
    mute(caro, person_id=ada, now=MORNING)
    block(ben, person_id=caro, now=MORNING)
    assert liked.most_liked_since(Viewer(caro), WEEK_AGO) == []
    assert linked.by_link(Viewer(caro), "https://news.example/a") == []
    assert len(liked.most_liked_since(ANYONE, WEEK_AGO)) == 2


def test_people_who_keep_to_themselves_are_not_held_up(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="https://news.example/a", now=MORNING)
    favourite_post(ben, post_id=post_id, now=MORNING)
    assert liked.most_liked_since(ANYONE, WEEK_AGO) == []
    assert linked.by_link(ANYONE, "https://news.example/a") == []
