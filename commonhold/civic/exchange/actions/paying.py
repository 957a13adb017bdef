"""A licensed work is paid by card: what its buyer begins. What the processor says later is news."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.exchange import card_paying, fees, pricing, stages
from commonhold.civic.exchange.refusals import NotYours
from commonhold.civic.exchange.standing import law
from commonhold.civic.payments.actions import splitting
from commonhold.social.people import queries as people


@transaction.atomic
def begin_to_pay_by_card(by: int, *, agreement_id: int, now: datetime) -> int:
    """Begin to pay by card; return the split payment's id, the same while it is unpaid.

    Raises NoSuchAgreement, NotYours, or what `begin_split_payment` does.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    if by != row.receiver_id or not card_paying.can_be(row):
        raise NotYours
    return splitting.begin_split_payment(
        by,
        payee_id=row.giver_id,
        kind=card_paying.KIND,
        subject=fees.subject_of(row.id),
        cents=row.cents,
        ours=pricing.fee(row.cents, law().fee_permille),
        currency=row.currency,
        words=row.title,
        now=now,
    )
