from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.members import ending, rows
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.models import LeavingNotice
from commonhold.civic.members.refusals import NoticeGiven, NotLeaving
from commonhold.ground import ids
from commonhold.ground.charter import dates
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.letters import actions as letters

_ENDS = "members.notice-ends"


@transaction.atomic
def leave(by: int, *, now: datetime) -> None:
    """End one's membership at once, as erasure does; the account stays. Raises MembersOnly."""
    member = rows.must_be_member(by)
    ending.end(member, now=now)
    member.notices.filter(taken_back_at=None, ended_at=None).update(ended_at=now)


@transaction.atomic
def give_notice(by: int, *, now: datetime) -> datetime:
    """Say that one leaves; returns when the membership ends: after the charter's days, or at once.

    Until then she keeps her ballot and may take it back. Raises MembersOnly or NoticeGiven.
    """
    member = rows.must_be_member(by)
    if member.notices.filter(taken_back_at=None, ended_at=None).exists():
        raise NoticeGiven
    days = charter.current().read(MembersCharter).leaving_days
    row = LeavingNotice.objects.create(
        id=ids.new_id(now), member=member, at=now, ends_at=now + timedelta(days=days)
    )
    if not days:
        _end(row, now)
        return row.ends_at
    jobs.schedule(_ENDS, key=str(row.id), due=row.ends_at, payload={"notice_id": row.id})
    rows.tell(by, "members.notice-given", f"member:{member.number}", now=now)
    letters.write_to_person(
        by,
        subject=_("Your membership ends on {when}").format(when=dates.day(row.ends_at)),
        text=_(
            "You gave notice. Your membership, number {number}, ends on {when}. Until then you vote as "
            "before, and you can take your notice back under “Join”. Your account and what you wrote stay "
            "yours."
        ).format(number=member.number, when=dates.day_and_clock(row.ends_at)),
        now=now,
    )
    return row.ends_at


@transaction.atomic
def take_notice_back(by: int, *, now: datetime) -> None:
    """Stay. Raises MembersOnly or NotLeaving."""
    member = rows.must_be_member(by)
    row = member.notices.filter(taken_back_at=None, ended_at=None).first()
    if row is None:
        raise NotLeaving
    row.taken_back_at = now
    row.save(update_fields=["taken_back_at"])


def _notice_is_over(payload: Payload, now: datetime) -> None:
    row = LeavingNotice.objects.select_for_update(of=("self",)).get(id=payload["notice_id"])
    if row.taken_back_at is None and row.ended_at is None:
        _end(row, now)


def _end(row: LeavingNotice, now: datetime) -> None:
    member = row.member
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    if member.left_at is not None:
        return
    ending.end(member, now=now)
    rows.tell(member.person_id, "members.left", f"member:{member.number}", now=now)
    letters.write_to_person(
        member.person_id,
        subject=_("Your membership has ended"),
        text=_(
            "Your membership, number {number}, ended on {when}. Your account and what you wrote are still "
            "yours. Thank you for the time that you shared with us; the door stays open."
        ).format(number=member.number, when=dates.day(now)),
        now=now,
    )


KINDS = [Kind(_ENDS, _notice_is_over)]
