"""A licensed work paid by card: the processor pays its author, less the co-op's fee, and that settles it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.exchange import fees, settling, stages
from commonhold.civic.exchange.models import Agreement
from commonhold.civic.exchange.notes import note, tell
from commonhold.civic.exchange.vocabulary import Deed, Price, State
from commonhold.civic.payments.actions import splitting
from commonhold.civic.payments.news import SplitPaid
from commonhold.civic.payments.queries.splits import is_paid_by_card

KIND = "exchange.work"


def can_be(row: Agreement) -> bool:
    """A work of one author for money, who is set up for it; of joint collections each is paid directly."""
    is_sold = bool(row.licence) and row.price == Price.MONEY and row.offer.pool_id is None
    return is_sold and row.state in {State.AGREED, State.DONE} and is_paid_by_card(row.giver_id)


def on_split_paid(news: SplitPaid, now: datetime) -> None:
    """It is settled, and its fee is here. Where it is over already, both are told that it was paid; a fee
    that still waits is paid by it, and what is over is owed to its author.
    """
    if news.kind != KIND:
        return
    row = stages.locked(int(news.subject.partition(":")[2]))
    words = _("Payment {number}").format(number=news.payment_id)
    if row is None or row.steps.filter(kind=Deed.PAID_BY_CARD, words__contains=str(news.payment_id)).exists():
        return
    note(row, Deed.PAID_BY_CARD, None, now, words)
    if row.state == State.AGREED:
        stages.move(row, State.DONE, now)
    if row.state == State.DONE:
        settling.settled(row, None, now, taken=news.ours)
    else:
        tell(row, "paid-by-card", stages.both(row), by=None, now=now)
    splitting.arrive_by_processor(
        payment_id=news.payment_id, kind=fees.KIND, subject=fees.subject_of(row.id), now=now
    )
