"""Payments by card and debit: begun here, paid at the processor, booked when it says so, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import accounts, arriving, processors
from commonhold.civic.payments.actions import splitting
from commonhold.civic.payments.actions.asking import expect, owe_back
from commonhold.civic.payments.card_events import Event
from commonhold.civic.payments.dues_paying import pay_dues
from commonhold.civic.payments.models import CardEvent, CardPayment, CardStep, Expected, Refunding
from commonhold.civic.payments.news import ArrivalUndone
from commonhold.civic.payments.refusals import NoSuchPayment, NothingToPay, NothingToRefund
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import DUES, currency
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.news import bus as news

_Kind = CardStep.Kind


@transaction.atomic
def begin_card_payment(by: int, *, expected_id: int | None, now: datetime) -> int:
    """Begin to pay what is expected of oneself, or without that all one's open dues; return the payment's id.

    Raises NoProcessor, NothingToPay, and what `record_arrival` does.
    """
    processors.processor()
    if expected_id is None:
        open_dues = [each for each in treasury.open_charges_of(by, now=now) if each.currency == currency()]
        cents, coin = sum(each.cents for each in open_dues), currency()
    else:
        row = arriving.lock_expected(expected_id)
        if row.person_id != by:
            raise NothingToPay
        cents, coin = row.cents, row.currency
    if not cents:
        raise NothingToPay
    made = CardPayment.objects.create(
        id=ids.new_id(now), person_id=by, expected_id=expected_id, cents=cents, currency=coin, at=now
    )
    return made.id


@transaction.atomic
def book_card_event(event: Event, *, now: datetime) -> None:
    """Book what the processor said. Said again, or about a payment that isn't ours, it changes nothing."""
    _row, is_new = CardEvent.objects.get_or_create(
        event_id=event.id, defaults={"kind": event.kind, "at": now}
    )
    if not is_new:
        return
    if event.account:
        splitting.book_split(event, now=now)
        return
    payment = _payment(event)
    if payment is None or event.kind == "other":
        return
    if event.currency != payment.currency or CardStep.objects.filter(key=event.key).exists():
        return
    accounts.open_accounts(now=now)
    if payment.intent is None and event.intent:
        payment.intent = event.intent
        payment.save(update_fields=["intent"])
    act = {
        _Kind.PAID: _paid,
        _Kind.REFUNDED: _refunded,
        _Kind.DISPUTED: _disputed,
        _Kind.WON: _won,
        _Kind.LOST: _lost,
    }[_Kind(event.kind)]
    act(payment, event, now)


@transaction.atomic
def book_card_fee(*, payment_id: int, cents: int, now: datetime) -> None:
    """Book what the processor took of a payment; once."""
    payment = CardPayment.objects.select_for_update().get(id=payment_id)
    if payment.steps.filter(kind=_Kind.FEE).exists():
        return
    legs = [Leg(accounts.FEES, cents, payment.currency), Leg(accounts.PROCESSOR, -cents, payment.currency)]
    entry = _post(payment, "payment.fee", f"fee:{payment.id}", legs, now) if cents else None
    _step(payment, _Kind.FEE, f"fee:{payment.id}", cents, now=now, entry_id=entry)


