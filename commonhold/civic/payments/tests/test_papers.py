"""Receipts and yearly statements: numbered without gaps, the same each time, and silent about the fund."""

from __future__ import annotations

import threading
import zlib

import pytest
from django.db import connection

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.payments import queries
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.payments.actions.receipts import issue_receipt
from commonhold.civic.payments.models import Paper
from commonhold.civic.payments.refusals import NoSuchPayment
from commonhold.civic.payments.tests.conftest import expects, owes, prepare
from commonhold.civic.treasury.tests.conftest import FOUNDERS, build
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer


def paid(coop, name):
    return queries.what_i_paid(Viewer(coop.ids[name]))


def issues(coop, name, at=0):
    return issue_receipt(coop.ids[name], subject=paid(coop, name)[at].subject, now=coop.now)


def drawn(pdf):
    """What its pages draw, out of their compressed streams."""
    pieces = pdf.content.split(b"stream\n")[1::2]
    texts = []
    for each in pieces:
        try:
            texts.append(zlib.decompress(each.rpartition(b"\nend")[0]))
        except zlib.error:
            continue
    return b"".join(texts).decode("latin-1")


def test_what_was_paid_has_a_receipt_with_the_next_number_of_the_year(coop):
    coop.decide(
        SetParameter("texts.imprint", "Lantern Yard eG, Yard Lane 1"), SetParameter("co_op.name", "Łąka eG")
    )
    expects(coop, "caro")
    [line] = queries.my_payments(Viewer(coop.ids["caro"])).expected
    record_arrival(coop.ids["ben"], expected_id=line.id, now=coop.now)
    coop.pay("caro")
    coop.pay("ada")
    assert {each.words for each in paid(coop, "caro")} == {"A share", "Dues for May 2026"}
    made = [issues(coop, "caro"), issues(coop, "ada"), issues(coop, "caro", 1)]
    assert issues(coop, "caro") == made[0]
    assert list(Paper.objects.order_by("id").values_list("year", "number")) == [
        (2026, 1),
        (2026, 2),
        (2026, 3),
    ]
    pdf = queries.receipt_pdf(Viewer(coop.ids["caro"]), made[0])
    assert pdf.name == "receipt-2026-00001.pdf"
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content == queries.receipt_pdf(Viewer(coop.ids["caro"]), made[0]).content
    text = drawn(pdf)
    for words in ("Laka eG", "Receipt 2026-00001", "Yard Lane 1", "EUR"):
        assert words in text
    coop.wait(days=300)
    coop.pay("ada")
    assert Paper.objects.get(id=issues(coop, "ada")).number == 1


def test_whom_the_fund_carries_has_no_receipt_and_no_word_of_it(coop):
    coop.waive("caro")
    assert paid(coop, "caro") == paid(coop, "finn") == []


def test_nobody_gets_a_receipt_for_what_others_paid_or_nobody_did(coop):
    coop.pay("ada")
    [theirs] = paid(coop, "ada")
    for subject in (theirs.subject, "charge:1", ""):
        with pytest.raises(NoSuchPayment):
            issue_receipt(coop.ids["caro"], subject=subject, now=coop.now)
    made = issues(coop, "ada")
    for viewer in (ANYONE, Viewer(coop.ids["caro"])):
        with pytest.raises(NoSuchPayment):
            queries.receipt_pdf(viewer, made)
    assert queries.what_i_paid(ANYONE) == []


def test_a_year_shows_what_one_was_paid_and_its_sum(coop):
    owes(coop, "caro", cents=1_200)
    found = queries.paid_in_year(Viewer(coop.ids["caro"]), coop.ids["caro"], 2026, now=coop.now)
    assert ([each.cents for each in found.parts], found.sums) == ([500], [("EUR", 500)])
    pdf = queries.year_pdf(Viewer(coop.ids["ben"]), coop.ids["caro"], 2026, now=coop.now)
    assert "Paid to you in 2026" in drawn(pdf)
    assert not queries.paid_in_year(Viewer(coop.ids["caro"]), coop.ids["caro"], 2025, now=coop.now).parts
    with pytest.raises(Refusal):
        queries.year_pdf(Viewer(coop.ids["finn"]), coop.ids["caro"], 2026, now=coop.now)


@pytest.mark.both_databases
def test_receipts_issued_at_once_leave_no_gap(committing_db):
    coop = prepare(build(FOUNDERS))
    for name in FOUNDERS:
        coop.pay(name)
    subjects = {coop.ids[name]: paid(coop, name)[0].subject for name in FOUNDERS}

    def issue(person_id):
        try:
            issue_receipt(person_id, subject=subjects[person_id], now=coop.now)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=[each], daemon=True) for each in subjects]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
