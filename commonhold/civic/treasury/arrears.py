"""Dues that stay open: a reminder, time, and then what members voted on. Each is a row and a word."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as members
from commonhold.civic.members import queries as member_queries
from commonhold.civic.treasury import months
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import ArrearsStep, Charge
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.social.notifications import actions as notifications

_Kind = ArrearsStep.Kind
_AT_ONCE = 200


@transaction.atomic
def look(now: datetime) -> None:
    """Remind of what has been open long enough, and do what follows when the time after that is over.

    Whom the solidarity fund carries owes nothing, and so is met here by nothing.
    """
    here = charter.current().read(TreasuryCharter)
    if here.reminder_days:
        for row in _open(now, here.reminder_days, without=_Kind.REMINDED):
            _step(row, _Kind.REMINDED, now)
            _tell(row, "reminded", now)
    if here.reminder_days and here.grace_days:
        reminded = ArrearsStep.objects.filter(
            charge=OuterRef("id"), kind=_Kind.REMINDED, at__lte=now - timedelta(days=here.grace_days)
        )
        for row in _open(now, here.grace_days, without=_Kind.GRACE_OVER, where=reminded):
            _step(row, _Kind.GRACE_OVER, now)
            _follow(row, here.arrears_consequence, now)


def look_tomorrow(now: datetime) -> None:
    """Have it looked at again on the next day; once for each."""
    due = now + timedelta(days=1)
    jobs.schedule("treasury.arrears", key=f"{due:%Y-%m-%d}", due=due, payload={})


def _open(
    now: datetime, days: int, *, without: ArrearsStep.Kind, where: QuerySet[ArrearsStep] | None = None
) -> QuerySet[Charge]:
    step = ArrearsStep.objects.filter(charge=OuterRef("id"), kind=without)
    rows = Charge.objects.filter(
        receipt=None, coverage=None, cents__gt=0, raised_at__lte=now - timedelta(days=days)
    )
    rows = rows.exclude(Exists(step)) if where is None else rows.exclude(Exists(step)).filter(Exists(where))
    return rows.order_by("id")[:_AT_ONCE]


def _follow(row: Charge, consequence: str, now: datetime) -> None:
    if member_queries.member_of(row.person_id) is None:
        return
    if consequence == "membership-ends":
        _tell(row, "ended", now)
        members.leave(row.person_id, now=now)
        return
    _tell(row, "grace-over", now)
    for holder in mandates.holders(Role.MEMBERSHIP, at=now):
        if holder.person_id != row.person_id:
            subject = f"arrears:{row.id}"
            notifications.notify(
                person_id=holder.person_id, kind="treasury.arrears-to-talk", subject=subject, now=now
            )


def _step(row: Charge, kind: ArrearsStep.Kind, now: datetime) -> None:
    ArrearsStep.objects.create(id=ids.new_id(now), charge=row, kind=kind, at=now)


def _tell(row: Charge, what: str, now: datetime) -> None:
    notifications.notify(
        person_id=row.person_id,
        kind=f"treasury.arrears-{what}",
        subject=f"dues:{row.month_id}",
        words=months.in_words(row.month_id),
        now=now,
    )
