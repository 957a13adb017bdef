"""What a liquidator writes down is booked by two, and never beyond what the books and the bank hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.winding import actions
from commonhold.civic.winding.actions import booking
from commonhold.civic.winding.models import AskedBooking, Booking
from commonhold.civic.winding.refusals import (
    AnotherMustConfirm,
    AskedAlready,
    DoesNotEnd,
    MoreThanTheBankHolds,
    NoSuchBooking,
    NotInTheBooks,
    NotSettlingYet,
)
from commonhold.civic.winding.tests.conftest import EndingCoop
from commonhold.civic.winding.tests.test_settling import owes
from commonhold.ground.ending.stage import Stage
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.refusal import Refusal

PAYABLES = "liabilities:payables"


@pytest.fixture
def settling(coop: EndingCoop) -> EndingCoop:
    """7.00 are owed, and 10.00 are there."""
    owes(coop, 700)
    coop.gives_money(1_000 - coop.held("assets:bank"))
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    return coop


def test_nothing_is_booked_before_another_liquidator_confirms_it(settling: EndingCoop):
    note = settling.notes("paid", PAYABLES, 700)
    assert settling.held(PAYABLES) == -700
    assert "winding.booking-asked" in settling.told("ben")
    with pytest.raises(AnotherMustConfirm):
        settling.confirms(note, by="ada")
    with pytest.raises(Refusal, match="Liquidator"):
        settling.confirms(note, by="caro")
    assert settling.held(PAYABLES) == -700
    settling.confirms(note)
    assert (settling.held(PAYABLES), settling.held("assets:bank")) == (0, 300)
    row = Booking.objects.get()
    assert (row.by_id, row.confirmed_by_id) == (settling.ids["ada"], settling.ids["ben"])
    with pytest.raises(NoSuchBooking):
        settling.confirms(note)


def test_more_than_the_bank_holds_is_neither_written_down_nor_booked(settling: EndingCoop):
    settling.spend(400)
    with pytest.raises(MoreThanTheBankHolds, match=r"6\.00"):
        settling.notes("paid", PAYABLES, 700)
    note = settling.notes("paid", PAYABLES, 600)
    settling.spend(1)
    with pytest.raises(MoreThanTheBankHolds, match=r"5\.99"):
        settling.confirms(note)
    assert settling.held("assets:bank") == 599
    settling.gives_money(1)
    settling.confirms(note)
    assert settling.held("assets:bank") == 0
    with pytest.raises(MoreThanTheBankHolds):
        settling.notes("paid", PAYABLES, 100)


def test_what_the_books_no_longer_hold_is_not_confirmed(settling: EndingCoop):
    note = settling.notes("paid", PAYABLES, 700)
    legs = [Leg(PAYABLES, 100, "EUR"), Leg("expenses:running", -100, "EUR")]
    ledger.post(kind="test.less", key="less", cause="test", legs=legs, at=settling.now)
    with pytest.raises(NotInTheBooks):
        settling.confirms(note)


def test_one_note_on_an_account_waits_at_a_time_and_either_takes_it_back(settling: EndingCoop):
    note = settling.notes("paid", PAYABLES, 700)
    with pytest.raises(AskedAlready):
        settling.notes("paid", PAYABLES, 100, by="ben")
    actions.drop_booking(settling.ids["ben"], booking_id=note, now=settling.now)
    with pytest.raises(NoSuchBooking):
        actions.drop_booking(settling.ids["ada"], booking_id=note, now=settling.now)
    assert AskedBooking.objects.get().end == "dropped"
    again = settling.notes("paid", PAYABLES, 700, by="ben")
    actions.drop_booking(settling.ids["ben"], booking_id=again, now=settling.now)
    assert settling.held(PAYABLES) == -700


def test_before_its_stage_and_in_a_co_op_that_goes_on_nothing_is_written_down(coop: EndingCoop):
    owes(coop, 700)
    coop.decide(AppointMandate(str(coop.ids["ada"]), "liquidator"))
    with pytest.raises(DoesNotEnd):
        coop.notes("paid", PAYABLES, 700)
    coop.ends()
    with pytest.raises(NotSettlingYet):
        coop.notes("paid", PAYABLES, 700)


@given(st.integers(-500, 2_000), st.integers(1, 2_000), st.integers(1, 2_000))
def test_whatever_is_asked_the_bank_never_falls_below_nothing(there: int, owed: int, cents: int):
    """The check alone, over every balance: what it lets through is owed, and there."""
    held = booking.Held(debt=owed, bank=there)
    try:
        held.must_cover(cents, currency="EUR")
    except Refusal:
        assert cents > owed or cents > there
    else:
        assert cents <= min(owed, there)
