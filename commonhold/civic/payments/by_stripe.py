"""Stripe's API as our card processor."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.refusals import NotSigned, ProcessorSilent

if TYPE_CHECKING:
    from stripe import StripeClient

#: Seconds that a signature may be old: longer ago, it may be somebody who kept it.
TOLERANCE = 300


@dataclass(frozen=True)
class Stripe:
    """With our account's `key`, the webhook's `secret`, and `api` where it isn't at its own address.

    A second webhook, for accounts connected to ours, has a secret of its own, after a comma.
    """

    key: str
    secret: str
    api: str = ""

    def page_to_pay(self, *, payment_id: int, cents: int, currency: str, words: str, back_to: str) -> str:
        price = {"currency": currency.lower(), "unit_amount": cents, "product_data": {"name": words}}
        said = {"payment": str(payment_id)}
        asked: Any = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "payment_intent_data": {"metadata": said},
            "metadata": said,
            "success_url": f"{back_to}?paid=1",
            "cancel_url": back_to,
        }
        made: Any = self._ask(
            lambda client: client.v1.checkout.sessions.create(
                asked, {"idempotency_key": f"checkout-{payment_id}"}
            )
        )
        return str(made.url)

    def page_to_pay_somebody(
        self, *, payment_id: int, account: str, cents: int, ours: int, currency: str, words: str, back_to: str
    ) -> str:
        """A direct charge: the seller is whoever is paid, bears Stripe's fee, and is asked about refunds."""
        price = {"currency": currency.lower(), "unit_amount": cents, "product_data": {"name": words}}
        said = {"payment": str(payment_id)}
        asked: Any = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "payment_intent_data": {
                "metadata": said,
                **({"application_fee_amount": ours} if ours else {}),
            },
            "metadata": said,
            "success_url": f"{back_to}?paid=1",
            "cancel_url": back_to,
        }
        options: Any = {"idempotency_key": f"split-{payment_id}", "stripe_account": account}
        made: Any = self._ask(lambda client: client.v1.checkout.sessions.create(asked, options))
        return str(made.url)

    def account_for(self, *, person_id: int) -> str:
        asked: Any = {"type": "standard", "metadata": {"person": str(person_id)}}
        options: Any = {"idempotency_key": f"account-{person_id}"}
        made: Any = self._ask(lambda client: client.v1.accounts.create(asked, options))
        return str(made.id)

    def page_to_connect(self, *, account: str, back_to: str) -> str:
        asked: Any = {
            "account": account,
            "type": "account_onboarding",
            "refresh_url": back_to,
            "return_url": back_to,
        }
        made: Any = self._ask(lambda client: client.v1.account_links.create(asked))
        return str(made.url)

    def is_ready(self, *, account: str) -> bool:
        found: Any = self._ask(lambda client: client.v1.accounts.retrieve(account))
        return bool(found.charges_enabled)

    def refund(self, *, refund_id: int, intent: str, cents: int) -> None:
        self._ask(
            lambda client: client.v1.refunds.create(
                {"payment_intent": intent, "amount": cents}, {"idempotency_key": f"refund-{refund_id}"}
            )
        )

    def fee_of(self, intent: str) -> int | None:
        found: Any = self._ask(
            lambda client: client.v1.payment_intents.retrieve(
                intent, {"expand": ["latest_charge.balance_transaction"]}
            )
        )
        charge = getattr(found, "latest_charge", None)
        moved = getattr(charge, "balance_transaction", None)
        if isinstance(moved, str):
            moved = self._ask(lambda client: client.v1.balance_transactions.retrieve(moved))
        return None if moved is None else int(moved.fee)

    def event(self, payload: bytes, signature: str) -> Event:
        from stripe import SignatureVerificationError, WebhookSignature  # noqa: PLC0415 - few co-ops take cards

        for secret in filter(None, map(str.strip, self.secret.split(","))):
            try:
                WebhookSignature.verify_header(payload.decode(), signature, secret, TOLERANCE)
                said = json.loads(payload)
                return self._heard(said)
            except (SignatureVerificationError, ValueError, KeyError, TypeError):
                continue
        raise NotSigned

    def _heard(self, said: dict[str, Any]) -> Event:
        """What a connected account only tries out is told to the same address, and moves no money."""
        account, is_live = str(said.get("account") or ""), bool(said.get("livemode"))
        moved = not account or is_live is ("_live_" in self.key)
        kind = str(said["type"]) if moved else "other"
        return replace(_event(str(said["id"]), kind, said["data"]["object"]), account=account)

    def _ask(self, asked: Any) -> Any:
        from stripe import StripeClient, StripeError  # noqa: PLC0415 - as above

        addresses: Any = {"api": self.api} if self.api else {}
        client: StripeClient = StripeClient(self.key, base_addresses=addresses, max_network_retries=2)
        try:
            return asked(client)
        except StripeError as error:
            raise ProcessorSilent from error


def _event(event_id: str, kind: str, what: dict[str, Any]) -> Event:
    """Ours, for what we act on; everything else is noted, and changes nothing."""
    ours = (what.get("metadata") or {}).get("payment")
    facts: dict[str, Any] = {
        "id": event_id,
        "payment_id": int(ours) if ours is not None and str(ours).isdecimal() else None,
        "currency": str(what.get("currency", "")).upper(),
    }
    if kind == "payment_intent.succeeded":
        paid = int(what.get("amount_received") or what["amount"])
        facts["ours"] = int(what.get("application_fee_amount") or 0)
        return Event(kind="paid", intent=what["id"], key=f"paid:{what['id']}", cents=paid, **facts)
    intent = str(what.get("payment_intent") or "")
    if kind == "charge.refunded":
        # The sum of all refunds so far: what of it is new is known by who keeps the books.
        back = int(what["amount_refunded"])
        return Event(kind="refunded", intent=intent, key=f"refunded:{what['id']}:{back}", cents=back, **facts)
    if kind in {"charge.dispute.created", "charge.dispute.closed"}:
        ended = {"won": "won", "lost": "lost", "warning_closed": "won"}.get(str(what.get("status")), "other")
        ours_of = "disputed" if kind.endswith("created") else ended
        key = f"{ours_of}:{what['id']}"
        return Event(kind=ours_of, intent=intent, key=key, cents=int(what["amount"]), **facts)
    return Event(kind="other", intent="", key=event_id, cents=0, **facts)
