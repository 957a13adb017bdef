from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.draw.rotation import MINUTES_OF_A_TURN, order_of_day, whose_turn

items = st.sets(st.integers(1, 10**6).map(str), min_size=1, max_size=40)
days = st.dates().map(str)
places = st.sampled_from(["local", "tag:seeds", "group:7"])


@given(items, days, places)
def test_everybody_has_a_turn_and_over_a_day_nobody_has_two_more_than_another(found, day, place) -> None:
    had = Counter(
        whose_turn(found, day=day, place=place, minute=minute) for minute in range(0, 1440, MINUTES_OF_A_TURN)
    )
    assert set(had) == found
    assert max(had.values()) - min(had.values()) <= 1


@given(items, days, places, st.integers(0, 1439))
def test_in_a_quarter_of_an_hour_all_who_look_see_the_same(found, day, place, minute) -> None:
    first = minute - minute % MINUTES_OF_A_TURN
    assert whose_turn(found, day=day, place=place, minute=minute) == whose_turn(
        sorted(found), day=day, place=place, minute=first
    )


def test_days_and_places_have_orders_of_their_own() -> None:
    found = ["11", "12", "13"]
    by_day = {tuple(order_of_day(found, day=f"2027-03-{day:02}", place="local")) for day in range(1, 32)}
    by_place = {tuple(order_of_day(found, day="2027-03-01", place=f"tag:{n}")) for n in range(40)}
    assert len(by_day) == len(by_place) == 6


def test_where_there_is_nothing_nothing_has_a_turn() -> None:
    assert whose_turn([], day="2027-03-01", place="local", minute=3) is None


@pytest.mark.parametrize("minute", [-1, 1440])
def test_a_minute_that_no_day_has_is_refused(minute: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 1439"):
        whose_turn(["11"], day="2027-03-01", place="local", minute=minute)
