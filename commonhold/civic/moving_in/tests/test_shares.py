"""Shares of before: read with each wrong line named, written into the register, and taken back."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.moving_in.refusals import CannotBeRead, MovedOn
from commonhold.civic.moving_in.tests.conftest import Yard
from commonhold.civic.shares.actions.transferring import accept_transfer, offer_transfer
from commonhold.civic.shares.holdings import Holding, held_by
from commonhold.civic.shares.reconciling import reconcile
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.ledger import queries as ledger

SHARES = """number,shares
1,3
3,10
"""
WRONG = """number;shares
1;3
1;2
9;1
2;many
3;99
"""


@pytest.fixture
def with_shares(yard: Yard) -> Yard:
    decisions = [SetParameter("shares.notice_days", 1), SetParameter("shares.most_shares", 20)]
    assert enact(decisions, reference="test:shares", rule=UNANIMOUS, now=yard.now).done
    return yard


def test_shares_of_before_stand_in_register_and_books_and_are_taken_back(with_shares: Yard) -> None:
    made = with_shares.bring("shares", SHARES)
    assert with_shares.look(made, by="ben").found.cents == 13 * 5_000
    assert with_shares.write(made) == 2
    assert held_by(3) == {"common": Holding(10, 50_000, 50_000)}
    assert ledger.held_in("equity:moving-in") == {"EUR": 65_000}
    assert reconcile().agrees
    assert with_shares.undo(made) == 2
    assert held_by(3) == {}
    assert ledger.held_in("equity:moving-in") == {"EUR": 0}
    assert reconcile().agrees
    assert with_shares.write(with_shares.bring("shares", SHARES)) == 2


def test_each_wrong_line_is_named(with_shares: Yard) -> None:
    found = with_shares.look(with_shares.bring("shares", WRONG), by="ben").found
    assert [each.line for each in found.problems] == [3, 4, 5, 6]
    said = [each.why for each in found.problems]
    assert all(word in why for word, why in zip(("second", "Nobody", "many", "20"), said, strict=True)), said


def test_whoever_holds_shares_here_is_brought_none(with_shares: Yard) -> None:
    with_shares.write(with_shares.bring("shares", SHARES))
    found = with_shares.look(with_shares.bring("shares", SHARES), by="ben").found
    assert "already" in found.problems[0].why


def test_without_shares_in_the_charter_there_is_nothing_to_bring(yard: Yard) -> None:
    with pytest.raises(CannotBeRead, match="no shares"):
        yard.bring("shares", SHARES)


def test_what_went_on_to_somebody_else_is_not_taken_back(with_shares: Yard) -> None:
    assert enact(
        [SetParameter("shares.transfers", "free")], reference="test:free", rule=UNANIMOUS, now=with_shares.now
    ).done
    made = with_shares.bring("shares", SHARES)
    with_shares.write(made)
    given = offer_transfer(with_shares.ids["caro"], to=with_shares.ids["ben"], shares=2, now=with_shares.now)
    accept_transfer(with_shares.ids["ben"], transfer_id=given, now=with_shares.now)
    with pytest.raises(MovedOn):
        with_shares.undo(made)
    assert reconcile().agrees
