from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from commonhold.civic.members import actions as members
from commonhold.civic.members import numbers
from commonhold.civic.moving_in.models import Invitation
from commonhold.civic.moving_in.refusals import NoSuchInvitation
from commonhold.civic.moving_in.writing import digest_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.social.people import actions as people


@transaction.atomic
def claim(by: int, *, token: str, agrees: bool = False, now: datetime) -> int:
    """Take up the membership that a mail's link stands for, with its number and date; returns the number.

    She votes at once: she has been a member all the time. Like a founder she begins a branch of the
    invitation tree. Raises NoSuchInvitation, NotAgreed, AlreadyMember or SecondProfileOwnsNothing.
    """
    row = (
        Invitation.objects.select_for_update()
        .filter(digest=digest_of(token), claimed_at=None, revoked_at=None)
        .first()
    )
    if row is None:
        raise NoSuchInvitation
    people.agree_if_asked(by, agrees=agrees, occasion="joining", now=now)
    zone = ZoneInfo(charter.current().read(CoopCharter).time_zone)
    since = min(now, datetime.combine(row.joined, time(), tzinfo=zone))
    numbers.release([row.number])
    members.enrol(by, class_key=row.class_key, votes_from=now, number=row.number, since=since, now=now)
    row.claimed_at, row.claimed_by_id, row.email, row.name = now, by, f"{row.id}@claimed.invalid", ""
    row.save(update_fields=["claimed_at", "claimed_by", "email", "name"])
    return row.number
