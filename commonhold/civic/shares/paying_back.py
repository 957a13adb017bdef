"""Shares go back: whoever's notice fell due first comes first, as far as surplus and solvency reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from commonhold.civic.payments import actions as payments
from commonhold.civic.shares import register, solvency, taking, vocabulary
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.shares.holdings import Holding, holding
from commonhold.civic.shares.models import (
    Notice,
    NoticeEnd,
    NoticeHeld,
    Operation,
    Subscription,
    Suspension,
)
from commonhold.civic.shares.register import Line
from commonhold.civic.treasury import months
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending import queries as ending
from commonhold.ground.jobs import actions as jobs
from commonhold.social.notifications import actions as notifications

AGAIN = timedelta(days=30)
JOB = "shares.pay-back"


def due_after(now: datetime) -> datetime:
    """When a notice given now falls due, as the charter says."""
    here = charter.current().read(SharesCharter)
    day = now + timedelta(days=here.notice_days)
    if here.notice_to == "any-day":
        return day
    year = int(months.month_of(day)[:4])
    return months.beginning(f"{year + 1:04}-01")


def give(
    person_id: int, member: int, share_class: str, shares: int, because: Notice.Because, *, now: datetime
) -> int:
    """Write a notice down, and schedule its day."""
    row = Notice.objects.create(
        id=ids.new_id(now),
        person_id=person_id,
        member=member,
        share_class=share_class,
        shares=shares,
        because=because,
        due_at=due_after(now),
        at=now,
    )
    look_again(row.due_at)
    return row.id


def look_again(at: datetime) -> None:
    """See to what fell due then; the same moment is scheduled once."""
    jobs.schedule(JOB, key=at.astimezone(UTC).isoformat(), due=at, payload={})


def suspension(now: datetime) -> Suspension | None:
    """The one that holds now."""
    return Suspension.objects.filter(ended_at=None, since__lte=now, until__gt=now).order_by("-id").first()


def settle_due(now: datetime) -> int:
    """Withdraw what is due, in turn, until one notice must wait; return how many went through.

    None while the co-op ends: all shares are settled together then, behind what creditors get.
    """
    register.lock()
    if ending.stage() is not None:
        look_again(now + AGAIN)
        return 0
    due = Notice.objects.filter(end=None, due_at__lte=now).order_by("due_at", "id")
    settled = 0
    for row in due:
        why = _why_not(row, now)
        if why is not None:
            for waits in due.filter(end=None):
                _hold(waits, why, now)
            held = suspension(now)
            look_again(now + AGAIN if held is None else held.until)
            break
        _withdraw(row, now)
        settled += 1
    return settled


def _why_not(row: Notice, now: datetime) -> NoticeHeld.Why | None:
    if suspension(now) is not None:
        return NoticeHeld.Why.SUSPENDED
    found = solvency.may_go_back(now)
    return NoticeHeld.Why(found.because) if _part(row).paid_cents > found.cents else None


def _part(row: Notice) -> Holding:
    """What goes: so many shares, or all that whoever left still holds."""
    held = holding(row.member, row.share_class)
    if row.because == Notice.Because.LEAVING or row.shares >= held.shares:
        return held
    return held.part(row.shares)


def _hold(row: Notice, why: NoticeHeld.Why, now: datetime) -> None:
    before = row.held.order_by("-id").first()
    if before is None or before.why != why:
        NoticeHeld.objects.create(id=ids.new_id(now), notice=row, why=why, at=now)
        _tell(row, "notice-waits", now)


def _withdraw(row: Notice, now: datetime) -> None:
    _forget_unpaid(row, now)
    part = _part(row)
    operation = None
    if part.shares:
        line = Line(
            kind=Operation.Kind.WITHDRAW,
            member=row.member,
            gain=-part,
            share_class=row.share_class,
            reference=f"notice:{row.id}",
        )
        operation = register.write(line, now=now)
    NoticeEnd.objects.create(
        notice=row, how=NoticeEnd.How.WITHDRAWN, operation=operation, cents=part.paid_cents, at=now
    )
    if operation is not None and part.paid_cents:
        payments.owe(
            kind=taking.BACK,
            subject=f"notice:{row.id}",
            account=vocabulary.LEAVING,
            cents=part.paid_cents,
            currency=operation.currency,
            person_id=row.person_id,
            words=_("Shares given back, number {number} of the register").format(number=operation.number),
            now=now,
        )
    _tell(row, "shares-back", now)


def _forget_unpaid(row: Notice, now: datetime) -> None:
    """Whoever left pays no more in: what she subscribed and did not pay is called off first."""
    if row.because != Notice.Because.LEAVING or row.share_class != vocabulary.COMMON:
        return
    for each in Subscription.objects.filter(member=row.member, end=None):
        taking.call_off(each, by=None, now=now)


def _tell(row: Notice, what: str, now: datetime) -> None:
    notifications.notify(person_id=row.person_id, kind=f"shares.{what}", subject=f"notice:{row.id}", now=now)
