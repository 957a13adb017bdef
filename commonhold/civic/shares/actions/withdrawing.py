"""Giving shares back, and the board's word that nothing goes back for a while."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.shares import paying_back, register, taking, vocabulary
from commonhold.civic.shares.holdings import held_by, holding, whole
from commonhold.civic.shares.models import Notice, NoticeEnd, Suspension
from commonhold.civic.shares.refusals import (
    EndNeeded,
    LeastStays,
    LeavingStays,
    NoSuchClassOfShares,
    NoSuchNotice,
    NoticeIsOver,
    NotPaidYet,
    NotSuspended,
    ReasonNeeded,
    SuspendedAlready,
)
from commonhold.civic.shares.vocabulary import LONGEST_REASON
from commonhold.civic.shares.waiting import must_be_free
from commonhold.ground import ids
from commonhold.ground.record import actions as record

LONGEST_SUSPENSION = 366  # days


@transaction.atomic
def give_notice(by: int, *, shares: int, share_class: str = vocabulary.COMMON, now: datetime) -> int:
    """Ask for shares back, on the day that our rules name; return the notice's id.

    Raises MembersOnly, NoSharesHere, NoSuchClassOfShares, NotSoManyShares, InNotice, NotPaidYet or
    LeastStays.
    """
    register.lock()
    member = taking.number_of(by)
    here = taking.rules()
    if share_class not in here.classes:
        raise NoSuchClassOfShares
    must_be_free(member, share_class, shares)
    if holding(member, share_class).unpaid_cents:
        raise NotPaidYet
    rest = whole(held_by(member).values()).shares - _under_notice(member) - shares
    least = here.least_shares
    if rest < least and (rest > 0 or here.joining == "compulsory"):
        raise LeastStays(least)
    return paying_back.give(by, member, share_class, shares, Notice.Because.OWN, now=now)


@transaction.atomic
def take_back_notice(by: int, *, notice_id: int, now: datetime) -> None:
    """Keep the shares after all. Raises NoSuchNotice, NoticeIsOver, or LeavingStays of who left."""
    register.lock()
    row = Notice.objects.filter(id=notice_id, person_id=by).first()
    if row is None:
        raise NoSuchNotice
    if NoticeEnd.objects.filter(notice=row).exists():
        raise NoticeIsOver
    if row.because == Notice.Because.LEAVING:
        raise LeavingStays
    NoticeEnd.objects.create(notice=row, how=NoticeEnd.How.TAKEN_BACK, by_id=by, at=now)


@transaction.atomic
def suspend_withdrawals(by: int, *, reason: str, until: datetime, now: datetime) -> int:
    """Let no shares go back until a day, with a reason for everybody; on the record. For the board.

    Raises Refusal without the mandate, ReasonNeeded, EndNeeded or SuspendedAlready.
    """
    register.lock()
    mandates.must_hold(by, Role.BOARD, at=now)
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise ReasonNeeded(LONGEST_REASON)
    if not now < until <= now + timedelta(days=LONGEST_SUSPENSION):
        raise EndNeeded(LONGEST_SUSPENSION)
    held = paying_back.suspension(now)
    if held is not None:
        raise SuspendedAlready(held.until)
    row = Suspension.objects.create(id=ids.new_id(now), by_id=by, reason=reason, since=now, until=until)
    body: dict[str, int | str] = {
        "until": ids.milliseconds(until),
        "reason": f"sha256:{hashlib.sha256(reason.encode()).hexdigest()}",
    }
    record.append("shares.withdrawals-suspended", body, about=f"share-suspension:{row.id}", now=now)
    paying_back.look_again(until)
    return row.id


@transaction.atomic
def resume_withdrawals(by: int, *, now: datetime) -> None:
    """End a suspension before its day, and look at once at what is due. For the board.

    Raises Refusal without the mandate, or NotSuspended.
    """
    register.lock()
    mandates.must_hold(by, Role.BOARD, at=now)
    row = paying_back.suspension(now)
    if row is None:
        raise NotSuspended
    row.ended_at, row.ended_by_id = now, by
    row.save(update_fields=["ended_at", "ended_by"])
    record.append("shares.withdrawals-resumed", {}, about=f"share-suspension:{row.id}", now=now)
    paying_back.settle_due(now)


@transaction.atomic
def pay_back_what_is_due(by: int, *, now: datetime) -> int:
    """Look now, and not only next month, at what waits; return how many notices went through.

    For the treasurer. Raises Refusal without the mandate.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    return paying_back.settle_due(now)


def _under_notice(member: int) -> int:
    return sum(each.shares for each in Notice.objects.filter(member=member, end=None))
