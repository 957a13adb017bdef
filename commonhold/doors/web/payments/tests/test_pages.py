"""Payments on pages: what is refused says so, others don't see what isn't theirs, webhooks are signed."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.payments import queries
from commonhold.civic.payments.actions.details import set_bank_details
from commonhold.civic.payments.tests.files import CAROS, OURS, Entry, camt
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.clock.actions import advance
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.queries import Viewer
from tests.begun import Begun
from tests.cast import PASSWORD

DESK = (
    "/money/desk",
    "/money/desk/statements",
    "/money/desk/unassigned",
    "/money/desk/runs",
    "/money/desk/returned",
    "/money/desk/cards",
)


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    return begun(_founded)


def _founded() -> dict[str, int]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=datetime.now(UTC),
    )
    assert enact(
        [SetParameter("payments.account", OURS)], reference="test:1", rule=UNANIMOUS, now=clock.now()
    ).done
    return dict(zip(names, made, strict=True))


def signed_in(people: dict[str, int], name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=people[name]))
    return client


@pytest.fixture
def ben(people: dict[str, int]) -> Client:
    return signed_in(people, "ben")


def brings(client: Client, content: bytes, name: str = "may.xml"):
    return client.post("/money/desk/statements", {"file": SimpleUploadedFile(name, content)})


def test_the_desk_is_the_treasurers(people, ben):
    caro = signed_in(people, "caro")
    for path in DESK:
        assert ben.get(path).status_code == 200, path
        # Whoever approves runs reads them too.
        assert (caro.get(path).status_code in {400, 403}) is (path != "/money/desk/runs"), path
        assert Client().get(path).status_code == 302, path


def test_a_statement_is_looked_at_booked_and_assigned(ben):
    answer = brings(ben, camt([Entry("25.00", name="Gus & Co <b>")], balances=("0.00", "25.00")))
    assert answer.status_code == 303
    page = ben.get(answer["Location"]).content.decode()
    assert "Gus &amp; Co &lt;b&gt;" in page
    assert "Bank and books agree" in page
    ben.post(f"{answer['Location']}/answer", {"do": "book"})
    waiting = ben.get("/money/desk/unassigned")
    [line] = waiting.context["lines"]
    refused = ben.post(f"/money/desk/unassigned/{line.id}", {"do": "fee"})
    assert refused.status_code == 400
    assert ben.post(f"/money/desk/unassigned/{line.id}", {"do": "gift"}).status_code == 303
    assert "All is assigned" in ben.get("/money/desk/unassigned").content.decode()
    assert "Gus &amp; Co" in ben.get(answer["Location"]).content.decode()
    advance(by=timedelta(days=2))
    later = ben.get(answer["Location"]).content.decode()
    assert "Why do you look?" in later
    assert "Gus &amp; Co" not in later


def test_what_waits_longer_than_a_day_is_shown_for_a_reason_that_whose_account_it_is_reads(people, ben):
    set_bank_details(people["caro"], iban=CAROS, name="Caro Holt", now=clock.now())
    brought = brings(ben, camt([Entry("25.00", name="Caro Holt", iban=CAROS)], balances=("0.00", "25.00")))
    ben.post(f"{brought['Location']}/answer", {"do": "book"})
    [line] = ben.get("/money/desk/unassigned").context["lines"]
    assert line.people_ids == {people["caro"]}
    advance(by=timedelta(days=2))
    asked = ben.get("/money/desk/unassigned")
    assert "Why do you look?" in asked.content.decode()
    assert "Caro Holt" not in asked.content.decode()
    refused = ben.post(f"/money/desk/unassigned/{line.id}", {"do": "fee"}).content.decode()
    assert "Why do you look?" in refused
    assert "Caro Holt" not in refused
    said = {"asked": asked.context["asked"], "why": "duty", "words": "Sorting out the month's payments"}
    led = ben.post("/me/looked/why", said)
    assert led["Location"] == "/money/desk/unassigned"
    assert "Caro Holt" in ben.get("/money/desk/unassigned").content.decode()
    hers = signed_in(people, "caro").get("/me/looked").content.decode()
    assert "Sorting out the month" in hers


@pytest.mark.parametrize(
    "content", [b"", b"<x/>", b"nonsense", camt([Entry("1.00")], iban="GB29NWBK60161331926819")]
)
def test_a_file_that_is_refused_says_why(ben, content):
    answer = brings(ben, content)
    assert answer.status_code == 400
    assert "Nothing was kept" in answer.content.decode()


def test_fifty_megabytes_are_refused_before_they_are_read(ben):
    answer = brings(ben, b"<" * 50_000_000)
    assert answer.status_code == 400
    assert "too long" in answer.content.decode()


def test_a_run_without_payees_is_refused_in_words(ben):
    answer = ben.post("/money/desk/runs")
    assert answer.status_code == 400
    assert "There is nobody to pay now" in answer.content.decode()
    assert ben.get("/money/desk/runs/1").status_code == 404
    assert ben.get("/money/desk/runs/1/file").status_code == 404


def test_one_reads_how_to_pay_and_nothing_of_cards_where_none_are_taken(people):
    caro = signed_in(people, "caro")
    page = caro.get("/money/mine").content.decode()
    reference = queries.my_payments(Viewer(people["caro"])).dues_reference_words
    assert reference in page
    assert "card" not in page.partition("<main")[2].partition("</main")[0].replace('class="card', "").lower()
    assert caro.post("/money/pay").status_code == 404
    assert Client().post("/money/card/said", b"{}", content_type="application/json").status_code == 404


def webhook(payload: bytes, signature: str = ""):
    headers = {"Stripe-Signature": signature}
    return Client().post("/money/card/said", payload, content_type="application/json", headers=headers)


def test_a_webhook_books_once_and_only_what_is_signed(people, settings):
    settings.CARD_PROCESSOR = {"key": "sk_test_12345", "secret": "whsec_x", "api": "http://127.0.0.1:9"}
    caro = signed_in(people, "caro")
    assert "Pay my dues by card" in caro.get("/money/mine").content.decode()
    begun = caro.post("/money/pay")
    payment = begun["Location"].rpartition("/")[2]
    silent = caro.get(begun["Location"])
    assert silent.status_code == 503
    assert "Nothing was paid" in silent.content.decode()
    thing = {"id": "pi_1", "amount": 500, "currency": "eur", "metadata": {"payment": payment}}
    payload = json.dumps(
        {"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": thing}}
    ).encode()
    at = int(time.time())
    mark = hmac.new(b"whsec_x", f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    assert webhook(payload).status_code == 400
    for _again in range(2):
        assert webhook(payload, f"t={at},v1={mark}").status_code == 204
    assert "It is paid" in caro.get(begun["Location"]).content.decode()
    [found_payment] = queries.card_payments(Viewer(people["ben"]), now=clock.now())
    assert found_payment.paid == 500


def test_a_receipt_is_downloaded(people, ben):
    caro = signed_in(people, "caro")
    charge = ben.get("/money/desk").context["owed"]
    hers = next(each for each in charge if each.person.id == people["caro"])
    ben.post("/money/desk/dues", {"charge": hers.charge_id})
    made = caro.post("/money/mine/receipts", {"subject": f"charge:{hers.charge_id}"})
    answer = caro.get(made["Location"])
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert ben.get(made["Location"]).status_code == 404


def test_bank_details_are_kept_and_forgotten(people):
    caro = signed_in(people, "caro")
    wrong = caro.post("/money/mine/bank", {"iban": "GB29NWBK60161331926818", "name": "Caro"})
    assert wrong.status_code == 400
    assert (
        caro.post("/money/mine/bank", {"iban": "GB29NWBK60161331926819", "name": "Çaro"}).status_code == 303
    )
    assert "GB29 NWBK" in caro.get("/money/mine").content.decode()
    caro.post("/money/mine/bank", {"do": "forget"})
    assert "GB29 NWBK" not in caro.get("/money/mine").content.decode()
