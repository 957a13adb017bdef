"""Boosts and bookmarks."""

from __future__ import annotations

import pytest

from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import personal_data, queries
from commonhold.social.posts.actions import (
    bookmark_post,
    boost_post,
    publish_post,
    remove_post,
    unbookmark_post,
    unboost_post,
)
from commonhold.social.posts.bookmarked import bookmarks
from commonhold.social.posts.refusals import NoSuchPost, NotForEverybody, PostWasRemoved
from tests.cast import MORNING, minutes


@pytest.fixture
def bread(dev: int) -> int:
    return publish_post(dev, text="Bread at nine", now=MORNING)


def test_a_post_is_boosted_once_and_taken_back(ada: int, dev: int, bread: int) -> None:
    for _again in range(2):
        boost_post(ada, post_id=bread, now=MORNING)
    boost_post(dev, post_id=bread, now=MORNING)
    seen = queries.post(Viewer(ada), bread)
    assert (seen.boosts, seen.boosted) == (2, True)
    assert not queries.post(ANYONE, bread).boosted
    for _again in range(2):
        unboost_post(ada, post_id=bread, now=minutes(1))
    seen = queries.post(Viewer(ada), bread)
    assert (seen.boosts, seen.boosted) == (1, False)


@pytest.mark.parametrize("audience", ["followers", "mutuals"])
def test_what_is_not_for_everybody_is_not_passed_on_even_by_its_author(dev: int, audience: str) -> None:
    closed = publish_post(dev, text="among us", audience=audience, now=MORNING)
    with pytest.raises(NotForEverybody):
        boost_post(dev, post_id=closed, now=MORNING)


def test_what_one_may_not_see_is_neither_boosted_nor_kept(ada: int, dev: int) -> None:
    closed = publish_post(dev, text="among us", audience="followers", now=MORNING)
    for mark in (boost_post, bookmark_post):
        with pytest.raises(NoSuchPost):
            mark(ada, post_id=closed, now=MORNING)


def test_what_was_removed_is_neither_boosted_nor_kept(ada: int, dev: int, bread: int) -> None:
    remove_post(dev, post_id=bread, now=minutes(1))
    for mark in (boost_post, bookmark_post):
        with pytest.raises(PostWasRemoved):
            mark(ada, post_id=bread, now=minutes(2))


def test_bookmarks_are_one_s_own_the_latest_kept_first(ada: int, ben: int, dev: int, bread: int) -> None:
    soup = publish_post(dev, text="Soup at noon", now=minutes(1))
    bookmark_post(ada, post_id=soup, now=minutes(2))
    for _again in range(2):
        bookmark_post(ada, post_id=bread, now=minutes(3))
    found, older = bookmarks(Viewer(ada), limit=1)
    assert [each.id for each in found] == [bread]
    assert [each.id for each in bookmarks(Viewer(ada), before=older)[0]] == [soup]
    assert bookmarks(Viewer(ben)) == ([], None)
    assert bookmarks(ANYONE) == ([], None)
    unbookmark_post(ada, post_id=bread, now=minutes(4))
    remove_post(dev, post_id=soup, now=minutes(4))
    assert bookmarks(Viewer(ada)) == ([], None)


def test_both_are_exported_and_erased(ada: int, bread: int) -> None:
    boost_post(ada, post_id=bread, now=MORNING)
    bookmark_post(ada, post_id=bread, now=MORNING)
    told = personal_data.export_of(ada)
    assert told["boosts"] == told["bookmarks"] == [str(bread)]
    personal_data.erase(ada, minutes(1))
    assert queries.post(ANYONE, bread).boosts == 0
    assert bookmarks(Viewer(ada)) == ([], None)
