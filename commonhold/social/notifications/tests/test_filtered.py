"""Words that somebody filters ring nowhere and stand in no mail."""

from __future__ import annotations

from commonhold.ground.jobs.actions import run_due
from commonhold.social.filters.actions import make_filter
from commonhold.social.filters.matching import Place
from commonhold.social.notifications import filtering, queries
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import favourite_post, publish_post
from tests.cast import MORNING, minutes


def test_who_hides_the_words_is_not_told_and_others_are(ada: int, ben: int, caro: int) -> None:
    make_filter(ada, title="Sweets", phrases=["marzipan"], hides=True, now=MORNING)
    make_filter(caro, title="Sweets", phrases=["marzipan"], hides=True, places=[Place.HOME], now=MORNING)
    publish_post(ben, text="@ada @caro Marzipan!", now=minutes(1))
    run_due(minutes(2))
    assert queries.unread_count(Viewer(ada)) == 0
    assert queries.unread_count(Viewer(caro)) == 1


def test_ones_own_words_are_no_reason_to_be_told_nothing(ada: int, ben: int) -> None:
    make_filter(ada, title="Sweets", phrases=["marzipan"], hides=True, now=MORNING)
    mine = publish_post(ada, text="Marzipan!", now=minutes(1))
    favourite_post(ben, post_id=mine, now=minutes(2))
    run_due(minutes(3))
    assert queries.unread_count(Viewer(ada)) == 1


def test_what_leaves_the_house_bears_the_filters_name_instead_of_the_words(ada: int, ben: int) -> None:
    publish_post(ben, text="@ada Marzipan!", now=minutes(1))
    run_due(minutes(2))
    groups = queries.grouped(Viewer(ada)).groups
    assert [more for _group, more in filtering.let_through(Viewer(ada), groups, now=minutes(3))] == [
        "@ada Marzipan!"
    ]
    make_filter(ada, title="Sweets", phrases=["marzipan"], hides=False, now=minutes(3))
    assert [more for _group, more in filtering.let_through(Viewer(ada), groups, now=minutes(4))] == [
        "Filtered: Sweets."
    ]
    make_filter(ada, title="No sweets", phrases=["marzipan"], hides=True, now=minutes(4))
    assert filtering.let_through(Viewer(ada), groups, now=minutes(5)) == []
