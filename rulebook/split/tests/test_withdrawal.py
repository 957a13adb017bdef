"""Shares go back only against surplus and solvency."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.split.withdrawal import Limits, Standing, withdrawable

SOUND = Standing(cash=10_000, owned=12_000, debts=1_000, funds=500, capital=8_000)
_SUMS = st.integers(0, 10**9)


def test_what_is_in_the_bank_beyond_debts_and_funds_may_go_back() -> None:
    found = withdrawable(replace(SOUND, cash=5_000))
    assert (found.cents, found.because) == (3_500, "cash")


def test_no_more_goes_back_than_was_paid_in() -> None:
    found = withdrawable(SOUND)
    assert (found.cents, found.because) == (8_000, "capital")


def test_while_a_loss_is_not_covered_nothing_goes_back() -> None:
    assert SOUND.surplus == 2_500
    found = withdrawable(replace(SOUND, owned=12_000 - 2_501))
    assert (found.cents, found.because) == (0, "losses")
    assert withdrawable(replace(SOUND, owned=12_000 - 2_500)).because != "losses"


def test_what_members_keep_stays() -> None:
    assert withdrawable(SOUND, Limits(cash_kept=8_000)).cents == 500
    assert withdrawable(SOUND, Limits(capital_kept=7_000)).cents == 1_000
    assert withdrawable(SOUND, Limits(capital_kept=9_000)).cents == 0


def test_a_year_has_its_part() -> None:
    found = withdrawable(SOUND, Limits(year=800, back_this_year=300))
    assert (found.cents, found.because) == (500, "year")


@pytest.mark.parametrize("name", ["debts", "funds", "capital"])
def test_what_cannot_be_below_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="nothing or more"):
        replace(SOUND, **{name: -1})
    with pytest.raises(ValueError, match="nothing or more"):
        Limits(cash_kept=-1)


@given(
    st.integers(-(10**9), 10**9),
    st.integers(-(10**9), 10**9),
    _SUMS,
    _SUMS,
    _SUMS,
    st.builds(Limits, cash_kept=_SUMS, capital_kept=_SUMS, year=st.none() | _SUMS, back_this_year=_SUMS),
)
def test_after_all_of_it_went_back_debts_and_funds_are_still_paid_and_no_more_goes(
    cash: int, owned: int, debts: int, funds: int, capital: int, limits: Limits
) -> None:
    before = Standing(cash, owned, debts, funds, capital)
    cents = withdrawable(before, limits).cents
    after = Standing(cash - cents, owned - cents, debts, funds, capital - cents)
    then = replace(limits, back_this_year=limits.back_this_year + cents)
    assert 0 <= cents <= capital
    assert cents == 0 or after.cash >= debts + funds + limits.cash_kept
    assert after.surplus == before.surplus
    assert withdrawable(after, then).cents == 0
