import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.split.flat_rates import Work, flat_rates_v1

RATES = {"jury": 1_500, "moderation": 900}
KEYS = ["ada", "ben", "caro"]


def test_each_unit_of_verified_work_has_the_voted_rate() -> None:
    work = [Work(0, "jury", 2), Work(1, "moderation", 3), Work(0, "moderation", 1)]
    assert flat_rates_v1(RATES, work, keys=KEYS, seed=b"").paid == [3_900, 2_700, 0]


def test_beyond_what_was_voted_all_are_paid_in_proportion_and_the_rest_stays_owed() -> None:
    work = [Work(0, "jury", 2), Work(1, "jury", 1)]
    sheet = flat_rates_v1(RATES, work, keys=KEYS, seed=b"", most=1_000)
    assert (sheet.paid, sheet.owed) == ([667, 333, 0], [2_333, 1_167, 0])
    later = flat_rates_v1(RATES, [], keys=KEYS, seed=b"", owed=sheet.owed)
    assert (later.paid, later.owed) == (sheet.owed, [0, 0, 0])


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.integers(0, 90_000))
def test_nobody_is_paid_more_than_she_earned_and_no_more_than_was_voted_leaves(
    units: list[int], most: int
) -> None:
    work = [Work(person, "jury", each) for person, each in enumerate(units)]
    sheet = flat_rates_v1(RATES, work, keys=KEYS, seed=b"", most=most)
    assert sum(sheet.paid) == min(most, sum(sheet.earned))
    assert min(sheet.owed) >= 0


def test_work_without_a_rate_and_less_than_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="no rate was voted for “dancing”"):
        flat_rates_v1(RATES, [Work(0, "dancing", 1)], keys=KEYS, seed=b"")
    with pytest.raises(ValueError, match="nothing or more"):
        flat_rates_v1(RATES, [Work(0, "jury", -1)], keys=KEYS, seed=b"")
    with pytest.raises(ValueError, match="one place for each person"):
        flat_rates_v1(RATES, [], keys=KEYS, seed=b"", owed=[1])
