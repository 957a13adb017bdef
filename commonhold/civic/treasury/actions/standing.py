"""Costs that come back: approved once by several, and each month makes a bill of its own until it ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import COSTS, currency, must_be_cost
from commonhold.civic.treasury.actions.bills import LONGEST_PAYEE, LONGEST_WHAT
from commonhold.civic.treasury.approvers import approvers
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import (
    Bill,
    BillStep,
    StandingBill,
    StandingBillMonth,
    StandingBillStep,
)
from commonhold.civic.treasury.refusals import (
    AmountNotAllowed,
    ApprovedAlready,
    MembersOnly,
    MonthsOutOfOrder,
    NoSuchStandingBill,
    StandingBillIsOver,
    TextLength,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending import queries as ending
from commonhold.social.notifications import actions as notifications

_Step = StandingBillStep.Kind


@transaction.atomic
def ask_standing_bill(
    by: int,
    *,
    cents: int,
    what: str,
    payee: str,
    line: str = "",
    account: str = "",
    first_month: str,
    last_month: str = "",
    now: datetime,
) -> int:
    """Ask for a bill that comes each month, from one month to another or until it is ended; return its id.

    `line` is a budget line's code, looked up anew each year. Whoever could approve it has with this. Raises
    MembersOnly, AmountNotAllowed, TextLength, NotACost or MonthsOutOfOrder.
    """
    if members.member_of(by) is None:
        raise MembersOnly
    if cents <= 0:
        raise AmountNotAllowed
    what, payee = what.strip(), payee.strip()
    if not 1 <= len(what) <= LONGEST_WHAT:
        raise TextLength(LONGEST_WHAT, field="what")
    if not 1 <= len(payee) <= LONGEST_PAYEE:
        raise TextLength(LONGEST_PAYEE, field="payee")
    must_be_cost(account or COSTS)
    _must_be_months(first_month, last_month, now)
    row = StandingBill.objects.create(
        id=ids.new_id(now),
        cents=cents,
        currency=currency(),
        what=what,
        payee=payee,
        line=line,
        account=account or COSTS,
        first_month=first_month,
        last_month=last_month,
        asked_by_id=by,
        at=now,
    )
    if by in approvers(now):
        _step(row, _Step.APPROVED, by, now)
    notifications.notify_all(
        people_ids=approvers(now),
        kind="treasury.standing-bill-waits",
        subject=f"standing-bill:{row.id}",
        words=row.what,
        actor_id=by,
        now=now,
    )
    return row.id


@transaction.atomic
def approve_standing_bill(by: int, *, standing_id: int, now: datetime) -> None:
    """Answer for every bill that it will make; the last one needed makes this month's at once.

    Raises Refusal without a mandate, NoSuchStandingBill, StandingBillIsOver or ApprovedAlready.
    """
    row = _lock(standing_id)
    _must_approve(by, now)
    if row.steps.filter(by_id=by, kind=_Step.APPROVED).exists():
        raise ApprovedAlready
    _step(row, _Step.APPROVED, by, now)
    make_bills(months.month_of(now), now=now)


@transaction.atomic
def end_standing_bill(by: int, *, standing_id: int, now: datetime) -> None:
    """No more bills come of it. For whoever asked for it, and for those who could approve it.

    Raises Refusal without a mandate, NoSuchStandingBill or StandingBillIsOver.
    """
    row = _lock(standing_id)
    if row.asked_by_id != by:
        _must_approve(by, now)
    _step(row, _Step.ENDED, by, now)


@transaction.atomic
def make_bills(month: str, *, now: datetime) -> None:
    """This month's bill of each standing one that is approved; each once, whoever asks again.

    It bears the approvals of those who answered for the standing one, so the treasurer pays it at once. In a
    co-op that ends none comes by itself any more: whoever is owed something hands a bill in.
    """
    if ending.stage() is not None:
        return
    needed = charter.current().read(TreasuryCharter).bill_approvals
    begun = StandingBill.objects.filter(first_month__lte=month)
    ended = StandingBillStep.objects.filter(kind=_Step.ENDED).values("standing")
    for row in begun.exclude(id__in=ended).order_by("id"):
        if row.last_month and row.last_month < month:
            continue
        steps = row.steps.filter(kind=_Step.APPROVED).order_by("id")
        approved = list(steps.values_list("by_id", flat=True))
        if len(approved) >= needed and not row.months.filter(month=month).exists():
            _make(row, month, approved, now)


def _make(row: StandingBill, month: str, approved: list[int], now: datetime) -> None:
    bill = Bill.objects.create(
        id=ids.new_id(now),
        cents=row.cents,
        currency=row.currency,
        what=f"{row.what}, {months.in_words(month)}"[:LONGEST_WHAT],
        payee=row.payee,
        line=row.line,
        account=row.account,
        is_own=False,
        handed_in_by_id=row.asked_by_id,
        at=now,
    )
    for by in approved:
        BillStep.objects.create(id=ids.new_id(now), bill=bill, kind=BillStep.Kind.APPROVED, by_id=by, at=now)
    StandingBillMonth.objects.create(id=ids.new_id(now), standing=row, month=month, bill=bill)


def _must_be_months(first: str, last: str, now: datetime) -> None:
    if not months.is_month(first) or (last and not months.is_month(last)):
        raise MonthsOutOfOrder
    if first < months.month_of(now) or (last and last < first):
        raise MonthsOutOfOrder


def _must_approve(by: int, now: datetime) -> None:
    if by not in approvers(now):
        mandates.must_hold(by, Role.TREASURER, at=now)


def _lock(standing_id: int) -> StandingBill:
    row = StandingBill.objects.select_for_update().filter(id=standing_id).first()
    if row is None:
        raise NoSuchStandingBill
    if row.steps.filter(kind=_Step.ENDED).exists():
        raise StandingBillIsOver
    return row


def _step(row: StandingBill, kind: StandingBillStep.Kind, by: int, now: datetime) -> None:
    StandingBillStep.objects.create(id=ids.new_id(now), standing=row, kind=kind, by_id=by, at=now)
