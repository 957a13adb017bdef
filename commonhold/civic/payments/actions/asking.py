"""What rooms above ask of payments. They have checked who may ask for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.payments import accounts, owing, references
from commonhold.civic.payments.models import Arrival, CalledOff, Expected, Owed
from commonhold.civic.payments.refusals import (
    AmountNotAllowed,
    ArrivedAlready,
    ExpectedOtherwise,
    NotExpected,
    OwedOtherwise,
)
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg


@transaction.atomic
def expect(
    *,
    kind: str,
    subject: str,
    account: str,
    cents: int,
    currency: str,
    person_id: int | None,
    words: str,
    now: datetime,
) -> str:
    """Expect money, which `account` is credited with when it is here; return the reference that brings it.

    The same kind and subject again gives the same reference. `words` are read by the person and treasurers.
    News `MoneyArrived`. Raises AmountNotAllowed, or ExpectedOtherwise when it is expected with other facts.
    """
    if cents <= 0:
        raise AmountNotAllowed
    new = ids.new_id(now)
    row, _is_new = Expected.objects.get_or_create(
        kind=kind,
        subject=subject,
        defaults={
            "id": new,
            "account": account,
            "cents": cents,
            "currency": currency,
            "person_id": person_id,
            "words": words[:200],
            "reference": references.reference(references.EXPECTED, new),
            "at": now,
        },
    )
    if (row.account, row.cents, row.currency, row.person_id) != (account, cents, currency, person_id):
        raise ExpectedOtherwise
    return row.reference


@transaction.atomic
def call_off(*, kind: str, subject: str, now: datetime) -> None:
    """Expect it no more: what arrives later waits to be assigned. Again changes nothing.

    Raises NotExpected, or ArrivedAlready.
    """
    row = Expected.objects.select_for_update().filter(kind=kind, subject=subject).first()
    if row is None:
        raise NotExpected
    if Arrival.objects.filter(expected=row).exists():
        raise ArrivedAlready
    CalledOff.objects.get_or_create(expected=row, defaults={"at": now})


@transaction.atomic
def owe(
    *,
    kind: str,
    subject: str,
    account: str,
    cents: int,
    currency: str,
    person_id: int,
    words: str,
    now: datetime,
) -> int:
    """The co-op owes a person what the caller has just credited to `account`; return the id of what is owed.

    Her open dues take of it at once, whole months, the oldest first; the rest waits for a payout run. The
    same kind and subject again changes nothing. News `MoneyPaid` for each part that is settled, and
    `MoneyReturned`. Raises AmountNotAllowed, or OwedOtherwise when it is owed with other facts.
    """
    if cents <= 0:
        raise AmountNotAllowed
    facts = {"account": account, "cents": cents, "currency": currency, "person_id": person_id}
    row, is_new = Owed.objects.get_or_create(
        kind=kind,
        subject=subject,
        defaults={"id": ids.new_id(now), **facts, "words": words[:200], "at": now},
    )
    if any(getattr(row, name) != value for name, value in facts.items()):
        raise OwedOtherwise
    if is_new:
        owing.credit_dues(person_id, currency, now=now)
    return row.id


def owe_back(person_id: int, cents: int, currency: str, *, subject: str, key: str, now: datetime) -> None:
    """The processor brought what nobody waits for: it is owed to the person; nothing where nothing is over.

    `key` is the entry's. In the caller's transaction, for this room.
    """
    if not cents:
        return
    ledger.post(
        kind="payment.waits",
        key=key,
        cause=subject,
        legs=[Leg(accounts.PROCESSOR, cents, currency), Leg(accounts.UNASSIGNED, -cents, currency)],
        at=now,
    )
    owe(
        kind="payments.paid-twice",
        subject=subject,
        account=accounts.UNASSIGNED,
        cents=cents,
        currency=currency,
        person_id=person_id,
        words="",
        now=now,
    )
