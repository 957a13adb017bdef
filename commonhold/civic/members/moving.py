"""Which class a member belongs to: rows with who, when and why, each on the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.members.charter import ClassesCharter, MembersCharter
from commonhold.civic.members.classes import MemberClass
from commonhold.civic.members.models import Belonging, Member
from commonhold.civic.members.news import MemberMoved
from commonhold.civic.members.refusals import BelongsAlready, ClassIsClosed, MembersOnly, NoSuchClass
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications


def known(key: str) -> MemberClass:
    """The class of this key. Raises NoSuchClass."""
    found = charter.current().read(ClassesCharter).named(key)
    if found is None:
        raise NoSuchClass(key)
    return found


def must_be_open(key: str) -> None:
    """Refuse a class that nobody joins by herself. Raises NoSuchClass or ClassIsClosed."""
    if not known(key).joins:
        raise ClassIsClosed


def move(
    person_id: int, *, to: str, by: int | None, because: str = "", reference: str, now: datetime
) -> None:
    """Put a member into another class, for whoever has checked that it may be done.

    Her votes count as that class's after the charter's days of waiting, so that nobody is moved just to tip
    a vote; until then she votes as before. Raises MembersOnly, NoSuchClass or BelongsAlready.
    """
    member = Member.objects.select_for_update().filter(person_id=person_id, left_at=None).first()
    if member is None:
        raise MembersOnly
    known(to)
    if current(member) == to:
        raise BelongsAlready
    days = charter.current().read(MembersCharter).quarantine_days
    counts = max(member.votes_from, now + timedelta(days=days))
    belong(member, to, votes_from=counts, by=by, because=because, reference=reference, now=now)
    news.publish(MemberMoved(person_id=person_id), now=now)
    if by != person_id:
        notifications.notify(
            person_id=person_id, kind="members.moved", subject=f"member:{member.number}", now=now
        )


def current(member: Member) -> str:
    """The key of the class that a member belongs to."""
    return member.belongings.order_by("-id").values_list("class_key", flat=True)[0]


def belong(
    member: Member,
    key: str,
    *,
    votes_from: datetime,
    by: int | None = None,
    because: str = "",
    reference: str,
    now: datetime,
) -> None:
    """Write the row. In a co-op of several classes it also stands on the record, by the member's number."""
    before = member.belongings.order_by("-id").first()
    floor = 0 if before is None else before.id + 1  # ids sort the rows, also within one millisecond
    Belonging.objects.create(
        id=max(ids.new_id(now), floor),
        member=member,
        class_key=key,
        since=now,
        votes_from=max(votes_from, now),
        by_id=by,
        because=because.strip(),
        reference=reference,
    )
    if len(charter.current().read(ClassesCharter).every) > 1:
        body: dict[str, str | int] = {"number": member.number, "class": key, "reference": reference}
        record.append("members.belongs", body, about=f"member:{member.number}", now=now)
