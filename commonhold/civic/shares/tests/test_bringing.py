"""Shares of before this house stand in the register, against what the balances of before bring."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.shares.actions.bringing import bring_along, take_back_what_was_brought
from commonhold.civic.shares.holdings import Holding
from commonhold.civic.shares.refusals import NoSharesHere, NotSoManyShares, NumberOfShares
from commonhold.civic.shares.tests.books import transfer
from commonhold.civic.shares.tests.conftest import PAR, ShareCoop
from commonhold.civic.shares.vocabulary import MOVING_IN


def test_they_are_paid_and_go_again_under_the_same_reference(coop: ShareCoop) -> None:
    caro, finn = coop.number("caro"), coop.number("finn")
    assert bring_along({caro: 2, finn: 1}, reference="import:1", now=coop.now) == 4
    assert coop.holds("caro") == Holding(2, 2 * PAR, 2 * PAR)
    assert coop.held(MOVING_IN) == 3 * PAR
    assert take_back_what_was_brought(reference="import:1", now=coop.now) == 2
    assert (coop.holds("caro"), coop.held(MOVING_IN)) == (Holding(), 0)


def test_nothing_is_brought_beyond_the_charter_nor_taken_back_that_is_gone(coop: ShareCoop) -> None:
    caro, finn = coop.number("caro"), coop.number("finn")
    with pytest.raises(NumberOfShares):
        bring_along({caro: 1, finn: 21}, reference="import:1", now=coop.now)
    assert coop.holds("caro") == Holding()
    bring_along({caro: 2}, reference="import:1", now=coop.now)
    transfer(caro, finn, 1, coop.now)
    with pytest.raises(NotSoManyShares):
        take_back_what_was_brought(reference="import:1", now=coop.now)
    coop.decide(SetParameter("shares.most_shares", 0))
    with pytest.raises(NoSharesHere):
        bring_along({finn: 1}, reference="import:2", now=coop.now)
