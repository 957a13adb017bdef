"""A membership ends: for whoever has checked that it does."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.members.models import Member
from commonhold.civic.members.news import MemberLeft
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing


def end(member: Member, *, reference: str = "", now: datetime) -> None:
    """Her ballot, her standing and what hangs on them go. `reference`: the vote that ended it, if one did."""
    member.left_at = now
    member.save(update_fields=["left_at"])
    people.end_standing(person_id=member.person_id, kind=Standing.Kind.MEMBER, now=now)
    body: dict[str, str | int] = {"number": member.number}
    if reference:
        body["reference"] = reference
    record.append("members.left", body, about=f"member:{member.number}", now=now)
    news.publish(MemberLeft(person_id=member.person_id, number=member.number), now=now)


def expel(person_id: int, *, reference: str, now: datetime) -> None:
    """End a membership that members or a jury ended; of whoever left meanwhile there is nothing to end."""
    member = Member.objects.select_for_update().filter(person_id=person_id, left_at=None).first()
    if member is not None:
        end(member, reference=reference, now=now)
        member.notices.filter(taken_back_at=None, ended_at=None).update(ended_at=now)
