"""Work: a mandate holder verifies what somebody did, another one confirms it. Months end with its pay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.contributions import paying_work
from commonhold.civic.contributions.models import Work, WorkAnswer
from commonhold.civic.contributions.refusals import (
    NoRate,
    NoSuchWork,
    NotAmongUs,
    OwnWork,
    ReasonNeeded,
    UnitsNotAllowed,
    VerifiedByYou,
    WordsNeeded,
    WorkIsAnswered,
)
from commonhold.civic.contributions.work import ANSWER, KINDS, rates
from commonhold.civic.governance.queries import mandates
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import accounts, months
from commonhold.ground import ids
from commonhold.social.notifications import actions as notifications

MOST_UNITS, LONGEST_WHAT, LONGEST_REASON = 1_000, 200, 300


@transaction.atomic
def verify_work(by: int, *, person_id: int, kind: str, units: int, what: str, now: datetime) -> int:
    """Answer for work that somebody else did; return its id. `what` is read by members.

    For a mandate that may verify this kind. Raises Refusal without one, OwnWork, NotAmongUs, NoRate,
    UnitsNotAllowed or WordsNeeded.
    """
    if kind not in rates():
        raise NoRate
    _must_answer(by, Work.Kind(kind), now)
    if by == person_id:
        raise OwnWork
    if members.member_of(person_id) is None:
        raise NotAmongUs
    if not 1 <= units <= MOST_UNITS:
        raise UnitsNotAllowed(MOST_UNITS)
    what = what.strip()
    if not 1 <= len(what) <= LONGEST_WHAT:
        raise WordsNeeded(LONGEST_WHAT)
    row = Work.objects.create(
        id=ids.new_id(now), person_id=person_id, kind=kind, units=units, what=what, verified_by_id=by, at=now
    )
    _tell([person_id], "verified", row, now, actor=by)
    others = {each.person_id for role in ANSWER for each in mandates.holders(role, at=now)}
    _tell(sorted(others - {by, person_id}), "waits", row, now, actor=by)
    return row.id


@transaction.atomic
def confirm_work(by: int, *, work_id: int, now: datetime) -> None:
    """Confirm it beside whoever verified it: at today's rate it is paid when the month is over.

    Raises Refusal without a mandate, NoSuchWork, WorkIsAnswered, OwnWork, VerifiedByYou or NoRate.
    """
    row = _lock_waiting(by, work_id, now)
    rate = rates().get(row.kind)
    if rate is None:
        raise NoRate
    WorkAnswer.objects.create(
        work=row, confirmed=True, cents=rate * row.units, currency=accounts.currency(), by_id=by, at=now
    )
    paying_work.plan(months.month_of(now))
    _tell([row.person_id], "answered", row, now, actor=by)


@transaction.atomic
def decline_work(by: int, *, work_id: int, reason: str, now: datetime) -> None:
    """Say no, with a reason. Raises like `confirm_work`, or ReasonNeeded."""
    row, reason = _lock_waiting(by, work_id, now), reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise ReasonNeeded(LONGEST_REASON)
    WorkAnswer.objects.create(work=row, confirmed=False, by_id=by, reason=reason, at=now)
    _tell([row.person_id], "answered", row, now, actor=by)


def _lock_waiting(by: int, work_id: int, now: datetime) -> Work:
    row = Work.objects.select_for_update().filter(id=work_id).first()
    if row is None:
        raise NoSuchWork
    if WorkAnswer.objects.filter(work=row).exists():
        raise WorkIsAnswered
    _must_answer(by, Work.Kind(row.kind), now)
    if row.person_id == by:
        raise OwnWork
    if row.verified_by_id == by:
        raise VerifiedByYou
    return row


def _must_answer(by: int, kind: Work.Kind, now: datetime) -> None:
    roles = KINDS[kind].verified_by
    if not any(each.role in roles for each in mandates.held_by(by, at=now)):
        mandates.must_hold(by, roles[0], at=now)


def _tell(people_ids: list[int], what: str, row: Work, now: datetime, *, actor: int) -> None:
    notifications.notify_all(
        people_ids=people_ids,
        kind=f"contributions.work-{what}",
        subject=f"work:{row.id}",
        words=_("{what} ({units} {unit})").format(
            what=row.what, units=row.units, unit=KINDS[Work.Kind(row.kind)].unit
        ),
        actor_id=actor,
        now=now,
    )
