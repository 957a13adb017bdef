"""The processor, as far as a stand-in on loopback goes: paid, told by a signed webhook, given back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from stripe import StripeClient

from commonhold.civic.payments import errands, processors, queries
from commonhold.civic.payments.actions.cards import (
    begin_card_payment,
    book_card_event,
    refund_card_payment,
)
from commonhold.civic.payments.models import CardStep, Refunding
from commonhold.civic.payments.refusals import ProcessorSilent
from commonhold.civic.payments.tests.test_statements import held
from commonhold.social.people.queries import Viewer
from tests.ports import free_port

KEY, SECRET = "sk_test_12345", "whsec_here"
_SERVES = "import sys; from aiohttp import web; from localstripe.server import app; "
_SERVES += "web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]), print=None)"


class Post(dict[str, Any]):
    """A request that came: path, body and headers."""


def listening(answer: dict[str, Any] | None = None) -> tuple[HTTPServer, Queue[Post]]:
    """A server on loopback that puts what it gets into a queue."""
    came: Queue[Post] = Queue()

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.put(Post(path=self.path, body=body, headers=dict(self.headers)))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer or {}).encode())

        def log_message(self, *_args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, came


@pytest.fixture
def stripe_at() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", _SERVES, str(port)])  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    client = httpx.Client(transport=httpx.HTTPTransport(retries=8))
    try:
        for _attempt in range(200):
            try:
                client.get(address, timeout=5)
                break
            except httpx.TransportError:
                assert process.poll() is None
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_card_payment_is_told_by_a_signed_webhook_and_booked(coop, settings, stripe_at):
    settings.CARD_PROCESSOR = {"key": KEY, "secret": SECRET, "api": stripe_at}
    server, came = listening()
    hook = {"url": f"http://127.0.0.1:{server.server_port}/said", "secret": SECRET}
    httpx.post(f"{stripe_at}/_config/webhooks/ours", json=hook).raise_for_status()
    made = begin_card_payment(coop.ids["caro"], expected_id=None, now=coop.now)
    intent = pays_at(stripe_at, made)

    told = came.get(timeout=30)
    event = processors.processor().event(told["body"], told["headers"]["Stripe-Signature"])
    assert (event.kind, event.payment_id, event.intent, event.cents) == ("paid", made, intent, 500)
    for _again in range(2):
        book_card_event(event, now=coop.now)
    assert coop.my_dues("caro").owed_cents == 0
    assert held("assets:card-processor") == 500

    refund_card_payment(coop.ids["ben"], payment_id=made, cents=200, now=coop.now)
    errands.ask_processor(coop.now)
    errands.ask_processor(coop.now)
    refunds = client(stripe_at).v1.refunds.list({"payment_intent": intent})
    assert [each.amount for each in refunds.data] == [200]
    assert not Refunding.objects.filter(asked_at=None).exists()
    assert CardStep.objects.filter(payment_id=made, kind="fee").count() == 1
    server.shutdown()


def test_the_page_to_pay_is_asked_for_under_our_own_key(coop, settings):
    server, came = listening({"id": "cs_1", "object": "checkout.session", "url": "https://pay.example/cs_1"})
    address = f"http://127.0.0.1:{server.server_port}"
    settings.CARD_PROCESSOR = {"key": KEY, "secret": SECRET, "api": address}
    made = begin_card_payment(coop.ids["caro"], expected_id=None, now=coop.now)
    viewer = Viewer(coop.ids["caro"])
    for _again in range(2):
        assert (
            queries.page_to_pay(viewer, made, public_url="http://coop.example") == "https://pay.example/cs_1"
        )
    asked = [came.get(timeout=30) for _each in range(2)]
    assert {each["path"] for each in asked} == {"/v1/checkout/sessions"}
    assert {each["headers"]["Idempotency-Key"] for each in asked} == {f"checkout-{made}"}
    said = {name: value[0] for name, value in parse_qs(asked[0]["body"].decode()).items()}
    assert said["line_items[0][price_data][unit_amount]"] == "500"
    assert said["payment_intent_data[metadata][payment]"] == str(made)
    assert said["success_url"] == f"http://coop.example/money/pay/{made}?paid=1"
    assert "caro" not in asked[0]["body"].decode().lower()  # it learns nothing of her
    server.shutdown()


def test_a_processor_that_does_not_answer_is_asked_again_later(coop, settings):
    settings.CARD_PROCESSOR = {"key": KEY, "secret": SECRET, "api": f"http://127.0.0.1:{free_port()}"}
    made = begin_card_payment(coop.ids["caro"], expected_id=None, now=coop.now)
    with pytest.raises(ProcessorSilent):
        queries.page_to_pay(Viewer(coop.ids["caro"]), made, public_url="http://coop.example")
    errands.ask_processor(coop.now)


def client(address: str) -> StripeClient:
    return StripeClient(KEY, base_addresses={"api": address})


def pays_at(address: str, payment_id: int) -> str:
    """As the processor's page does it, with a card; returns the intent's id."""
    card: Any = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}
    method = client(address).v1.payment_methods.create({"type": "card", "card": card})
    intent = client(address).v1.payment_intents.create(
        {
            "amount": 500,
            "currency": "eur",
            "payment_method": method.id,
            "confirm": True,
            "metadata": {"payment": str(payment_id)},
        }
    )
    return intent.id
