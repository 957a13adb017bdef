"""Places, clocks, prices and words: what needs no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.civic.exchange import clocks, places, pricing, wording
from commonhold.civic.exchange.charter import ExchangeCharter
from commonhold.civic.exchange.places import GRAIN, Point
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.refusals import (
    DepositNotAllowed,
    EndsBeforeItStarts,
    PriceMissing,
    PriceTooHigh,
    SkippedHour,
    UnknownChoice,
    UnknownTimeZone,
)
from commonhold.civic.exchange.vocabulary import Cancelling, Rough

shown = datetime.fromisoformat  # what a clock shows, without a zone
BERLIN = ZoneInfo("Europe/Berlin")
LAW = ExchangeCharter()
POINTS = st.builds(
    Point,
    st.integers(-90_000_000, 90_000_000),
    st.integers(-180_000_000, 179_999_999),
)


def test_distances_are_those_of_an_atlas() -> None:
    berlin, paris, auckland = (
        Point(52_520_000, 13_405_000),
        Point(48_857_000, 2_352_000),
        Point(-36_850_000, 174_760_000),
    )
    assert places.kilometres(berlin, paris) == 877
    assert places.kilometres(berlin, berlin) == 0
    assert 17_600 < places.kilometres(berlin, auckland) < 17_800


@given(POINTS, POINTS, st.integers(1, 2_000))
def test_whatever_is_within_reach_lies_in_the_box(middle: Point, other: Point, reach: int) -> None:
    if places.kilometres(middle, other) > reach:
        return
    box = places.box(middle, reach)
    assert box.south <= other.latitude <= box.north
    if box.is_split:
        assert other.longitude >= box.west or other.longitude <= box.east
    else:
        assert box.west <= other.longitude <= box.east


@given(POINTS, st.sampled_from(Rough))
def test_a_rounded_place_says_no_more_than_was_meant(point: Point, rough: Rough) -> None:
    said = places.rounded(point, rough)
    assert abs(said.latitude - point.latitude) <= GRAIN[rough]
    assert places.rounded(said, rough) == said
    assert said.latitude % GRAIN[rough] == 0 or abs(said.latitude) == 90_000_000


def test_nights_are_counted_by_the_dates_of_the_place() -> None:
    begins, ends = datetime(2026, 3, 28, 17, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)
    assert clocks.units("night", begins, ends, BERLIN) == 2
    with pytest.raises(EndsBeforeItStarts):
        clocks.units("night", begins, begins + timedelta(hours=2), BERLIN)


def test_an_hour_has_sixty_minutes_whatever_clocks_do() -> None:
    begins = clocks.on_the_clock(shown("2026-03-29T01:00"), BERLIN)
    ends = clocks.on_the_clock(shown("2026-03-29T04:00"), BERLIN)
    assert clocks.units("hour", begins, ends, BERLIN) == 2
    assert clocks.units("hour", begins, begins + timedelta(minutes=61), BERLIN) == 2


def test_the_hour_that_clocks_skip_is_refused_and_the_one_that_comes_twice_is_its_first() -> None:
    with pytest.raises(SkippedHour):
        clocks.on_the_clock(shown("2026-03-29T02:30"), BERLIN)
    assert clocks.on_the_clock(shown("2026-10-25T02:30"), BERLIN).hour == 0


def test_weeks_keep_their_hour_when_clocks_change() -> None:
    first, last = shown("2026-03-22T18:00"), shown("2026-03-22T20:00")
    found = list(clocks.weekly(first, last, 2, BERLIN))
    assert [each[0].hour for each in found] == [17, 16]
    skipped = list(clocks.weekly(shown("2026-03-22T02:30"), shown("2026-03-22T05:00"), 2, BERLIN))
    assert len(skipped) == 1


def test_a_time_zone_exists() -> None:
    with pytest.raises(UnknownTimeZone):
        clocks.zone_of("Moon/Base")


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        (Asked(price="credit", minutes=0), PriceMissing),
        (Asked(price="money", cents=0), PriceMissing),
        (Asked(price="credit", minutes=1_000_000), PriceTooHigh),
        (Asked(price="money", cents=100_000_000), PriceTooHigh),
        (Asked(price="money", cents=-5), PriceMissing),
        (Asked(price="gift", deposit_cents=1_000_000_00), PriceTooHigh),
        (Asked(price="gold", cents=5), UnknownChoice),
        (Asked(price="money", cents=5, per="week"), UnknownChoice),
    ],
)
def test_a_price_that_cannot_be_is_refused(asked: Asked, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        pricing.checked(asked, LAW)


def test_a_price_is_minutes_or_money_and_a_gift_is_neither() -> None:
    assert pricing.checked(Asked(price="gift", per="night", minutes=5, cents=7), LAW) == Asked()
    kept = pricing.checked(Asked(price="money", per="night", minutes=5, cents=7), LAW)
    assert (kept.minutes, kept.cents) == (0, 7)


def test_where_the_charter_allows_no_deposits_none_is_named() -> None:
    with pytest.raises(DepositNotAllowed):
        pricing.checked(Asked(deposit_cents=5), ExchangeCharter(deposits="none"))


def test_cancelling_is_free_until_the_term_to_the_second() -> None:
    begins = datetime(2026, 5, 8, 12, tzinfo=UTC)
    day = timedelta(days=1)
    assert pricing.still_free(Cancelling.DAY, begins, begins - day)
    assert not pricing.still_free(Cancelling.DAY, begins, begins - day + timedelta(seconds=1))
    assert pricing.still_free(Cancelling.ANY_TIME, begins, begins)
    assert pricing.still_free(Cancelling.WEEK, None, begins)


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_a_fee_is_rounded_down_and_never_more_than_its_part(cents: int, permille: int) -> None:
    assert pricing.fee(cents, permille) * 1000 <= cents * permille
    assert pricing.late_part(cents) * 2 <= cents


def test_a_word_of_the_charter_is_found_however_it_is_written() -> None:
    words = ["weapon", "endangered species"]
    assert wording.first_in(words, "Old WEAPONS, cheap") == "weapon"
    assert wording.first_in(words, "wea\u00adpon") == "weapon"
    assert wording.first_in(words, "an endangered\n species") == "endangered species"
    assert wording.first_in(words, "weaponry of words") == ""
