"""Creditors are whole before shares, and every share before anything beyond it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.split.settlement import REMAINDERS, VERSION_2, Estate, Remainder, reached, settle, settle_v2

_SUMS = st.integers(0, 10**9)
_ESTATES = st.builds(
    Estate,
    cash=_SUMS,
    ranks=st.lists(st.lists(_SUMS, max_size=4), max_size=3),
    shares=st.lists(_SUMS, max_size=6),
    remainder=st.sampled_from(REMAINDERS),
    seed=st.binary(max_size=4),
)


@given(_ESTATES)
def test_all_parts_together_are_what_there_was(estate: Estate) -> None:
    assert settle(estate).total == estate.cash


@given(_ESTATES)
def test_nobody_of_a_later_class_gets_anything_before_an_earlier_one_is_whole(estate: Estate) -> None:
    done = settle(estate)
    paid = [(sum(parts), sum(claims)) for parts, claims in zip(done.ranks, estate.ranks, strict=True)]
    paid.append((sum(done.shares), sum(estate.shares)))
    paid.append((sum(done.above_par) + done.given_on, 0))
    for place, (got, wanted) in enumerate(paid[:-1]):
        if got < wanted:
            assert not any(later for later, _wanted in paid[place + 1 :])


@given(_ESTATES)
def test_nobody_gets_more_than_she_claims_or_paid_in_before_the_remainder(estate: Estate) -> None:
    done = settle(estate)
    for parts, claims in zip((*done.ranks, done.shares), (*estate.ranks, estate.shares), strict=True):
        assert all(0 <= part <= claim for part, claim in zip(parts, claims, strict=True))


@given(_ESTATES)
def test_a_locked_remainder_goes_to_no_member_and_a_shared_one_as_was_said(estate: Estate) -> None:
    done = settle(estate)
    above = done.above_par
    if estate.remainder == "given-on":
        assert not any(above)
    elif estate.remainder == "heads":
        assert not above or max(above) - min(above) <= 1
    elif above and sum(estate.shares):
        left, held = sum(above), sum(estate.shares)
        assert all(
            abs(part * held - left * share) < held for part, share in zip(above, estate.shares, strict=True)
        )


@given(_ESTATES)
def test_what_does_not_suffice_is_shared_in_proportion_to_the_cent(estate: Estate) -> None:
    done = settle(estate)
    left, held = sum(done.shares), sum(estate.shares)
    assert all(
        abs(part * held - left * share) < max(1, held)
        for part, share in zip(done.shares, estate.shares, strict=True)
    )


_GIVEN_ON: Remainder = "given-on"
_LAWFUL = st.sets(st.sampled_from(REMAINDERS)).map(lambda some: some | {_GIVEN_ON})


@given(_ESTATES, _LAWFUL)
def test_by_the_second_version_all_parts_are_what_there_was_too(
    estate: Estate, lawful: set[Remainder]
) -> None:
    assert settle_v2(estate, lawful=lawful).total == estate.cash


@given(_ESTATES, _LAWFUL)
def test_what_is_left_goes_to_members_as_long_as_there_is_one_whom_the_law_lets_have_it(
    estate: Estate, lawful: set[Remainder]
) -> None:
    done = settle_v2(estate, lawful=lawful)
    left = sum(done.above_par) + done.given_on
    wanted = {"shares": {"shares", "heads"}, "heads": {"heads"}, "given-on": set()}[estate.remainder] & lawful
    holds = "shares" in wanted and any(estate.shares)
    counts = "heads" in wanted and bool(estate.shares)
    assert (done.given_on == 0) if holds or counts else (done.given_on == left)


@given(_ESTATES)
def test_where_somebody_of_the_kind_is_there_both_versions_say_the_same(estate: Estate) -> None:
    if reached(estate) == estate.remainder:
        one, two = settle(estate), settle_v2(estate)
        assert (one.ranks, one.shares, one.above_par, one.given_on) == (
            two.ranks,
            two.shares,
            two.above_par,
            two.given_on,
        )
        assert two.version == VERSION_2


@given(st.integers(0, 10**6), st.integers(1, 9))
def test_by_shares_that_nobody_holds_members_get_the_same_each(cash: int, people: int) -> None:
    done = settle_v2(Estate(cash=cash, shares=[0] * people, remainder="shares"))
    assert done.given_on == 0
    assert max(done.above_par) - min(done.above_par) <= 1


def test_who_only_holds_shares_still_is_no_head() -> None:
    done = settle(Estate(cash=100, shares=[20, 20, 0], remainder="heads", heads=[True, False, True]))
    assert (done.shares, done.above_par) == ((20, 20, 0), (30, 0, 30))


@pytest.mark.parametrize(
    "wrong",
    [
        {"cash": -1},
        {"cash": 1, "shares": [-1]},
        {"cash": 1, "remainder": "us"},
        {"cash": 1, "keys": ["a"]},
        {"cash": 1, "heads": [True]},
    ],
)
def test_what_is_no_estate_is_refused(wrong: dict) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=r"nothing or more|remainder|one key|a head"):
        Estate(**wrong)
