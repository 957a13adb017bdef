"""Bills: handed in by any member, approved by different people with a mandate, paid once by the treasurer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import budget
from commonhold.civic.treasury.accounts import BANK, COSTS, currency, must_be_cost
from commonhold.civic.treasury.approvers import approvers
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import Bill, BillStep, Cost
from commonhold.civic.treasury.refusals import (
    AmountNotAllowed,
    ApprovalNeeded,
    ApprovedAlready,
    BillIsOver,
    MembersOnly,
    NoSuchBill,
    NotYourBill,
    OwnBill,
    ReasonNeeded,
    TextLength,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.social.notifications import actions as notifications

LONGEST_WHAT, LONGEST_PAYEE, LONGEST_REASON = 200, 120, 500
_Step = BillStep.Kind


@transaction.atomic
def hand_in_bill(
    by: int,
    *,
    cents: int,
    what: str,
    payee: str = "",
    line: str = "",
    line_year: int | None = None,
    account: str = "",
    is_own: bool = False,
    now: datetime,
) -> int:
    """Ask the co-op to pay something; return the bill's id. `what` is public, `payee` is read by members.

    `is_own`: it pays back what `by` laid out, and `payee` need not be said. Whoever could approve it and is
    not paid by it has approved it with this. `line_year`: an earlier year whose line it is on, while its
    books are open. `account`: where it is booked, or else on running costs. Raises MembersOnly,
    AmountNotAllowed, TextLength, NoSuchLine, YearIsOver or NotACost.
    """
    if members.member_of(by) is None:
        raise MembersOnly
    if cents <= 0:
        raise AmountNotAllowed
    what, payee = what.strip(), payee.strip()
    if not 1 <= len(what) <= LONGEST_WHAT:
        raise TextLength(LONGEST_WHAT, field="what")
    if not (0 if is_own else 1) <= len(payee) <= LONGEST_PAYEE:
        raise TextLength(LONGEST_PAYEE, field="payee")
    if line:
        budget.must_exist(line, currency(), year=line_year, now=now)
    must_be_cost(account or COSTS)
    bill = Bill.objects.create(
        id=ids.new_id(now),
        cents=cents,
        currency=currency(),
        what=what,
        payee=payee,
        line=line,
        line_year=line_year if line else None,
        account=account or COSTS,
        is_own=is_own,
        handed_in_by_id=by,
        at=now,
    )
    if not is_own and by in approvers(now):
        _step(bill, _Step.APPROVED, by, now)
    _tell(approvers(now), "waits", bill, by, now)
    return bill.id


@transaction.atomic
def approve_bill(by: int, *, bill_id: int, now: datetime) -> None:
    """Answer for a bill.

    Raises Refusal without a mandate, NoSuchBill, BillIsOver, OwnBill or ApprovedAlready.
    """
    bill = _lock_open(bill_id)
    _must_approve(by, now)
    if bill.is_own and bill.handed_in_by_id == by:
        raise OwnBill
    if bill.steps.filter(by_id=by).exists():
        raise ApprovedAlready
    _step(bill, _Step.APPROVED, by, now)


@transaction.atomic
def decline_bill(by: int, *, bill_id: int, reason: str, now: datetime) -> None:
    """Say no, with a reason that whoever handed it in reads.

    Raises Refusal without a mandate, NoSuchBill, BillIsOver, ReasonNeeded or TextLength.
    """
    bill, reason = _lock_open(bill_id), reason.strip()
    _must_approve(by, now)
    if not reason:
        raise ReasonNeeded
    if len(reason) > LONGEST_REASON:
        raise TextLength(LONGEST_REASON, field="reason")
    _step(bill, _Step.DECLINED, by, now, reason=reason)
    _tell([bill.handed_in_by_id], "declined", bill, by, now)


@transaction.atomic
def take_back_bill(by: int, *, bill_id: int, now: datetime) -> None:
    """Ask no more for what one handed in. Raises NoSuchBill, BillIsOver or NotYourBill."""
    bill = _lock_open(bill_id)
    if bill.handed_in_by_id != by:
        raise NotYourBill
    _step(bill, _Step.TAKEN_BACK, by, now)


@transaction.atomic
def pay_bill(by: int, *, bill_id: int, now: datetime) -> int:
    """Book that it was paid; return the entry's id. Two treasurers at once pay it once.

    Raises Refusal without the treasurer mandate, NoSuchBill, BillIsOver, ApprovalNeeded while too few
    answer for it, NoSuchLine, YearIsOver or LineUsedUp.
    """
    bill = _lock_open(bill_id)
    mandates.must_hold(by, Role.TREASURER, at=now)
    needed = charter.current().read(TreasuryCharter).bill_approvals
    approved = list(bill.steps.filter(kind=_Step.APPROVED).order_by("id").values_list("by_id", flat=True))
    if len(approved) < needed:
        raise ApprovalNeeded(needed - len(approved))
    if bill.line:
        budget.must_reach(bill.line, bill.cents, bill.currency, year=bill.line_year, now=now)
    _step(bill, _Step.PAID, by, now)
    cost = Cost.objects.create(
        id=ids.new_id(now),
        bill=bill,
        cents=bill.cents,
        currency=bill.currency,
        what=bill.what,
        payee=bill.payee,
        line=bill.line,
        line_year=bill.line_year,
        account=bill.account,
        recorded_by_id=approved[0],
        approved_by_id=approved[1],
        at=now,
    )
    _tell([bill.handed_in_by_id], "paid", bill, by, now)
    return ledger.post(
        kind="cost.paid",
        key=f"cost:{cost.id}",
        cause=f"cost:{cost.id}",
        legs=[Leg(bill.account, bill.cents, bill.currency), Leg(BANK, -bill.cents, bill.currency)],
        at=now,
        narration=bill.what,
    )


def _must_approve(by: int, now: datetime) -> None:
    if by not in approvers(now):
        mandates.must_hold(by, Role.TREASURER, at=now)


def _lock_open(bill_id: int) -> Bill:
    bill = Bill.objects.select_for_update().filter(id=bill_id).first()
    if bill is None:
        raise NoSuchBill
    if bill.steps.exclude(kind=_Step.APPROVED).exists():
        raise BillIsOver
    return bill


def _step(bill: Bill, kind: BillStep.Kind, by: int, now: datetime, *, reason: str = "") -> None:
    BillStep.objects.create(id=ids.new_id(now), bill=bill, kind=kind, by_id=by, at=now, reason=reason)


def _tell(people: Collection[int], what: str, bill: Bill, by: int, now: datetime) -> None:
    notifications.notify_all(
        people_ids=people,
        kind=f"treasury.bill-{what}",
        subject=f"bill:{bill.id}",
        words=bill.what,
        actor_id=by,
        now=now,
    )
