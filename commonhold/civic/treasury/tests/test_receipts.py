"""Files beside bills: what they may be, who lays them there, and who reads them."""

from __future__ import annotations

import pytest

from commonhold.civic.treasury import queries, receipts
from commonhold.civic.treasury.actions.attaching import attach_file
from commonhold.civic.treasury.actions.bills import approve_bill, decline_bill, hand_in_bill, pay_bill
from commonhold.civic.treasury.refusals import (
    BillIsOver,
    FileNotAllowed,
    FilesEnough,
    MembersOnly,
    NoSuchBill,
    NoSuchFile,
    NotYourBill,
)
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person

PDF = b"%PDF-1.4\nhello"


@pytest.fixture
def bill(coop, settings, tmp_path) -> int:
    settings.DATA_DIR = tmp_path
    return hand_in_bill(coop.ids["finn"], cents=500, what="Tea", payee="Stall", now=coop.now)


def test_a_member_lays_a_receipt_beside_her_bill_and_members_read_it(coop, bill):
    made = attach_file(coop.ids["finn"], bill_id=bill, data=PDF, now=coop.now)
    shown = queries.bill(Viewer(coop.ids["caro"]), bill, now=coop.now)
    assert [(each.id, each.ending, each.kilobytes) for each in shown.files] == [(made, "pdf", 1)]
    kind, name, data = queries.bill_file(Viewer(coop.ids["caro"]), made)
    assert (kind, name, data) == ("application/pdf", f"bill-{bill}-{made}.pdf", PDF)
    for viewer in (ANYONE, Viewer(make_person("gus"))):
        with pytest.raises(NoSuchFile):
            queries.bill_file(viewer, made)


def test_a_receipt_comes_late_but_not_beside_what_was_declined(coop, bill):
    for name in ("ada", "ben"):
        approve_bill(coop.ids[name], bill_id=bill, now=coop.now)
    pay_bill(coop.ids["ben"], bill_id=bill, now=coop.now)
    attach_file(coop.ids["finn"], bill_id=bill, data=PDF, now=coop.now)
    other = hand_in_bill(coop.ids["finn"], cents=500, what="Tea", payee="Stall", now=coop.now)
    decline_bill(coop.ids["ada"], bill_id=other, reason="Twice", now=coop.now)
    with pytest.raises(BillIsOver):
        attach_file(coop.ids["finn"], bill_id=other, data=PDF, now=coop.now)


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"<html>", b"RIFF....AVI ", PDF + b" " * (8 * 2**20)])
def test_what_is_no_receipt_is_not_kept(coop, bill, data):
    with pytest.raises(FileNotAllowed):
        attach_file(coop.ids["finn"], bill_id=bill, data=data, now=coop.now)


def test_files_are_ones_own_bills_and_few(coop, bill):
    with pytest.raises(NotYourBill):
        attach_file(coop.ids["caro"], bill_id=bill, data=PDF, now=coop.now)
    with pytest.raises(NoSuchBill):
        attach_file(coop.ids["finn"], bill_id=1, data=PDF, now=coop.now)
    with pytest.raises(MembersOnly):
        attach_file(make_person("gus"), bill_id=bill, data=PDF, now=coop.now)
    for _each in range(receipts.MOST_FILES):
        attach_file(coop.ids["finn"], bill_id=bill, data=PDF, now=coop.now)
    with pytest.raises(FilesEnough):
        attach_file(coop.ids["finn"], bill_id=bill, data=PDF, now=coop.now)
