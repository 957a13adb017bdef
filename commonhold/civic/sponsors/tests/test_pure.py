"""The cap, the price and the choice, for any numbers; and that a choice knows nothing of a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.civic.sponsors import cap, prices
from commonhold.civic.sponsors.choosing import Page, Running, Wish, chosen, eligible
from commonhold.civic.sponsors.vocabulary import Category, Place
from tests.cast import MORNING

LIST = {Place.TAG: 500, Place.GROUP: 700, Place.LOCAL: 2_000, Place.DISCOVER: 2_001}
SPOTS = ["tag:seeds", "tag:books", "group:5", "local", "discover"]
LANGUAGES = ["en", "de", "ar"]

days = st.dates().map(str)
counts = st.integers(0, 2_000)
ads = st.builds(
    Running,
    id=st.integers(1, 10**6),
    category=st.sampled_from(Category.values[:4]),
    language=st.sampled_from(["", *LANGUAGES]),
    spots=st.sets(st.sampled_from(SPOTS), min_size=1).map(frozenset),
)
some_ads = st.lists(ads, max_size=12, unique_by=lambda each: each.id)
pages = st.builds(
    Page,
    spot=st.sampled_from(SPOTS),
    language=st.sampled_from(LANGUAGES),
    day=days,
    minute=st.integers(0, 1439),
)
categories = st.sets(st.sampled_from(Category.values[:4]))


@given(st.lists(st.sampled_from(list(Place)), min_size=1, max_size=8), st.integers(1, 26))
def test_a_price_is_the_sum_of_the_list_for_each_week(places: list[Place], weeks: int) -> None:
    assert prices.price(places, weeks, list_cents=LIST) == weeks * sum(LIST[each] for each in places)
    more = prices.price([*places, Place.TAG], weeks + 1, list_cents=LIST)
    assert more > prices.price(places, weeks, list_cents=LIST)


def test_nowhere_and_never_have_no_price() -> None:
    for places, weeks in (([], 1), ([Place.TAG], 0)):
        with pytest.raises(ValueError, match="stands somewhere"):
            prices.price(places, weeks, list_cents=LIST)


@given(st.integers(0, 10**9), st.integers(1, 400), st.data())
def test_a_refund_and_what_stays_are_the_price_and_favour_the_sponsor(cents, days, data) -> None:
    shown = data.draw(st.integers(0, days))
    back = prices.refund(cents, shown=shown, days=days)
    assert 0 <= back <= cents
    assert 0 <= back * days - cents * (days - shown) < days
    assert prices.refund(cents, shown=days, days=days) == 0
    assert prices.refund(cents, shown=0, days=days) == cents


@given(st.integers(1, 26), st.integers(0, 400 * 24 * 60))
def test_a_day_that_began_was_shown(weeks: int, minutes: int) -> None:
    ends = MORNING + timedelta(weeks=weeks)
    shown, days = prices.days_shown(MORNING, ends, MORNING + timedelta(minutes=minutes))
    assert days == 7 * weeks
    assert shown == min(days, -(-minutes // (24 * 60)))


def test_more_days_than_there_are_have_no_refund() -> None:
    for shown, days in ((2, 1), (-1, 1), (0, 0)):
        with pytest.raises(ValueError, match="no more days"):
            prices.refund(100, shown=shown, days=days)


@given(counts, days, days)
def test_a_cookie_counts_its_own_day_alone(count: int, day: str, other: str) -> None:
    kept = cap.cookie_of(count, day=day)
    assert cap.count_of(kept, day=day) == min(count, 999)
    assert day == other or cap.count_of(kept, day=other) == 0


@given(st.text(), days)
def test_whatever_a_browser_sends_is_a_count(cookie: str, day: str) -> None:
    assert 0 <= cap.count_of(cookie, day=day) <= 999


@given(some_ads, pages, categories, st.integers(1, 20))
def test_nobody_is_shown_more_than_the_charters_number_in_a_day(running, page, allowed, most) -> None:
    cookie = ""
    shown = 0
    for _look in range(most + 3):
        count = cap.count_of(cookie, day=page.day)
        wish = Wish(wants=True, shown_today=count)
        if chosen(running, page, wish, allowed=allowed, most_a_day=most) is not None:
            shown += 1
            cookie = cap.cookie_of(count + 1, day=page.day)
    assert shown in {0, most}


@given(some_ads, pages, categories)
def test_what_is_shown_stands_on_that_page_in_its_language_and_is_allowed(running, page, allowed) -> None:
    found = chosen(running, page, Wish(True, 0), allowed=allowed, most_a_day=3)
    fitting = {each.id: each for each in eligible(running, page, allowed=allowed)}
    assert (found is None) == (not fitting)
    if found is not None:
        ad = fitting[found]
        assert page.spot in ad.spots
        assert ad.category in allowed
        assert ad.language in {"", page.language}


@given(some_ads, pages, categories)
def test_who_does_not_want_ads_is_shown_none(running, page, allowed) -> None:
    assert chosen(running, page, Wish(False, 0), allowed=allowed, most_a_day=3) is None


@given(st.permutations([Running(id_, "books", "", frozenset(SPOTS)) for id_ in range(1, 8)]), pages)
def test_the_order_in_which_ads_came_in_makes_no_difference(running, page) -> None:
    in_order = sorted(running, key=lambda each: each.id)
    wish = Wish(True, 0)
    assert chosen(running, page, wish, allowed={"books"}, most_a_day=1) == chosen(
        in_order, page, wish, allowed={"books"}, most_a_day=1
    )
