"""Thanks and favourites: counted apart, once each."""

from __future__ import annotations

import pytest

from commonhold.social.people.personal_data import erase
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts import personal_data, queries
from commonhold.social.posts.actions import (
    favourite_post,
    favourite_posts,
    publish_post,
    remove_post,
    thank_author,
    unfavourite_post,
    withdraw_thanks,
)
from commonhold.social.posts.refusals import NoSuchPost, PostWasRemoved, ThanksToOneself
from tests.cast import MORNING, minutes


@pytest.fixture
def bread(dev: int) -> int:
    return publish_post(dev, text="Bread at nine", now=MORNING)


def test_thanks_and_favourites_are_counted_once_each_and_apart(ada: int, ben: int, bread: int) -> None:
    for _again in range(2):
        thank_author(ada, post_id=bread, now=MORNING)
        favourite_post(ada, post_id=bread, now=MORNING)
    favourite_post(ben, post_id=bread, now=MORNING)
    seen = queries.post(Viewer(ada), bread)
    assert (seen.thanks, seen.favourites, seen.thanked, seen.favourited) == (1, 2, True, True)
    for viewer in (Viewer(ben), ANYONE):
        assert not queries.post(viewer, bread).thanked
    assert not queries.post(ANYONE, bread).favourited


def test_taking_them_back_takes_them_off_the_count_and_may_be_repeated(ada: int, bread: int) -> None:
    thank_author(ada, post_id=bread, now=MORNING)
    favourite_post(ada, post_id=bread, now=MORNING)
    for _again in range(2):
        withdraw_thanks(ada, post_id=bread, now=minutes(1))
        unfavourite_post(ada, post_id=bread, now=minutes(1))
    seen = queries.post(Viewer(ada), bread)
    assert (seen.thanks, seen.favourites, seen.thanked, seen.favourited) == (0, 0, False, False)


def test_nobody_thanks_herself(dev: int, bread: int) -> None:
    with pytest.raises(ThanksToOneself):
        thank_author(dev, post_id=bread, now=MORNING)
    assert queries.post(ANYONE, bread).thanks == 0


def test_only_what_one_sees_and_still_has_its_words_is_thanked_for_or_liked(
    ada: int, ben: int, dev: int
) -> None:
    secret = publish_post(ada, text="@dev a word", audience="direct", now=MORNING)
    for appreciate in (thank_author, favourite_post):
        with pytest.raises(NoSuchPost):
            appreciate(ben, post_id=secret, now=MORNING)
    remove_post(ada, post_id=secret, now=MORNING)
    for appreciate in (thank_author, favourite_post):
        with pytest.raises(PostWasRemoved):
            appreciate(dev, post_id=secret, now=MORNING)


def test_who_thanked_is_the_authors_to_know(ada: int, ben: int, dev: int, bread: int) -> None:
    thank_author(ada, post_id=bread, now=MORNING)
    assert [each.handle for each in queries.thanked_by(Viewer(dev), bread)] == ["ada"]
    for viewer in (Viewer(ada), Viewer(ben), ANYONE):
        with pytest.raises(NoSuchPost):
            queries.thanked_by(viewer, bread)


def test_thanks_and_favourites_go_along_and_are_taken_back_with_their_giver(ada: int, bread: int) -> None:
    thank_author(ada, post_id=bread, now=MORNING)
    favourite_post(ada, post_id=bread, now=MORNING)
    exported = personal_data.export_of(ada)
    assert (exported["thanks_given"], exported["favourites"]) == ([str(bread)], [str(bread)])
    personal_data.erase(ada, minutes(1))
    seen = queries.post(ANYONE, bread)
    assert (seen.thanks, seen.favourites) == (0, 0)


def test_whose_liking_is_refused_keeps_nobody_elses_back(ada: int, ben: int, caro: int) -> None:
    seen, unseen, gone = (
        publish_post(ben, text="Bread", audience=each, now=MORNING)
        for each in ("public", "followers", "public")
    )
    remove_post(ben, post_id=gone, now=MORNING)
    erase(caro, MORNING)
    wanted = [(ada, seen), (ada, unseen), (ada, gone), (caro, seen), (ada, seen)]
    refusals = favourite_posts(wanted, now=minutes(1))
    assert [type(each) for each in refusals] == [
        type(None),
        NoSuchPost,
        PostWasRemoved,
        AccountClosed,
        type(None),
    ]
    assert [each.favourites for each in queries.posts(ANYONE, [seen])] == [1]
