from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as members
from commonhold.civic.members.queries import Applicant, applicants
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import BANK, DUES
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import Charge, Coverage, DuesMonth, Receipt, Waiver
from commonhold.civic.treasury.refusals import DuesSettled, NoSuchCharge
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.social.notifications import actions as notifications


@transaction.atomic
def record_dues_received(by: int, *, charge_id: int, now: datetime) -> int:
    """Book a charge's money as arrived; return the ledger entry's id. For holders of the treasurer mandate.

    Admits everybody who only waited for dues. Those whom the fund carries are among them: they join
    with the next dues that anybody pays, so that the hour of joining says nothing.
    Raises Refusal without the mandate, NoSuchCharge, DuesSettled.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    charge = Charge.objects.select_for_update().select_related("month").filter(id=charge_id).first()
    if charge is None:
        raise NoSuchCharge
    if is_settled(charge):
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
    _tell(charge, now)
    for each in applicants():
        if _may_join(each):
            members.admit(each.application_id, now=now)
    return entry_id


@transaction.atomic
def charge_members(person_ids: Iterable[int], *, month: str, now: datetime) -> None:
    """Raise the month's dues for those who have none yet; the fund carries whom it carries."""
    fixed = fix_dues(month, now=now)
    there = set(Charge.objects.filter(month=fixed).values_list("person_id", flat=True))
    new = [
        Charge(id=ids.new_id(now), person_id=person_id, month=fixed, raised_at=now)
        for person_id in person_ids
        if person_id not in there
    ]
    Charge.objects.bulk_create(new)
    cover_charges(now=now)


def fix_dues(month: str, *, now: datetime) -> DuesMonth:
    """The month's dues; as the charter says now, if nothing fixed them before."""
    here = charter.current().read(TreasuryCharter)
    row, _is_new = DuesMonth.objects.get_or_create(
        month=month, defaults={"cents": here.dues_cents, "currency": here.currency, "begun_at": now}
    )
    return row


def cover_charges(*, now: datetime) -> None:
    """Let the fund carry every open charge of those whom it carries."""
    granted = Waiver.objects.filter(person=OuterRef("person"), granted_at__isnull=False, ended_at=None)
    rows = Charge.objects.filter(Exists(granted), receipt=None, coverage=None, month__cents__gt=0)
    Coverage.objects.bulk_create([Coverage(charge=row, at=now) for row in rows])


@transaction.atomic
def admit_if_paid(application_id: int, *, now: datetime) -> None:
    """Admit an applicant whose vouches are complete and whose own money came before them."""
    for each in applicants():
        if each.application_id == application_id and _may_join(each, carried=False):
            members.admit(application_id, now=now)


def is_settled(charge: Charge) -> bool:
    """Is there nothing left to pay?"""
    return (
        charge.month.cents == 0
        or Receipt.objects.filter(charge=charge).exists()
        or Coverage.objects.filter(charge=charge).exists()
    )


def _may_join(applicant: Applicant, *, carried: bool = True) -> bool:
    """Vouches and dues are there. `carried`: do dues count that the fund carries?"""
    rows = Charge.objects.filter(
        person_id=applicant.person_id, month_id__gte=months.month_of(applicant.applied_at)
    ).select_related("month")
    first = rows.order_by("month_id").first()
    if first is None or not applicant.has_vouches or not is_settled(first):
        return False
    return carried or not Coverage.objects.filter(charge=first).exists()


def _tell(charge: Charge, now: datetime) -> None:
    notifications.notify(
        person_id=charge.person_id,
        kind="treasury.dues-received",
        subject=f"dues:{charge.month_id}",
        words=months.in_words(charge.month_id),
        now=now,
    )
