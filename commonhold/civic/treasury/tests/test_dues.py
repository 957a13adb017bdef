from __future__ import annotations

import pytest

from commonhold.civic.members import actions as members
from commonhold.civic.treasury import queries
from commonhold.civic.treasury.actions import books, dues
from commonhold.civic.treasury.decisions import SetDues
from commonhold.civic.treasury.models import Charge
from commonhold.civic.treasury.queries.dues import ChargeState
from commonhold.civic.treasury.refusals import DuesSettled, NoSuchCharge
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer


def test_every_member_owes_the_first_month_from_the_founding(coop):
    board = queries.dues_board(Viewer(coop.ids["ben"]), now=coop.now)
    assert [(each.person.handle, each.month, each.cents, each.currency) for each in board] == [
        (name, "2026-05", 500, "EUR") for name in ("ada", "ben", "caro", "finn")
    ]


def test_received_dues_are_in_the_books_and_off_the_list(coop):
    entry = ledger.entry(coop.pay("caro"))
    assert (entry.kind, entry.cause) == ("dues.received", "dues:2026-05")
    assert entry.legs == (Leg("assets:bank", 500, "EUR"), Leg("income:dues", -500, "EUR"))
    assert coop.owed_by("caro") == []
    assert coop.my_dues("caro").charges[0].state is ChargeState.RECEIVED
    assert coop.my_dues("caro").owed_cents == 0


def test_the_same_dues_are_never_booked_twice(coop):
    charge = coop.owed_by("caro")[0]
    coop.pay("caro")
    with pytest.raises(DuesSettled):
        dues.record_dues_received(coop.ids["ben"], charge_id=charge, now=coop.now)
    assert len(list(ledger.all_entries())) == 1


def test_a_room_above_settles_dues_from_elsewhere_and_nobody_recorded_it(coop):
    source = [Leg("equity:solidarity-fund", 500, "EUR")]
    charge = coop.owed_by("caro")[0]
    entry = ledger.entry(dues.settle_dues(charge_id=charge, source=source, by=None, now=coop.now))
    assert entry.legs == (*source, Leg("income:dues", -500, "EUR"))
    assert coop.owed_by("caro") == []
    with pytest.raises(DuesSettled):
        dues.settle_dues(charge_id=charge, source=source, by=None, now=coop.now)


def test_only_the_treasurer_books_dues_and_reads_who_owes(coop):
    charge = coop.owed_by("caro")[0]
    for name in ("ada", "caro"):
        with pytest.raises(Refusal, match="mandate"):
            dues.record_dues_received(coop.ids[name], charge_id=charge, now=coop.now)
        with pytest.raises(Refusal, match="mandate"):
            queries.dues_board(Viewer(coop.ids[name]), now=coop.now)
    with pytest.raises(Refusal):
        queries.dues_board(ANYONE, now=coop.now)


def test_dues_that_nobody_owes_cannot_be_booked(coop):
    with pytest.raises(NoSuchCharge):
        dues.record_dues_received(coop.ids["ben"], charge_id=1, now=coop.now)


def test_each_month_begins_by_itself_and_once(coop):
    assert [each.key for each in coop.wait(days=27) if each.kind == "treasury.begin-month"] == []
    assert [each.key for each in coop.wait(days=60) if each.kind == "treasury.begin-month"] == [
        "2026-06",
        "2026-07",
    ]
    assert [each.month for each in coop.my_dues("caro").charges] == ["2026-07", "2026-06", "2026-05"]
    books.begin_month("2026-07", now=coop.now)
    assert Charge.objects.count() == 3 * 4


def test_new_dues_hold_from_the_first_of_the_next_month(coop):
    coop.decide(SetDues(400))
    mine = coop.my_dues("caro")
    assert (mine.owed_cents, mine.next_cents, mine.next_month) == (500, 400, "2026-06")
    coop.apply("dev")  # an applicant of this month still owes this month's dues
    assert coop.my_dues("dev").owed_cents == 500
    coop.wait(days=28)
    assert [(each.month, each.cents) for each in coop.my_dues("caro").charges] == [
        ("2026-06", 400),
        ("2026-05", 500),
    ]


def test_a_month_of_no_dues_asks_nothing_of_anybody(coop):
    coop.decide(SetDues(0))
    coop.wait(days=28)
    assert coop.my_dues("caro").charges[0].state is ChargeState.NOTHING_TO_PAY
    assert [each.month for each in queries.dues_board(Viewer(coop.ids["ben"]), now=coop.now)] == [
        "2026-05"
    ] * 4
    june = Charge.objects.get(person_id=coop.ids["caro"], month="2026-06")
    with pytest.raises(DuesSettled):
        dues.record_dues_received(coop.ids["ben"], charge_id=june.id, now=coop.now)


def test_who_left_is_asked_for_nothing_more(coop):
    members.leave(coop.ids["finn"], now=coop.now)
    assert coop.owed_by("finn") == []
    coop.wait(days=28)
    assert len(coop.my_dues("finn").charges) == 1
    assert coop.my_dues("finn").next_cents == 0


def test_a_stranger_has_no_dues(coop):
    nobodys = queries.my_dues(ANYONE, now=coop.now)
    assert (nobodys.owed_cents, nobodys.next_cents, list(nobodys.charges)) == (0, 0, [])
