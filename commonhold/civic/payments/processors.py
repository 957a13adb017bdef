"""Card processors: what one must do for us, and which one is set up. Without one nothing of it shows.

The environment says it: COMMONHOLD_STRIPE_KEY and COMMONHOLD_STRIPE_SECRET (of its webhook), and
COMMONHOLD_STRIPE_API where it isn't at its own address.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings

from commonhold.civic.payments.by_stripe import Stripe
from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.refusals import NoProcessor


class Processor(Protocol):
    """One that takes cards and debits."""

    def page_to_pay(self, *, payment_id: int, cents: int, currency: str, words: str, back_to: str) -> str:
        """The address of its page for this payment; asked again, the same one. Takes its time."""

    def page_to_pay_somebody(
        self, *, payment_id: int, account: str, cents: int, ours: int, currency: str, words: str, back_to: str
    ) -> str:
        """The same for a payment that goes to another's account, less what is ours. Takes its time."""

    def account_for(self, *, person_id: int) -> str:
        """An account of her own; asked again, the same one. Takes its time."""

    def page_to_connect(self, *, account: str, back_to: str) -> str:
        """Where its holder tells the processor who she is and where she is paid. Takes its time."""

    def is_ready(self, *, account: str) -> bool:
        """Can it be paid? Takes its time."""

    def refund(self, *, refund_id: int, intent: str, cents: int) -> None:
        """Give so much back, once however often it is asked. Takes its time."""

    def fee_of(self, intent: str) -> int | None:
        """What it took of a payment, in minor units; None while it doesn't say. Takes its time."""

    def event(self, payload: bytes, signature: str) -> Event:
        """What it sent us. Raises NotSigned unless its signature is right and not old."""


def processor() -> Processor:
    """The one that is set up. Raises NoProcessor."""
    found = _set_up()
    if found is None:
        raise NoProcessor
    return found


def is_set_up() -> bool:
    return _set_up() is not None


def _set_up() -> Processor | None:
    said = settings.CARD_PROCESSOR
    return None if not said["key"] else Stripe(**said)
