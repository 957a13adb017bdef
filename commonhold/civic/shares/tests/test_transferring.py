"""Giving shares to another member."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members.actions import leaving as members
from commonhold.civic.shares.actions.transferring import (
    accept_transfer,
    consent_to_transfer,
    decline_transfer,
    offer_transfer,
    take_back_transfer,
)
from commonhold.civic.shares.actions.withdrawing import give_notice
from commonhold.civic.shares.refusals import (
    InNotice,
    LeastStays,
    NoSuchTransfer,
    NotForYou,
    NotPaidYet,
    NotSoManyShares,
    NumberOfShares,
    OwnTransfer,
    ToAnotherMember,
    TransferIsOver,
    TransfersNotAllowed,
)
from commonhold.civic.shares.tests.conftest import ShareCoop
from commonhold.ground.refusal import Refusal
from tests.cast import make_person


def offers(coop: ShareCoop, shares: int = 2, *, by: str = "caro", to: str = "finn") -> int:
    return offer_transfer(coop.ids[by], to=coop.ids[to], shares=shares, now=coop.now)


def shares(coop: ShareCoop) -> tuple[int, int]:
    return coop.holds("caro").shares, coop.holds("finn").shares


def test_a_transfer_needs_whoever_gets_them_and_a_mandate_s_consent(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    made = offers(coop)
    assert coop.told("finn")[0] == "shares.transfer-offered"
    with pytest.raises(NotForYou):
        consent_to_transfer(coop.ids["ada"], transfer_id=made, now=coop.now)
    with pytest.raises(NotForYou):
        accept_transfer(coop.ids["ada"], transfer_id=made, now=coop.now)
    accept_transfer(coop.ids["finn"], transfer_id=made, now=coop.now)
    accept_transfer(coop.ids["finn"], transfer_id=made, now=coop.now)
    assert shares(coop) == (3, 0)
    assert coop.told("ada")[0] == "shares.transfer-waits"
    with pytest.raises(Refusal, match="Board"):
        consent_to_transfer(coop.ids["caro"], transfer_id=made, now=coop.now)
    consent_to_transfer(coop.ids["ada"], transfer_id=made, now=coop.now)
    assert shares(coop) == (1, 2)
    with pytest.raises(TransferIsOver):
        consent_to_transfer(coop.ids["ben"], transfer_id=made, now=coop.now)


def test_nobody_consents_to_their_own(coop: ShareCoop) -> None:
    coop.has("ada", 1)
    made = offers(coop, 1, by="ada")
    accept_transfer(coop.ids["finn"], transfer_id=made, now=coop.now)
    with pytest.raises(OwnTransfer):
        consent_to_transfer(coop.ids["ada"], transfer_id=made, now=coop.now)


def test_where_our_rules_leave_it_free_accepting_is_enough(coop: ShareCoop) -> None:
    coop.decide(SetParameter("shares.transfers", "free"))
    coop.has("caro", 3)
    accept_transfer(coop.ids["finn"], transfer_id=offers(coop), now=coop.now)
    assert shares(coop) == (1, 2)


def test_it_is_declined_or_taken_back(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    first = offers(coop, 1)
    with pytest.raises(NotForYou):
        take_back_transfer(coop.ids["finn"], transfer_id=first, now=coop.now)
    decline_transfer(coop.ids["finn"], transfer_id=first, now=coop.now)
    assert coop.told("caro")[0] == "shares.transfer-declined"
    second = offers(coop, 1)
    take_back_transfer(coop.ids["caro"], transfer_id=second, now=coop.now)
    third = offers(coop, 1)
    with pytest.raises(Refusal, match="Board"):
        decline_transfer(coop.ids["caro"], transfer_id=third, now=coop.now)
    decline_transfer(coop.ids["ben"], transfer_id=third, now=coop.now)
    assert shares(coop) == (3, 0)
    with pytest.raises(NoSuchTransfer):
        decline_transfer(coop.ids["ben"], transfer_id=1, now=coop.now)


def test_what_is_refused_of_a_transfer(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    with pytest.raises(ToAnotherMember):
        offers(coop, to="caro")
    coop.ids["gus"] = make_person("gus")
    with pytest.raises(ToAnotherMember):
        offers(coop, to="gus")
    with pytest.raises(NotSoManyShares):
        offers(coop, 4)
    give_notice(coop.ids["caro"], shares=2, now=coop.now)
    with pytest.raises(InNotice):
        offers(coop, 2)
    coop.has("finn", 20)
    with pytest.raises(NumberOfShares):
        offers(coop, 1)
    coop.takes("ada", 1)
    with pytest.raises(NotPaidYet):
        offers(coop, 1, by="ada", to="ben")
    coop.decide(SetParameter("shares.least_shares", 2))
    with pytest.raises(LeastStays):
        offers(coop, 19, by="finn", to="ben")
    coop.decide(SetParameter("shares.transfers", "never"))
    with pytest.raises(TransfersNotAllowed):
        offers(coop, 1)


def test_whoever_leaves_gives_nothing_to_others_any_more(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    coop.has("finn", 1)
    given, got = offers(coop, 1), offers(coop, 1, by="finn", to="caro")
    members.leave(coop.ids["caro"], now=coop.now)
    coop.wait(seconds=1)
    for each in (given, got):
        with pytest.raises(TransferIsOver):
            accept_transfer(coop.ids["finn"], transfer_id=each, now=coop.now)
