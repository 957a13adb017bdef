from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.members import queries as members
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.levels import A_YEAR
from commonhold.civic.treasury.models import DuesChoice
from commonhold.civic.treasury.refusals import BelowTheFloor, HowOften, MembersChoose, TooMuch
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter

MOST_CENTS = 1_000_000


@transaction.atomic
def choose_dues(by: int, *, cents: int, months: int, now: datetime) -> None:
    """Say what one gives a month from the next charge on, and whether by the month (1) or the year (12).

    Where the charter has no floor, everybody gives the same and only how often is chosen. Raises
    MembersChoose, BelowTheFloor, TooMuch or HowOften.
    """
    if members.member_of(by) is None:
        raise MembersChoose
    here = charter.current().read(TreasuryCharter)
    if months not in {1, A_YEAR}:
        raise HowOften
    least = here.dues_floor_cents or here.dues_cents
    if cents < least:
        raise BelowTheFloor(least, here.currency)
    if cents > (MOST_CENTS if here.dues_floor_cents else here.dues_cents):
        raise TooMuch
    DuesChoice.objects.create(
        id=ids.new_id(now), person_id=by, cents=cents, currency=here.currency, months=months, at=now
    )