@transaction.atomic
def refund_card_payment(by: int, *, payment_id: int, cents: int, now: datetime) -> None:
    """Give some of a card payment back, or all; the processor is asked, and what it says is booked then.

    For holders of the treasurer mandate. Raises Refusal without it, NoSuchPayment or NothingToRefund.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    payment = CardPayment.objects.select_for_update().filter(id=payment_id, intent__isnull=False).first()
    if payment is None:
        raise NoSuchPayment
    asked = payment.refundings.aggregate(cents=Sum("cents"))["cents"] or 0
    there = _sum(payment, _Kind.PAID) - max(asked, _sum(payment, _Kind.REFUNDED)) - _in_dispute(payment)
    if not 0 < cents <= there:
        raise NothingToRefund
    Refunding.objects.create(id=ids.new_id(now), payment=payment, cents=cents, by_id=by, at=now)


def _payment(event: Event) -> CardPayment | None:
    rows = CardPayment.objects.select_for_update()
    found = rows.filter(id=event.payment_id).first() if event.payment_id is not None else None
    return found or rows.filter(intent=event.intent or "-").first()


def _paid(payment: CardPayment, event: Event, now: datetime) -> None:
    """What was expected arrives, or dues do. What came another way meanwhile, or is more, is owed to her."""
    key, coin, source = f"card:{payment.id}", payment.currency, accounts.PROCESSOR
    row = None if payment.expected_id is None else _waiting(payment.expected_id)
    if payment.expected_id is None:
        pay_dues(payment.person_id, event.cents, coin, source=source, subject=key, by=None, now=now)
    elif row is not None and row.cents <= event.cents:
        arriving.arrive(row, source=[Leg(source, row.cents, coin)], by=None, now=now)
        _owe_back(payment, event.cents - row.cents, now)
    else:
        _owe_back(payment, event.cents, now)
    _step(payment, _Kind.PAID, event.key, event.cents, now=now)


def _refunded(payment: CardPayment, event: Event, now: datetime) -> None:
    new = event.cents - _sum(payment, _Kind.REFUNDED)
    if new <= 0:
        return
    legs = [Leg(_account(payment), new, payment.currency), Leg(accounts.PROCESSOR, -new, payment.currency)]
    entry = _post(payment, "payment.returned", event.key, legs, now)
    _step(payment, _Kind.REFUNDED, event.key, new, now=now, entry_id=entry)
    _undo(payment, new, now)


def _disputed(payment: CardPayment, event: Event, now: datetime) -> None:
    legs = [
        Leg(accounts.DISPUTED, event.cents, payment.currency),
        Leg(accounts.PROCESSOR, -event.cents, payment.currency),
    ]
    entry = _post(payment, "payment.disputed", event.key, legs, now)
    _step(payment, _Kind.DISPUTED, event.key, event.cents, now=now, entry_id=entry)


def _won(payment: CardPayment, event: Event, now: datetime) -> None:
    cents = min(event.cents, _in_dispute(payment))
    if not cents:
        return
    legs = [
        Leg(accounts.PROCESSOR, cents, payment.currency),
        Leg(accounts.DISPUTED, -cents, payment.currency),
    ]
    entry = _post(payment, "payment.disputed", event.key, legs, now)
    _step(payment, _Kind.WON, event.key, cents, now=now, entry_id=entry)


def _lost(payment: CardPayment, event: Event, now: datetime) -> None:
    """It is gone: what it was for is undone, and dues are asked for anew."""
    cents = min(event.cents, _in_dispute(payment))
    if not cents:
        return
    legs = [
        Leg(_account(payment), cents, payment.currency),
        Leg(accounts.DISPUTED, -cents, payment.currency),
    ]
    entry = _post(payment, "payment.returned", event.key, legs, now)
    _step(payment, _Kind.LOST, event.key, cents, now=now, entry_id=entry)
    _undo(payment, cents, now)
    if payment.expected_id is None:
        expect(
            kind="payments.disputed",
            subject=f"card:{payment.id}",
            account=DUES,
            cents=cents,
            currency=payment.currency,
            person_id=payment.person_id,
            words="",
            now=now,
        )


def _account(payment: CardPayment) -> str:
    """What is less by what goes back."""
    return DUES if payment.expected is None else payment.expected.account


def _undo(payment: CardPayment, cents: int, now: datetime) -> None:
    row = payment.expected
    if row is not None:
        news.publish(ArrivalUndone(row.id, row.kind, row.subject, cents, row.currency), now=now)


def _owe_back(payment: CardPayment, cents: int, now: datetime) -> None:
    owe_back(
        payment.person_id,
        cents,
        payment.currency,
        subject=f"card:{payment.id}",
        key=f"card:card-over:{payment.id}",
        now=now,
    )


def _waiting(expected_id: int) -> Expected | None:
    return arriving.still_expected(Expected.objects.filter(id=expected_id))


def _sum(payment: CardPayment, kind: CardStep.Kind) -> int:
    return payment.steps.filter(kind=kind).aggregate(cents=Sum("cents"))["cents"] or 0


def _in_dispute(payment: CardPayment) -> int:
    return _sum(payment, _Kind.DISPUTED) - _sum(payment, _Kind.WON) - _sum(payment, _Kind.LOST)


def _post(payment: CardPayment, kind: str, key: str, legs: list[Leg], now: datetime) -> int:
    return ledger.post(kind=kind, key=f"card:{key}"[:160], cause=f"card:{payment.id}", legs=legs, at=now)


def _step(
    payment: CardPayment,
    kind: CardStep.Kind,
    key: str,
    cents: int,
    *,
    now: datetime,
    entry_id: int | None = None,
) -> None:
    CardStep.objects.create(
        id=ids.new_id(now), payment=payment, kind=kind, key=key, cents=cents, entry_id=entry_id, at=now
    )
