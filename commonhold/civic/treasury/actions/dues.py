from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.treasury import admission, charges, credits, months
from commonhold.civic.treasury.accounts import BANK, DUES, DUES_CREDIT
from commonhold.civic.treasury.models import Charge, Receipt
from commonhold.civic.treasury.refusals import DuesSettled, NoSuchCharge
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.social.notifications import actions as notifications


@transaction.atomic
def record_dues_received(by: int, *, charge_id: int, now: datetime) -> int:
    """Book a charge's money as arrived, and admit who only waited for dues; return the entry's id.

    For holders of the treasurer mandate. Raises Refusal without it, NoSuchCharge, DuesSettled.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    charge = _lock_open(charge_id)
    month = charge.month
    due = charge.cents - credits.on_charge(charge.id)
    return _settle(charge, [Leg(BANK, due, month.currency)], by, now)


@transaction.atomic
def settle_dues(*, charge_id: int, source: Sequence[Leg], by: int | None, now: datetime) -> int:
    """Book a charge as paid from `source`, legs that come to what credit leaves of it; return the entry's id.

    It admits as above. For rooms above, which know who asks; `by` is nobody where it happens by itself.
    Raises NoSuchCharge or DuesSettled.
    """
    return _settle(_lock_open(charge_id), source, by, now)


def _lock_open(charge_id: int) -> Charge:
    # `of`: only the charge is locked, since PostgreSQL would hold the month for everybody.
    charge = (
        Charge.objects.select_for_update(of=("self",)).select_related("month").filter(id=charge_id).first()
    )
    if charge is None:
        raise NoSuchCharge
    if charges.is_settled(charge):
        raise DuesSettled
    return charge


def _settle(charge: Charge, source: Sequence[Leg], by: int | None, now: datetime) -> int:
    receipt = Receipt.objects.create(id=ids.new_id(now), charge=charge, recorded_by_id=by, at=now)
    month, credited = charge.month, credits.on_charge(charge.id)
    by_credit = [Leg(DUES_CREDIT, credited, month.currency)] if credited else []
    entry_id = ledger.post(
        kind="dues.received",
        key=f"dues:{receipt.id}",
        cause=f"dues:{month.month}",
        legs=[*source, *by_credit, Leg(DUES, -charge.cents, month.currency)],
        at=now,
    )
    notifications.notify(
        person_id=charge.person_id,
        kind="treasury.dues-received",
        subject=f"dues:{month.month}",
        words=months.in_words(month.month),
        now=now,
    )
    admission.with_dues(now=now)
    return entry_id
