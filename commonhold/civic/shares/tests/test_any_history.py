"""Whatever is done in whatever order: the register equals the books, and nobody holds less than nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commonhold.civic.shares.holdings import Holding, holdings
from commonhold.civic.shares.reconciling import reconcile
from commonhold.civic.shares.refusals import NotSoManyShares
from commonhold.civic.shares.tests import books
from commonhold.ground.ledger import queries as ledger

_MEMBERS = st.integers(1, 4)
_SHARES = st.integers(1, 6)
_CENTS = st.integers(1, 20_000)
_OPERATIONS = st.one_of(
    st.tuples(st.just("subscribe"), _MEMBERS, _SHARES),
    st.tuples(st.just("pay_in"), _MEMBERS, _CENTS),
    st.tuples(st.just("withdraw"), _MEMBERS, _SHARES),
    st.tuples(st.just("write_down"), _MEMBERS, _CENTS),
    st.tuples(st.just("transfer"), _MEMBERS, _MEMBERS, _SHARES),
    st.tuples(st.just("convert"), _MEMBERS, _SHARES),
)


class AnyHistory(TestCase):
    @settings(max_examples=60)
    @given(st.lists(_OPERATIONS, max_size=25))
    def test_the_register_equals_the_books_and_no_holding_is_below_nothing(self, history) -> None:
        books.open_books()
        for name, *told in history:
            if name == "transfer" and told[0] == told[1]:
                continue
            try:
                getattr(books, name)(*told)
            except (NotSoManyShares, ValueError):
                continue
        found = reconcile()
        assert found.agrees, found
        assert all(held.is_sound for held in holdings().values())
        totals: dict[str, int] = {}
        for each in ledger.balances():
            for code, cents in each.amounts.items():
                totals[code] = totals.get(code, 0) + cents
        assert not any(totals.values())


@pytest.mark.parametrize("shares", range(1, 8))
def test_a_holding_parted_again_and_again_loses_no_cent(shares: int) -> None:
    held = Holding(7, 7 * books.PAR, 7 * books.PAR - 3_333, 3_333)
    part = held.part(shares)
    rest = held + -part
    assert part.is_sound
    assert rest.is_sound
    assert part + rest == held
