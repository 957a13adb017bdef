"""Whatever is posted, in whatever order, the books add up and leave the house as they are."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core.data import Balance
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.ground.ledger import actions, export, queries
from commonhold.ground.ledger.currencies import EXPONENTS
from commonhold.ground.ledger.entry import Draft, Leg
from commonhold.ground.ledger.models import LARGEST_AMOUNT
from commonhold.ground.ledger.tests.books import ACCOUNTS, minutes, open_books, undone
from commonhold.ground.refusal import Refusal

pytestmark = pytest.mark.django_db

accounts = st.sampled_from(sorted(ACCOUNTS))
currencies = st.sampled_from(["EUR", "JPY", "KWD", "CLF"])
amounts = st.integers(-(10**12), 10**12).filter(bool)
any_leg = st.builds(
    Leg, accounts, st.integers(-2, 2) | st.integers(-LARGEST_AMOUNT, LARGEST_AMOUNT), currencies
)


@st.composite
def balanced_legs(draw: st.DrawFn) -> list[Leg]:
    """One to three currencies, each with any legs and a last one that makes up the difference."""
    legs: list[Leg] = []
    for currency in draw(st.lists(currencies, min_size=1, max_size=3, unique=True)):
        some = draw(st.lists(amounts, min_size=1, max_size=4).filter(sum))
        legs += [Leg(draw(accounts), amount, currency) for amount in [*some, -sum(some)]]
    return legs


@pytest.fixture(autouse=True)
def _books(db: None) -> None:
    open_books()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.tuples(balanced_legs(), st.booleans()), max_size=8))
def test_the_trial_balance_is_zero_and_beancount_reads_the_same_balances(
    history: list[tuple[list[Leg], bool]],
) -> None:
    with undone():
        expected: Counter[tuple[str, str]] = Counter()
        for n, (legs, reversed_later) in enumerate(history):
            posted = actions.post(kind="any", key=f"any:{n}", cause="any", legs=legs, at=minutes(n))
            if reversed_later:
                actions.reverse(posted, key=f"undo:{n}", cause="any", at=minutes(n))
            for leg in legs:
                expected[leg.account, leg.currency] += 0 if reversed_later else leg.amount
        ours = {
            (each.code, currency): amount
            for each in queries.balances()
            for currency, amount in each.amounts.items()
        }
        assert ours == dict(expected)
        assert not any(_trial_balance(ours).values())
        assert queries.check().ok
        assert _beancount_balances() == ours


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(legs=st.lists(any_leg, max_size=4))
def test_legs_are_posted_exactly_when_they_balance(legs: list[Leg]) -> None:
    totals = Counter[str]()
    for leg in legs:
        totals[leg.currency] += leg.amount
    balance = len(legs) >= 2 and all(leg.amount for leg in legs) and not any(totals.values())
    with undone():
        try:
            actions.post_many([Draft(kind="any", key="any", cause="any", legs=legs, at=minutes(0))])
        except Refusal:
            assert not balance
        else:
            assert balance


def _trial_balance(balances: dict[tuple[str, str], int]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for (_account, currency), amount in balances.items():
        totals[currency] += amount
    return totals


def _beancount_balances() -> dict[tuple[str, str], int]:
    """What the export asserts, after beancount found it true."""
    entries, errors, _options = loader.load_string("".join(export.beancount()))
    assert errors == []
    return {
        (each.account.lower(), each.amount.currency): _minor_units(each.amount.number, each.amount.currency)
        for each in entries
        if isinstance(each, Balance)
    }


def _minor_units(number: Decimal | None, currency: str) -> int:
    assert number is not None
    return int(number.scaleb(EXPONENTS[currency]))
