"""Card payments: begun, paid at the processor, booked when it says so, given back, disputed; each once."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import replace
from typing import Any

import pytest

from commonhold.civic.payments import processors, queries
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.payments.actions.cards import (
    begin_card_payment,
    book_card_event,
    book_card_fee,
    refund_card_payment,
)
from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.models import CardPayment
from commonhold.civic.payments.news import ArrivalUndone, MoneyArrived
from commonhold.civic.payments.refusals import (
    NoProcessor,
    NoSuchPayment,
    NothingToPay,
    NothingToRefund,
    NotSigned,
)
from commonhold.civic.payments.tests.conftest import SHARES, expects
from commonhold.civic.payments.tests.test_statements import held
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import Viewer

CARD, FEES, DISPUTED = "assets:card-processor", "expenses:payment-fees", "assets:disputed"
SECRET = "whsec_secret"


@pytest.fixture
def carded(coop, settings):
    settings.CARD_PROCESSOR = {"key": "sk_test_12345", "secret": SECRET, "api": "http://127.0.0.1:9"}
    return coop


def begins(coop, name="caro", expected=None):
    return begin_card_payment(coop.ids[name], expected_id=expected, now=coop.now)


def said(payment: int, kind: str = "paid", cents: int = 500, **changes: Any) -> Event:
    event = Event(
        f"evt_{kind}_{payment}_{cents}", kind, payment, f"pi_{payment}", f"{kind}:{cents}", cents, "EUR"
    )
    return replace(event, **changes)


def pays(coop, expected=None, cents=500):
    made = begins(coop, expected=expected)
    book_card_event(said(made, cents=cents), now=coop.now)
    return made


def expected_of(coop, name="caro"):
    return queries.my_payments(Viewer(coop.ids[name])).expected[0].id


def test_without_a_processor_nothing_is_begun(coop, settings):
    settings.CARD_PROCESSOR = {"key": "", "secret": "", "api": ""}
    assert not queries.takes_cards()
    with pytest.raises(NoProcessor):
        begins(coop)


def test_dues_are_paid_and_the_fee_is_booked_once(carded):
    made = pays(carded)
    assert carded.my_dues("caro").owed_cents == 0
    for _again in range(2):
        book_card_fee(payment_id=made, cents=33, now=carded.now)
    assert (held(CARD), held(FEES), held("income:dues")) == (467, 33, -500)
    [shown] = queries.card_payments(Viewer(carded.ids["ben"]), now=carded.now)
    assert (shown.paid, shown.fee, shown.may_be_refunded) == (500, 33, 500)


def test_what_was_expected_arrives_by_card(carded, told):
    expects(carded, "caro")
    pays(carded, expected_of(carded), cents=2_500)
    assert (held(CARD), held(SHARES)) == (2_500, -2_500)
    assert [each.cents for each in told if isinstance(each, MoneyArrived)] == [2_500]


def test_the_same_said_again_is_booked_once(carded):
    made = pays(carded)
    book_card_event(said(made), now=carded.now)
    book_card_event(said(made, id="evt_other"), now=carded.now)
    assert held(CARD) == 500
    assert ledger.check().ok


def test_what_is_of_nobody_or_in_another_currency_changes_nothing(carded):
    made = begins(carded)
    book_card_event(said(1), now=carded.now)
    book_card_event(said(made, currency="USD"), now=carded.now)
    book_card_event(said(made, kind="other", id="evt_o"), now=carded.now)
    assert held(CARD) == 0


def test_what_came_by_bank_meanwhile_is_owed_back(carded):
    expects(carded, "caro")
    expected = expected_of(carded)
    made = begins(carded, expected=expected)
    record_arrival(carded.ids["ben"], expected_id=expected, now=carded.now)
    book_card_event(said(made, cents=2_500), now=carded.now)
    assert held(SHARES) == -2_500
    [line] = queries.my_payments(Viewer(carded.ids["caro"])).owed
    assert (line.kind, line.left) == ("payments.paid-twice", 2_000)  # her dues took 500 of it


def test_nobody_pays_for_others_or_nothing(carded):
    expects(carded, "caro")
    with pytest.raises(NothingToPay):
        begins(carded, "ada", expected=expected_of(carded))
    carded.pay("ada")
    with pytest.raises(NothingToPay):
        begins(carded, "ada")
    made = begins(carded)
    with pytest.raises(NoSuchPayment):
        queries.card_payment(Viewer(carded.ids["ada"]), made)


def test_refunds_come_in_parts_and_each_is_booked_once_even_after_the_month_is_closed(carded, told):
    expects(carded, "caro")
    made = pays(carded, expected_of(carded), cents=2_500)
    carded.wait(days=40)
    month = ledger.head(until=carded.now)
    for back in (1_000, 1_000, 2_500):
        book_card_event(said(made, "refunded", back, payment_id=None, id=f"evt_{back}"), now=carded.now)
    assert (held(CARD), held(SHARES)) == (0, 0)
    assert [each.cents for each in told if isinstance(each, ArrivalUndone)] == [1_000, 1_500]
    # It stands on the day on which it happened; what was closed is as it was.
    assert all(each.at == carded.now for each in ledger.entries(limit=2))
    assert ledger.head(until=carded.now).count == month.count + 2


def test_a_treasurer_gives_back_no_more_than_was_paid(carded):
    made = pays(carded)
    with pytest.raises(Refusal, match="mandate"):
        refund_card_payment(carded.ids["ada"], payment_id=made, cents=1, now=carded.now)
    with pytest.raises(NoSuchPayment):
        refund_card_payment(carded.ids["ben"], payment_id=1, cents=1, now=carded.now)
    refund_card_payment(carded.ids["ben"], payment_id=made, cents=300, now=carded.now)
    for cents in (0, 201):
        with pytest.raises(NothingToRefund):
            refund_card_payment(carded.ids["ben"], payment_id=made, cents=cents, now=carded.now)
    assert held(CARD) == 500  # until the processor says so


def test_a_dispute_that_is_won_leaves_everything(carded):
    made = pays(carded)
    book_card_event(said(made, "disputed"), now=carded.now)
    assert (held(CARD), held(DISPUTED)) == (0, 500)
    with pytest.raises(NothingToRefund):
        refund_card_payment(carded.ids["ben"], payment_id=made, cents=1, now=carded.now)
    book_card_event(said(made, "won"), now=carded.now)
    assert (held(CARD), held(DISPUTED), held("income:dues")) == (500, 0, -500)


def test_dues_that_a_dispute_took_are_asked_for_again(carded):
    made = pays(carded)
    for kind in ("disputed", "lost"):
        book_card_event(said(made, kind), now=carded.now)
    assert (held(CARD), held(DISPUTED), held("income:dues")) == (0, 0, 0)
    [line] = queries.my_payments(Viewer(carded.ids["caro"])).expected
    assert (line.kind, line.cents) == ("payments.disputed", 500)
    book_card_event(said(made, "lost", id="evt_more", key="lost:again"), now=carded.now)
    assert held("income:dues") == 0


def test_only_treasurers_see_all_card_payments(carded):
    pays(carded)
    with pytest.raises(Refusal):
        queries.card_payments(Viewer(carded.ids["caro"]), now=carded.now)
    assert CardPayment.objects.count() == 1


def signed(payload: bytes, *, secret: str = SECRET, age: int = 0) -> str:
    at = int(time.time()) - age
    mark = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


def event_text(kind: str = "payment_intent.succeeded", **what: Any) -> bytes:
    thing = {"id": "pi_1", "amount": 500, "currency": "eur", "metadata": {"payment": "7"}, **what}
    return json.dumps({"id": "evt_1", "type": kind, "data": {"object": thing}}).encode()


def test_what_is_signed_is_read(carded):
    payload = event_text()
    event = processors.processor().event(payload, signed(payload))
    assert event == Event("evt_1", "paid", 7, "pi_1", "paid:pi_1", 500, "EUR")


def test_a_second_webhook_has_a_secret_of_its_own_and_no_secret_is_none(carded, settings):
    payload = event_text()
    settings.CARD_PROCESSOR = {**settings.CARD_PROCESSOR, "secret": f"{SECRET}, whsec_connected,"}
    assert processors.processor().event(payload, signed(payload, secret="whsec_connected")).id == "evt_1"
    with pytest.raises(NotSigned):
        processors.processor().event(payload, signed(payload, secret=""))


def test_what_a_connected_account_says_is_told_apart_and_trying_it_out_is_no_payment(carded, settings):
    payload = json.dumps({**json.loads(event_text(application_fee_amount=50)), "account": "acct_1"}).encode()
    event = processors.processor().event(payload, signed(payload))
    assert (event.kind, event.account, event.ours) == ("paid", "acct_1", 50)
    settings.CARD_PROCESSOR = {**settings.CARD_PROCESSOR, "key": "sk_live_12345"}
    assert processors.processor().event(payload, signed(payload)).kind == "other"


@pytest.mark.parametrize(
    ("kind", "what", "expected"),
    [
        ("charge.refunded", {"amount_refunded": 200, "payment_intent": "pi_9"}, ("refunded", "pi_9", 200)),
        ("charge.dispute.created", {"payment_intent": "pi_9"}, ("disputed", "pi_9", 500)),
        ("charge.dispute.closed", {"payment_intent": "pi_9", "status": "lost"}, ("lost", "pi_9", 500)),
        ("charge.dispute.closed", {"payment_intent": "pi_9", "status": "won"}, ("won", "pi_9", 500)),
        ("customer.created", {}, ("other", "", 0)),
    ],
)
def test_each_kind_of_event_is_put_into_our_words(carded, kind, what, expected):
    payload = event_text(kind, **what)
    event = processors.processor().event(payload, signed(payload))
    assert (event.kind, event.intent, event.cents) == expected


@pytest.mark.parametrize(
    ("payload", "sign"),
    [
        (event_text(), lambda _payload: ""),
        (event_text(), lambda _payload: "t=1,v1=00"),
        (event_text(), lambda payload: signed(payload, secret="another")),
        (event_text(), lambda payload: signed(payload, age=3_600)),
        (event_text(amount=5), lambda _payload: signed(event_text())),
        (b"no json", signed),
        (b"{}", signed),
        (b"\xff", signed),
    ],
    ids=["bare", "made up", "another secret", "old", "another amount", "no json", "nothing", "no text"],
)
def test_what_is_forged_old_or_broken_is_refused(carded, payload, sign):
    with pytest.raises(NotSigned):
        processors.processor().event(payload, sign(payload))
