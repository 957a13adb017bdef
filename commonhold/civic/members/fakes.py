"""Memberships that may be nobody's: hearings, findings and what follows, for who has checked the right."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from commonhold.civic.members import ending
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.models import (
    Finding,
    Hearing,
    Member,
    Review,
    Vouch,
    VouchingPause,
)
from commonhold.civic.members.refusals import (
    HeardAlready,
    HearingOver,
    MembersOnly,
    NoSuchHearing,
    NoSuchPause,
    NoSuchReview,
    ReasonNeeded,
    StillHeard,
    TextLength,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications

LONGEST_STATEMENT, LONGEST_NOTE = 2000, 500
_OVER = "members.hearing-over"


def open_hearing(by: int, *, person_id: int, statement: str, reference: str, now: datetime) -> int:
    """Ask whether a membership is a real person's own; return the hearing's id. The concerned are told.

    Raises MembersOnly, HeardAlready or TextLength.
    """
    member = Member.objects.select_for_update().filter(person_id=person_id, left_at=None).first()
    if member is None:
        raise MembersOnly
    if Hearing.objects.filter(member=member, closed_at=None, finding=None).exists():
        raise HeardAlready
    statement = statement.strip()
    if not 20 <= len(statement) <= LONGEST_STATEMENT:
        raise TextLength(LONGEST_STATEMENT, field="statement")
    days = charter.current().read(MembersCharter).hearing_days
    row = Hearing.objects.create(
        id=ids.new_id(now),
        member=member,
        opened_by_id=by,
        statement=statement,
        reference=reference,
        at=now,
        until=now + timedelta(days=days),
    )
    jobs.schedule(_OVER, key=str(row.id), due=row.until, payload={"hearing_id": row.id})
    _tell(concerned(member), "members.hearing", f"hearing:{row.id}", now)
    return row.id


def close_hearing(hearing_id: int, *, now: datetime) -> None:
    """Nothing came of it. Raises NoSuchHearing or HearingOver."""
    row = lock(hearing_id)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    _tell(concerned(row.member), "members.hearing", f"hearing:{row.id}", now)


def concerned(member: Member) -> list[int]:
    """The member, and those whose vouches brought her in."""
    return [member.person_id, *vouchers_of(member)]


def vouchers_of(member: Member) -> list[int]:
    rows = Vouch.objects.filter(application__membership=member, ended_at=None).order_by("id")
    return list(rows.values_list("voucher_id", flat=True))


def lock(hearing_id: int) -> Hearing:
    """An open one. Raises NoSuchHearing or HearingOver."""
    row = Hearing.objects.select_for_update(of=("self",)).filter(id=hearing_id).first()
    if row is None:
        raise NoSuchHearing
    if row.closed_at is not None or Finding.objects.filter(hearing=row).exists():
        raise HearingOver
    return row


def must_be_heard(hearing_id: int) -> Hearing:
    """Raises NoSuchHearing, HearingOver, StillHeard, or MembersOnly of who left meanwhile."""
    row = lock(hearing_id)
    if row.member.left_at is not None:
        raise MembersOnly
    if row.heard_at is None:
        raise StillHeard(row.until)
    return row


def find(hearing_id: int, *, reference: str, now: datetime) -> int:
    """Members found it a fake: it ends, and so do its vouches. Returns the person's id.

    Who vouched for it is warned or vouches for nobody for a time; whom it vouched for, the panel looks at.
    Raises what `must_be_heard` raises.
    """
    row = must_be_heard(hearing_id)
    member = row.member
    finding = Finding.objects.create(hearing=row, reference=reference, at=now)
    for voucher in vouchers_of(member):
        _pause(voucher, finding, now)
    _look_at_those_vouched_for(member, finding, now)
    Vouch.objects.filter(voucher_id=member.person_id, ended_at=None, application__membership=None).update(
        ended_at=now, ended=Vouch.End.FAKE
    )
    body: dict[str, str | int] = {"number": member.number, "reference": reference}
    record.append("members.found-fake", body, about=f"member:{member.number}", now=now)
    ending.end(member, reference=reference, now=now)
    _tell(concerned(member), "members.found-fake", f"hearing:{row.id}", now)
    return member.person_id


def lift(pause_id: int, *, reference: str, now: datetime) -> None:
    """Members let her vouch again; a lifted one does not count as her first. Raises NoSuchPause."""
    row = VouchingPause.objects.select_for_update().filter(id=pause_id, lifted_at=None).first()
    if row is None:
        raise NoSuchPause
    row.lifted_at, row.lifted_by = now, reference
    row.save(update_fields=["lifted_at", "lifted_by"])


def close_review(by: int, *, review_id: int, note: str, now: datetime) -> None:
    """The panel looked. Raises NoSuchReview, ReasonNeeded or TextLength."""
    row = Review.objects.select_for_update(of=("self",)).filter(id=review_id, closed_at=None).first()
    note = note.strip()
    if row is None:
        raise NoSuchReview
    if not note:
        raise ReasonNeeded
    if len(note) > LONGEST_NOTE:
        raise TextLength(LONGEST_NOTE, field="note")
    row.closed_at, row.closed_by_id, row.note = now, by, note
    row.save(update_fields=["closed_at", "closed_by", "note"])


def _is_over(payload: Payload, now: datetime) -> None:
    """The time for answers is over; from here on members can be asked."""
    Hearing.objects.filter(id=payload["hearing_id"], heard_at=None).update(heard_at=now)


def _pause(person_id: int, finding: Finding, now: datetime) -> None:
    before = VouchingPause.objects.filter(person_id=person_id, lifted_at=None)
    kind = VouchingPause.Kind.PAUSE if before.exists() else VouchingPause.Kind.WARNING
    months = charter.current().read(MembersCharter).fake_months
    VouchingPause.objects.create(
        id=ids.new_id(now),
        person_id=person_id,
        finding=finding,
        kind=kind,
        at=now,
        until=_after_months(now, months) if kind == VouchingPause.Kind.PAUSE else now,
    )


def _look_at_those_vouched_for(member: Member, finding: Finding, now: datetime) -> None:
    brought = Member.objects.filter(
        left_at=None,
        application__vouches__voucher_id=member.person_id,
        application__vouches__ended_at=None,
    )
    for each in brought.order_by("number"):
        Review.objects.create(id=ids.new_id(now), member=each, finding=finding, at=now)


def _after_months(at: datetime, months: int) -> datetime:
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def _tell(people: list[int], kind: str, subject: str, now: datetime) -> None:
    notifications.notify_all(people_ids=people, kind=kind, subject=subject, now=now)


KINDS = [Kind(_OVER, _is_over)]
