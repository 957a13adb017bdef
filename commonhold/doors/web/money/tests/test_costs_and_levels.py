"""Receipts, costs that come back and what one gives, on their pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import SetParameter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import PASSWORD

_PDF = b"%PDF-1.4\nhello"


@pytest.fixture
def people(begun: Begun) -> dict[str, Client]:
    """Ada, Ben and Caro founded; each may choose what to give."""
    return begun(_founded)


def _founded() -> dict[str, Client]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=datetime.now(UTC),
    )
    floor = SetParameter("treasury.dues_floor_cents", 200)
    assert enact([floor], reference="test:1", rule=UNANIMOUS, now=clock.now()).done
    clients = {}
    for name, person_id in zip(names, made, strict=True):
        clients[name] = Client()
        clients[name].force_login(get_user_model().objects.get(people=person_id))
    return clients


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_receipt_lies_beside_a_bill_and_is_served_to_members_alone(people):
    ben = people["ben"]
    sent = {"what": "Tea", "payee": "Stall", "amount": "4.00", "account": "expenses:running"}
    bill = ben.post("/money/bills/new", sent)["Location"]
    assert ben.post(f"{bill}/files", {"file": SimpleUploadedFile("a.pdf", _PDF)}).status_code == 303
    assert ben.post(f"{bill}/files", {"file": SimpleUploadedFile("a.exe", b"MZ")}).status_code == 400
    assert ben.post(f"{bill}/files").status_code == 400
    told = page(people["caro"], bill)
    assert "Receipt 1 (PDF, 1 KB)" in told
    path = "/money/bills/files/" + told.partition("/money/bills/files/")[2].partition('"')[0]
    got = people["caro"].get(path)
    assert (got.content, got["Content-Type"]) == (_PDF, "application/pdf")
    assert "no-store" in got["Cache-Control"]
    assert Client().get(path).status_code == 302


def test_a_cost_that_comes_back_is_asked_approved_and_ended(people):
    ben, ada = people["ben"], people["ada"]
    sent = {"what": "Server", "payee": "Host", "amount": "9.00", "account": "expenses:hosting"}
    path = "/money/costs/recurring"
    assert ben.post(path, sent | {"last_month": "1999-01"}).status_code == 400
    assert ben.post(path, sent | {"amount": "0.001"}).status_code == 400
    assert ben.post(path, sent).status_code == 303
    number = page(ada, path).partition('id="standing-')[2].partition('"')[0]
    assert ada.post(f"{path}/{number}", {"do": "approve"}).status_code == 303
    assert ada.post(f"{path}/{number}", {"do": "approve"}).status_code == 400
    assert "Server, " in page(ada, "/money/bills")
    assert ben.post(f"{path}/{number}", {"do": "end"}).status_code == 303
    assert "Ended by" in page(ben, path)
    assert ben.post(f"{path}/1", {"do": "end"}).status_code == 404


def test_a_member_chooses_what_she_gives(people):
    caro = people["caro"]
    assert "from €2.00 a month on" in page(caro, "/money/mine")
    assert caro.post("/money/mine", {"amount": "1.50", "months": "1"}).status_code == 400
    assert caro.post("/money/mine", {"amount": "3.00", "months": "12"}).status_code == 303
    assert "€36.00" in page(caro, "/money/mine")
