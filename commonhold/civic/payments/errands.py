"""What is asked of the card processor, outside any transaction: refunds, and the fees that it took."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from commonhold.civic.payments import processors
from commonhold.civic.payments.actions import cards
from commonhold.civic.payments.models import CardPayment, CardStep, Refunding
from commonhold.civic.payments.refusals import ProcessorSilent

log = logging.getLogger("commonhold.payments")

_AT_ONCE = 50
_LOOKS_BACK = timedelta(days=30)


def is_due(_now: datetime) -> bool:
    """Is there a card processor to ask?"""
    return processors.is_set_up()


def ask_processor(now: datetime) -> None:
    """Ask for what waits; what it doesn't answer is asked again the next time."""
    if not processors.is_set_up():
        return
    asked = processors.processor()
    try:
        for row in (
            Refunding.objects.filter(asked_at=None).select_related("payment").order_by("id")[:_AT_ONCE]
        ):
            asked.refund(refund_id=row.id, intent=row.payment.intent or "", cents=row.cents)
            Refunding.objects.filter(id=row.id).update(asked_at=now)
        paid = CardPayment.objects.filter(
            steps__kind=CardStep.Kind.PAID, intent__isnull=False, at__gt=now - _LOOKS_BACK
        ).exclude(steps__kind=CardStep.Kind.FEE)
        for payment in paid.order_by("id")[:_AT_ONCE]:
            fee = asked.fee_of(payment.intent or "")
            if fee is not None:
                cards.book_card_fee(payment_id=payment.id, cents=fee, now=now)
    except ProcessorSilent:
        log.warning("the card processor doesn't answer; what waits is asked again")
