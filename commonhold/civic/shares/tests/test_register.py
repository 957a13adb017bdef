"""The register: numbered operations, holdings added up from them, and books that say the same."""

from __future__ import annotations

import pytest

from commonhold.civic.shares import vocabulary
from commonhold.civic.shares.holdings import Holding, held_by, holding, holdings, whole
from commonhold.civic.shares.models import Operation
from commonhold.civic.shares.reconciling import must_agree, reconcile
from commonhold.civic.shares.refusals import NotSoManyShares
from commonhold.civic.shares.tests.books import (
    PAR,
    convert,
    money_arrives,
    open_books,
    pay_in,
    subscribe,
    transfer,
    withdraw,
    write_down,
)
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as books
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.refusal import Refusal
from tests.cast import MORNING, minutes


@pytest.fixture(autouse=True)
def _books(db: None) -> None:
    open_books()


def held(code: str) -> int:
    return books.held_in(code).get("EUR", 0)


def test_operations_are_numbered_without_a_gap_and_each_has_its_entry() -> None:
    written = [subscribe(1, 2), pay_in(1, PAR), subscribe(2, 1)]
    assert [each.number for each in written] == [1, 2, 3]
    assert [books.entry(each.entry_id or 0).kind for each in written] == [
        "shares.subscribe",
        "shares.pay-in",
        "shares.subscribe",
    ]


def test_what_is_subscribed_is_owed_until_it_is_paid_in() -> None:
    subscribe(1, 2)
    assert holding(1, "common") == Holding(2, 2 * PAR)
    assert (held(vocabulary.OWED_TO_US), held(vocabulary.UNPAID)) == (2 * PAR, -2 * PAR)
    pay_in(1, 2 * PAR)
    assert holding(1, "common") == Holding(2, 2 * PAR, 2 * PAR)
    assert (held(vocabulary.OWED_TO_US), held(vocabulary.PAID_IN)) == (0, -2 * PAR)


def test_withdrawn_shares_are_owed_to_whoever_held_them_at_par() -> None:
    subscribe(1, 3)
    pay_in(1, 3 * PAR)
    withdraw(1, 1)
    assert holding(1, "common") == Holding(2, 2 * PAR, 2 * PAR)
    assert held(vocabulary.LEAVING) == -PAR


def test_a_withdrawal_of_unpaid_shares_owes_nobody_anything() -> None:
    subscribe(1, 3)
    withdraw(1, 3)
    assert held_by(1) == {}
    assert (held(vocabulary.LEAVING), held(vocabulary.OWED_TO_US)) == (0, 0)


def test_a_write_down_takes_money_and_no_share_and_leaving_brings_what_is_left() -> None:
    subscribe(1, 2)
    pay_in(1, 2 * PAR)
    write_down(1, 1_001)
    assert holding(1, "common") == Holding(2, 2 * PAR, 2 * PAR - 1_001, 1_001)
    withdraw(1, 1)
    assert held(vocabulary.LEAVING) == -(PAR - 500)
    withdraw(1, 1)
    assert held(vocabulary.LEAVING) == -(2 * PAR - 1_001)
    assert reconcile().agrees


def test_a_transfer_moves_shares_and_leaves_the_capital_as_it_was() -> None:
    subscribe(1, 3)
    pay_in(1, 3 * PAR)
    transfer(1, 2, 2)
    assert (holding(1, "common").shares, holding(2, "common").shares) == (1, 2)
    assert held(vocabulary.PAID_IN) == -3 * PAR


def test_converted_shares_stay_with_the_member() -> None:
    subscribe(1, 3)
    pay_in(1, 3 * PAR)
    convert(1, 2)
    assert {name: each.shares for name, each in held_by(1).items()} == {"common": 1, "supporting": 2}
    assert whole(holdings().values()) == Holding(3, 3 * PAR, 3 * PAR)


def test_holdings_can_be_read_as_they_were() -> None:
    subscribe(1, 1, MORNING)
    subscribe(1, 2, minutes(60))
    assert holdings(at=minutes(30)) == {(1, "common"): Holding(1, PAR)}
    assert holdings() == {(1, "common"): Holding(3, 3 * PAR)}


def test_nothing_is_taken_that_is_not_there() -> None:
    subscribe(1, 1)
    money_arrives(PAR)
    with pytest.raises(NotSoManyShares):
        pay_in(1, PAR + 1)
    with pytest.raises(NotSoManyShares):
        write_down(1, 1)
    with pytest.raises(ValueError, match="parted"):
        withdraw(1, 2)
    assert Operation.objects.count() == 1


def test_only_paid_shares_are_parted_from_a_holding() -> None:
    subscribe(1, 2)
    with pytest.raises(ValueError, match="parted"):
        transfer(1, 2, 1)


def test_the_books_are_not_closed_while_the_register_says_something_else() -> None:
    subscribe(1, 1)
    must_agree()
    ledger.post(
        kind="test.wrong",
        key="wrong",
        cause="test",
        legs=[Leg("assets:bank", 100, "EUR"), Leg(vocabulary.PAID_IN, -100, "EUR")],
        at=MORNING,
    )
    found = reconcile()
    wrong = [each for each in found.lines if not each.agrees]
    assert [(each.account, each.register_cents, each.books_cents) for each in wrong] == [
        (vocabulary.PAID_IN, 0, 100)
    ]
    with pytest.raises(Refusal, match="stay open"):
        must_agree()
