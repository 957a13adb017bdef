"""Payout runs: made of what is owed, answered for by two, sent once, confirmed, and sometimes back."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import sepaxml
import xmlschema

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.payments import personal_data, queries
from commonhold.civic.payments.actions.assigning import assign_to_run, send_back
from commonhold.civic.payments.actions.details import (
    forget_bank_details,
    hold_payments,
    release_payments,
    set_bank_details,
)
from commonhold.civic.payments.actions.runs import (
    approve_run,
    call_off_run,
    confirm_run,
    confirm_transfer,
    drop_transfer,
    file_run,
    make_run,
    mark_sent,
    record_return,
)
from commonhold.civic.payments.models import BankDetails
from commonhold.civic.payments.news import MoneyPaid, MoneyReturned
from commonhold.civic.payments.payable import Held
from commonhold.civic.payments.refusals import (
    ApprovedAlready,
    MoreApprovals,
    NoAccountYet,
    NobodyToPay,
    NoSuchRun,
    NoSuchTransfer,
    NotFiled,
    RunIsOver,
    RunTooSoon,
)
from commonhold.civic.payments.tests.conftest import WORK, owes
from commonhold.civic.payments.tests.files import CAROS, FINNS, STRANGERS, Entry
from commonhold.civic.payments.tests.test_statements import books, held, waits
from commonhold.ground.refusal import Refusal
from commonhold.social.people import personal_data as people
from commonhold.social.people.queries import ANYONE, Viewer

SCHEMAS = Path(sepaxml.__file__).parent / "schemas"


def gives_details(coop, name, iban):
    set_bank_details(coop.ids[name], iban=iban, name=name.capitalize(), now=coop.now)


@pytest.fixture
def owing(banked):
    """Caro is owed 60 and Finn 30, once their dues took 5 of each."""
    for name, iban, cents in (("caro", CAROS, 6_500), ("finn", FINNS, 3_500)):
        gives_details(banked, name, iban)
        owes(banked, name, subject=name, cents=cents)
    return banked


def made(coop, *approving, by="ben"):
    run = make_run(coop.ids[by], now=coop.now)
    for name in approving:
        approve_run(coop.ids[name], run_id=run, now=coop.now)
    return run


def filed(coop):
    run = made(coop, "ada", "ben")
    file_run(coop.ids["ben"], run_id=run, now=coop.now)
    return run


def shown(coop, run, name="ben"):
    return queries.payout_run(Viewer(coop.ids[name]), run, now=coop.now)


def file_of(coop, run, **how):
    return queries.run_file(Viewer(coop.ids["ben"]), run, now=coop.now, **how)


def reasons(coop):
    found = queries.next_run(Viewer(coop.ids["ben"]), now=coop.now)
    return {each.person.handle: each.reason for each in found.held}


def left(coop, name):
    return sum(each.left for each in queries.my_payments(Viewer(coop.ids[name])).owed)


def test_totals_stand_there_before_anybody_signs(owing):
    found = queries.next_run(Viewer(owing.ids["ben"]), now=owing.now)
    assert ([(each.person.handle, each.cents) for each in found.payees], found.cents) == (
        [("caro", 6_000), ("finn", 3_000)],
        9_000,
    )
    view = shown(owing, made(owing))
    assert (view.line.state, view.line.cents, view.line.count, view.still_needed) == ("made", 9_000, 2, 2)
    assert view.is_sepa
    assert "payments.run-waits" in owing.told("ada")


def test_from_made_to_paid(owing, told):
    run = filed(owing)
    mark_sent(owing.ids["ben"], run_id=run, now=owing.now)
    mark_sent(owing.ids["ben"], run_id=run, now=owing.now)
    assert shown(owing, run).line.state == "sent"
    assert held(WORK) == -9_000
    assert confirm_run(owing.ids["ben"], run_id=run, now=owing.now) == 2
    assert confirm_run(owing.ids["ben"], run_id=run, now=owing.now) == 0
    assert (held(WORK), held("assets:bank")) == (0, -9_000)
    assert shown(owing, run).line.state == "paid"
    assert [each.cents for each in told if isinstance(each, MoneyPaid)] == [6_000, 3_000]
    assert "payments.paid" in owing.told("caro")
    assert (left(owing, "caro"), left(owing, "finn")) == (0, 0)
    with pytest.raises(RunIsOver):
        file_of(owing, run)


@pytest.mark.parametrize("amount", [2_000, 2_001, 99_999_999])
def test_the_file_validates_against_its_schema_and_is_the_same_each_time(owing, amount):
    owes(owing, "caro", subject="more", cents=amount)
    owing.decide(SetParameter("co_op.name", "Włókniarz & Söhne eG — Straße"))
    run = filed(owing)
    file = file_of(owing, run)
    xmlschema.XMLSchema(SCHEMAS / "pain.001.001.03.xsd").validate(file.content.decode())
    assert file.content == file_of(owing, run).content
    root = ET.fromstring(file.content)  # noqa: S314  # our own
    space = {"p": root.tag[1:].partition("}")[0]}
    amounts = [each.text for each in root.iterfind(".//p:InstdAmt", space)]
    total = 9_000 + amount
    assert root.findtext(".//p:CtrlSum", namespaces=space) == f"{total // 100}.{total % 100:02}"
    assert (len(amounts), root.findtext(".//p:GrpHdr/p:NbOfTxs", namespaces=space)) == (2, "2")
    assert root.findtext(".//p:Dbtr/p:Nm", namespaces=space) == "Wlokniarz Sohne eG -- Strasse"


def test_nothing_is_sent_before_two_different_people_approve(owing):
    run = made(owing, "ben")
    with pytest.raises(ApprovedAlready):
        approve_run(owing.ids["ben"], run_id=run, now=owing.now)
    with pytest.raises(MoreApprovals):
        file_run(owing.ids["ben"], run_id=run, now=owing.now)
    with pytest.raises(NotFiled):
        file_of(owing, run)
    for act in (mark_sent, confirm_run):
        with pytest.raises(NotFiled):
            act(owing.ids["ben"], run_id=run, now=owing.now)
    approve_run(owing.ids["ada"], run_id=run, now=owing.now)
    file_run(owing.ids["ben"], run_id=run, now=owing.now)
    file_run(owing.ids["ben"], run_id=run, now=owing.now)
    with pytest.raises(NoSuchRun):
        approve_run(owing.ids["ada"], run_id=run, now=owing.now)


def test_nobody_decides_what_is_paid_to_them(owing):
    gives_details(owing, "ben", STRANGERS)
    owes(owing, "ben", cents=5_500)
    assert reasons(owing) == {"ben": Held.NO_OTHERS}  # ada alone is too few; the others are paid
    owing.decide(AppointMandate(str(owing.ids["finn"]), "board"))
    assert reasons(owing) == {}
    run = made(owing, "ada", "ben")
    assert shown(owing, run).still_needed == 1
    with pytest.raises(MoreApprovals):
        file_run(owing.ids["ben"], run_id=run, now=owing.now)
    approve_run(owing.ids["finn"], run_id=run, now=owing.now)
    file_run(owing.ids["ben"], run_id=run, now=owing.now)


def test_one_bad_payee_never_stops_the_others(owing):
    for name, subject in (("ada", "a"), ("ben", "b")):
        owes(owing, name, subject=subject, cents=1_500)
    assert reasons(owing) == {"ada": Held.TOO_LITTLE, "ben": Held.TOO_LITTLE}
    forget_bank_details(owing.ids["caro"], now=owing.now)
    assert reasons(owing)["caro"] is Held.NO_DETAILS
    BankDetails.objects.filter(person_id=owing.ids["finn"]).update(iban="FR1420041010050500013M02607")
    assert reasons(owing)["finn"] is Held.WRONG_DETAILS
    gives_details(owing, "finn", FINNS)
    run = made(owing)
    assert [each.person.handle for each in shown(owing, run).transfers] == ["finn"]
    assert "payments.details-wanted" in owing.told("caro")
    assert left(owing, "caro") == 6_000


def test_who_is_suspended_is_held_and_loses_nothing(owing):
    hold_payments(person_id=owing.ids["caro"], cause="case:1", now=owing.now)
    hold_payments(person_id=owing.ids["caro"], cause="case:1", now=owing.now)
    assert reasons(owing) == {"caro": Held.SUSPENDED}
    run = filed(owing)
    confirm_run(owing.ids["ben"], run_id=run, now=owing.now)
    assert left(owing, "caro") == 6_000
    release_payments(person_id=owing.ids["caro"], cause="case:1", now=owing.now)
    again = made(owing)
    assert [each.person.handle for each in shown(owing, again).transfers] == ["caro"]


def test_who_left_is_paid_whatever_it_is_and_who_is_erased_waits(owing):
    owing.decide(SetParameter("payments.payout_from_cents", 100_000))
    members.leave(owing.ids["caro"], now=owing.now)
    for room in (personal_data, people):
        room.erase(owing.ids["finn"], owing.now)
    found = queries.next_run(Viewer(owing.ids["ben"]), now=owing.now)
    assert {each.person.handle for each in found.payees} == {"caro"}
    assert list(reasons(owing).values()) == [Held.ERASED]


def test_open_dues_that_it_does_not_reach_keep_it_here(owing):
    owing.decide(SetParameter("payments.payout_from_cents", 0))
    owes(owing, "ada", cents=300)
    gives_details(owing, "ada", STRANGERS)
    assert reasons(owing) == {"ada": Held.DUES_FIRST}


def test_a_run_is_made_no_more_often_than_the_charter_says(owing):
    owing.decide(SetParameter("payments.payout_every_days", 28))
    run = made(owing)
    with pytest.raises(RunTooSoon):
        make_run(owing.ids["ben"], now=owing.now)
    call_off_run(owing.ids["ben"], run_id=run, now=owing.now)
    assert made(owing)


def test_what_is_in_one_run_is_in_no_other(owing):
    run = made(owing)
    with pytest.raises(NobodyToPay):
        make_run(owing.ids["ben"], now=owing.now)
    call_off_run(owing.ids["ben"], run_id=run, now=owing.now)
    assert shown(owing, run).line.state == "called-off"
    for act in (approve_run, call_off_run, file_run):
        with pytest.raises(NoSuchRun):
            act(owing.ids["ben"], run_id=run, now=owing.now)
    assert shown(owing, filed(owing)).line.cents == 9_000


def test_once_its_file_was_made_a_run_is_called_off_no_more(owing):
    run = filed(owing)
    with pytest.raises(NoSuchRun):
        call_off_run(owing.ids["ben"], run_id=run, now=owing.now)


def test_dues_raised_meanwhile_take_nothing_of_what_is_on_its_way(owing):
    run = filed(owing)
    owing.wait(days=28)
    assert owing.my_dues("caro").owed_cents == 500
    confirm_run(owing.ids["ben"], run_id=run, now=owing.now)
    assert held("assets:bank") == -9_000


def test_a_statement_confirms_each_payment_by_its_reference(owing):
    run = filed(owing)
    first, second = shown(owing, run).transfers
    books(owing, Entry("60.00", sign="DBIT", end_to_end=first.end_to_end, iban=CAROS))
    assert [each.state for each in shown(owing, run).transfers] == ["paid", "waiting"]
    books(owing, Entry("30.00", sign="DBIT", end_to_end=second.end_to_end), number="8")
    assert (held("assets:bank"), held(WORK), waits(owing)) == (-9_000, 0, [])


def test_a_statement_confirms_a_run_that_the_bank_booked_as_one_sum(owing):
    run = filed(owing)
    books(owing, Entry("90.00", sign="DBIT", batch=shown(owing, run).line.number, iban=""))
    assert shown(owing, run).line.state == "paid"
    assert (held("assets:bank"), held(WORK)) == (-9_000, 0)


def test_a_sum_without_the_refused_one_is_assigned_to_the_run(owing):
    run = filed(owing)
    first, second = shown(owing, run).transfers
    books(owing, Entry("60.00", sign="DBIT", batch=shown(owing, run).line.number, iban=""))
    [line] = waits(owing)
    with pytest.raises(Refusal):
        assign_to_run(owing.ids["ben"], line_id=line.id, run_id=run, now=owing.now)
    drop_transfer(owing.ids["ben"], transfer_id=second.id, now=owing.now)
    assign_to_run(owing.ids["ben"], line_id=line.id, run_id=run, now=owing.now)
    assert [each.state for each in shown(owing, run).transfers] == ["paid", "dropped"]
    assert (held("assets:bank"), held(WORK), left(owing, "finn")) == (-6_000, -3_000, 3_000)
    with pytest.raises(NoSuchTransfer):
        confirm_transfer(owing.ids["ben"], transfer_id=first.id, now=owing.now)


def test_what_comes_back_is_owed_again_and_details_are_asked_for(owing, told):
    run = filed(owing)
    confirm_run(owing.ids["ben"], run_id=run, now=owing.now)
    first, _second = shown(owing, run).transfers
    books(owing, Entry("60.00", returned="AC04", end_to_end=first.end_to_end, name="Caro"))
    assert (held("assets:bank"), held(WORK), left(owing, "caro")) == (-3_000, -6_000, 6_000)
    assert [each.cents for each in told if isinstance(each, MoneyReturned)] == [6_000]
    assert "payments.came-back" in owing.told("caro")
    assert reasons(owing) == {"caro": Held.CAME_BACK}
    [back] = queries.returned(Viewer(owing.ids["ben"]), now=owing.now)
    assert (back.person.handle, back.came_back) == ("caro", True)
    gives_details(owing, "caro", CAROS)
    again = shown(owing, made(owing))
    assert [each.cents for each in again.transfers] == [6_000]


def test_a_return_is_recorded_by_hand_once(owing):
    run = filed(owing)
    first = shown(owing, run).transfers[0].id
    with pytest.raises(NoSuchTransfer):
        record_return(owing.ids["ben"], transfer_id=first, now=owing.now)
    confirm_transfer(owing.ids["ben"], transfer_id=first, now=owing.now)
    record_return(owing.ids["ben"], transfer_id=first, now=owing.now)
    with pytest.raises(NoSuchTransfer):
        record_return(owing.ids["ben"], transfer_id=first, now=owing.now)
    assert held("assets:bank") == 0


def test_what_is_to_go_back_goes_with_the_run(owing):
    books(owing, Entry("8.00", name="Łukasz Żółć"))
    send_back(owing.ids["ben"], line_id=waits(owing)[0].id, now=owing.now)
    run = filed(owing)
    back = shown(owing, run).transfers[-1]
    assert (back.person, back.name, back.cents) == (None, "Lukasz Zolc", 800)
    confirm_run(owing.ids["ben"], run_id=run, now=owing.now)
    assert held("liabilities:to-send-back") == 0
    with pytest.raises(NobodyToPay):
        make_run(owing.ids["ben"], now=owing.now)


def test_elsewhere_a_table_is_paid_from_and_marked(coop):
    coop.decide(
        SetParameter("treasury.currency", "JPY"),
        SetParameter("payments.account", "1234567"),
        SetParameter("payments.payout_every_days", 0),
    )
    set_bank_details(coop.ids["caro"], iban="7654321", name="=Caro", now=coop.now)
    owes(coop, "caro", cents=6_500, currency="JPY")
    run = filed(coop)
    file = file_of(coop, run)
    assert not shown(coop, run).is_sepa
    [_titles, row] = list(csv.reader(io.StringIO(file.content.decode())))
    assert (row[0], row[1], row[3], row[4]) == ("Caro", "7654321", "6500", "JPY")
    confirm_run(coop.ids["ben"], run_id=run, now=coop.now)
    assert left(coop, "caro") == 0


def test_bank_details_are_seen_by_herself_and_treasurers_and_go_with_her(owing):
    caro = owing.ids["caro"]
    assert queries.bank_details(Viewer(owing.ids["ben"]), caro, now=owing.now)
    for viewer in (ANYONE, Viewer(owing.ids["ada"])):
        with pytest.raises(Refusal):
            queries.bank_details(viewer, caro, now=owing.now)
    run = filed(owing)
    confirm_run(owing.ids["ben"], run_id=run, now=owing.now)
    assert personal_data.export_of(caro)["bank_details"] == {"iban": CAROS, "name": "Caro"}
    assert personal_data.export_of(caro)["payouts"][0]["iban"] == CAROS
    personal_data.erase(caro, owing.now)
    kept = personal_data.export_of(caro)
    assert kept["bank_details"] is None
    assert kept["payouts"][0]["iban"] == ""


def test_runs_are_for_treasurers_and_approvers(owing):
    run = made(owing)
    assert shown(owing, run, "ada").may_approve
    with pytest.raises(Refusal, match="mandate"):
        make_run(owing.ids["caro"], now=owing.now)
    with pytest.raises(Refusal, match="mandate"):
        approve_run(owing.ids["caro"], run_id=run, now=owing.now)
    treasurers_acts: list[Any] = [call_off_run, file_run, mark_sent, confirm_run]
    for act in treasurers_acts:
        with pytest.raises(Refusal, match="mandate"):
            act(owing.ids["ada"], run_id=run, now=owing.now)
    transfer = shown(owing, run).transfers[0].id
    on_transfers: list[Any] = [confirm_transfer, drop_transfer, record_return]
    for act in on_transfers:
        with pytest.raises(Refusal, match="mandate"):
            act(owing.ids["ada"], transfer_id=transfer, now=owing.now)
        with pytest.raises(NoSuchTransfer):
            act(owing.ids["ben"], transfer_id=1, now=owing.now)
    for viewer in (ANYONE, Viewer(owing.ids["caro"])):
        with pytest.raises(Refusal):
            queries.payout_run(viewer, run, now=owing.now)
        with pytest.raises(Refusal):
            queries.payout_runs(viewer, now=owing.now)
    assert [each.id for each in queries.payout_runs(Viewer(owing.ids["ada"]), now=owing.now)] == [run]


def test_without_an_account_of_ours_no_run_is_made(coop):
    owes(coop, "caro", cents=6_500)
    with pytest.raises(NoAccountYet):
        make_run(coop.ids["ben"], now=coop.now)
