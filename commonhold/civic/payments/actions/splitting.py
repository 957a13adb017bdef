"""Card payments from one person to another, which the processor splits: the co-op never holds the money."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from commonhold.civic.payments import accounts, arriving, processors
from commonhold.civic.payments.actions.asking import owe_back
from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.models import Expected
from commonhold.civic.payments.news import SplitPaid
from commonhold.civic.payments.refusals import AmountNotAllowed, NotPaidByCard
from commonhold.civic.payments.split_models import PayeeAccount, SplitPayment
from commonhold.ground import ids
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.news import bus as news


@transaction.atomic
def keep_account(by: int, *, account: str, is_ready: bool, now: datetime) -> None:
    """Note one's own account with the processor, as it named it; once ready, it stays so until it says no."""
    row, _is_new = PayeeAccount.objects.get_or_create(person_id=by, defaults={"account": account, "at": now})
    if is_ready != (row.ready_at is not None):
        row.ready_at = now if is_ready else None
        row.save(update_fields=["ready_at"])


@transaction.atomic
def begin_split_payment(
    by: int,
    *,
    payee_id: int,
    kind: str,
    subject: str,
    cents: int,
    ours: int,
    currency: str,
    words: str,
    now: datetime,
) -> int:
    """Begin to pay somebody by card; return the payment's id, the same while it is unpaid.

    News `SplitPaid`. Raises NoProcessor, NotPaidByCard or AmountNotAllowed.
    """
    processors.processor()
    if not PayeeAccount.objects.filter(person_id=payee_id, ready_at__isnull=False).exists():
        raise NotPaidByCard
    if not 0 <= ours < cents:
        raise AmountNotAllowed
    facts = {"payer_id": by, "payee_id": payee_id, "cents": cents, "ours": ours, "currency": currency}
    begun = SplitPayment.objects.filter(kind=kind, subject=subject, paid_at=None, **facts).first()
    if begun is not None:
        return begun.id
    made = SplitPayment.objects.create(
        id=ids.new_id(now), kind=kind, subject=subject, words=words[:200], at=now, **facts
    )
    return made.id


def book_split(event: Event, *, now: datetime) -> None:
    """What the processor said of a split payment; said again it changes nothing. In the caller's transaction.

    Only of the payee's own account, and with the co-op's part: whoever holds an account names payments in it
    as she likes. One who left has none here any more, and is known by its hash. Refunds and disputes are
    between the two and the processor: nothing of it was ours but the fee.
    """
    row = SplitPayment.objects.select_for_update().filter(id=event.payment_id or 0, paid_at=None).first()
    if row is None or event.kind != "paid":
        return
    if (event.cents, event.ours, event.currency) != (row.cents, row.ours, row.currency):
        return
    if not _is_account_of(row, event.account):
        return
    row.paid_at, row.left_account = now, ""
    row.save(update_fields=["paid_at", "left_account"])
    news.publish(SplitPaid(row.id, row.kind, row.subject, row.cents, row.ours, row.currency), now=now)


def forget_account(person_id: int) -> None:
    """Whoever leaves has no account here any more; what may still be paid into it is known by its hash."""
    known = PayeeAccount.objects.filter(person_id=person_id).first()
    if known is not None:
        waiting = SplitPayment.objects.filter(payee_id=person_id, paid_at=None)
        waiting.update(left_account=_hash_of(known.account))
        known.delete()


def _is_account_of(row: SplitPayment, account: str) -> bool:
    if PayeeAccount.objects.filter(person_id=row.payee_id, account=account).exists():
        return True
    return bool(account) and row.left_account == _hash_of(account)


def _hash_of(account: str) -> str:
    return hashlib.sha256(account.encode()).hexdigest()


@transaction.atomic
def arrive_by_processor(*, payment_id: int, kind: str, subject: str, now: datetime) -> None:
    """The co-op's part of a split payment is here, for what is expected; for whoever hears of it once.

    Where that is expected no more, or was less, what is over is owed to whoever was paid.
    """
    paid = SplitPayment.objects.select_for_update().get(id=payment_id, paid_at__isnull=False)
    accounts.open_accounts(now=now)
    left, coin = paid.ours, paid.currency
    row = arriving.still_expected(Expected.objects.filter(kind=kind, subject=subject, currency=coin))
    if row is not None and row.cents <= left:
        arriving.arrive(row, source=[Leg(accounts.PROCESSOR, row.cents, coin)], by=None, now=now)
        left -= row.cents
    split = f"split:{paid.id}"
    owe_back(paid.payee_id, left, coin, subject=split, key=f"card:{split}", now=now)
