from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.treasury import admission, charges, months
from commonhold.civic.treasury.accounts import BANK, DUES
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
    # `of`: only the charge is locked, since PostgreSQL would hold the month for everybody.
    charge = (
        Charge.objects.select_for_update(of=("self",)).select_related("month").filter(id=charge_id).first()
    )
    if charge is None:
        raise NoSuchCharge
    if charges.is_settled(charge):
        raise DuesSettled
    receipt = Receipt.objects.create(id=ids.new_id(now), charge=charge, recorded_by_id=by, at=now)
    month = charge.month
    entry_id = ledger.post(
        kind="dues.received",
        key=f"dues:{receipt.id}",
        cause=f"dues:{month.month}",
        legs=[Leg(BANK, month.cents, month.currency), Leg(DUES, -month.cents, month.currency)],
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
