"""Boosts and followed tags in the home feed."""

from __future__ import annotations

import pytest

from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.people import actions as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import boost_post, publish_post, remove_post, unboost_post
from commonhold.social.tags import actions as tags
from tests.cast import MORNING, befriend, minutes


@pytest.fixture
def far(dev: int) -> int:
    """A post of Dev's, whom nobody follows."""
    return publish_post(dev, text="from afar #seeds", now=MORNING)


def read(person_id: int) -> list[tuple[str, list[str], str]]:
    return [
        (each.post.text, [one.handle for one in each.boosted_by], each.because_of)
        for each in feeds.home_page(Viewer(person_id)).entries
    ]


def test_what_several_boost_stands_there_once_where_the_first_put_it(
    ada: int, ben: int, caro: int, far: int
) -> None:
    befriend(ada, ben, caro)
    boost_post(ben, post_id=far, now=minutes(2))
    publish_post(ben, text="Ben's", now=minutes(3))
    boost_post(caro, post_id=far, now=minutes(4))
    assert read(ada) == [("Ben's", [], ""), ("from afar #seeds", ["ben", "caro"], "")]
    older = feeds.home_page(Viewer(ada), Span(before=feeds.home_page(Viewer(ada)).entries[0].place)).entries
    assert [each.post.id for each in older] == [far]
    unboost_post(ben, post_id=far, now=minutes(5))
    unboost_post(caro, post_id=far, now=minutes(5))
    assert read(ada) == [("Ben's", [], "")]


def test_what_my_people_wrote_stays_at_its_place_when_it_is_boosted(ada: int, ben: int, caro: int) -> None:
    befriend(ada, ben, caro)
    said = publish_post(ben, text="Ben's", now=minutes(1))
    boost_post(caro, post_id=said, now=minutes(2))
    assert read(ada) == [("Ben's", [], "")]


def test_hidden_boosts_and_muted_people_bring_nothing(ada: int, ben: int, dev: int, far: int) -> None:
    befriend(ada, ben)
    boost_post(ben, post_id=far, now=minutes(2))
    people.hide_boosts(ada, person_id=ben, now=minutes(3))
    assert read(ada) == []
    people.show_boosts(ada, person_id=ben, now=minutes(3))
    assert len(read(ada)) == 1
    people.mute(ada, person_id=dev, now=minutes(4))
    assert read(ada) == []


def test_a_block_or_a_removal_takes_what_was_boosted_away(ada: int, ben: int, dev: int, far: int) -> None:
    befriend(ada, ben)
    boost_post(ben, post_id=far, now=minutes(2))
    people.block(dev, person_id=ada, now=minutes(3))
    assert read(ada) == []
    remove_post(dev, post_id=far, now=minutes(4))
    assert read(ben) == []


def test_a_followed_tag_brings_public_posts_and_says_so(ada: int, dev: int, far: int) -> None:
    publish_post(dev, text="quietly #seeds", audience="unlisted", now=minutes(1))
    tags.follow_tag(ada, name="seeds", now=minutes(2))
    assert read(ada) == [("from afar #seeds", [], "seeds")]
