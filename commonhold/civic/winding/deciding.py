"""For this room's decisions alone, which carry out what members voted: their checks, and their deeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import law
from commonhold.civic.members import queries as members
from commonhold.civic.winding import stages
from commonhold.civic.winding.charter import WindingCharter
from commonhold.civic.winding.estate import must_be_lawful
from commonhold.civic.winding.models import LONGEST_NAME, Liquidator, Winding
from commonhold.civic.winding.refusals import (
    BeneficiaryNeeded,
    DoesNotEnd,
    EndsAlready,
    LiquidatorsNeeded,
    NobodyGetsIt,
    NoSuchLiquidator,
    NothingToConfirm,
    PaidOutAlready,
    RemainderForbidden,
    TooLateToStop,
    TooSoonToConfirm,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.actions import Authority
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.ending import queries as ending
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from rulebook.canonical import Json

_CONFIRMED_WITHIN = timedelta(days=60)


@transaction.atomic
def decide_to_end(liquidators: Sequence[int], *, beneficiary: str, because: Authority) -> int:
    """Members decided to end the co-op. It is announced at once, or once a second vote has confirmed it.

    Whoever calls has asked `must_be_possible`. Returns the winding's id.
    """
    here = charter.current()
    days, now = second_vote_days(here), because.at
    row = Winding.objects.create(
        id=ids.new_id(now),
        reference=because.reference,
        decided_at=now,
        confirm_from=now + timedelta(days=days) if days else None,
        confirm_until=now + timedelta(days=days) + _CONFIRMED_WITHIN if days else None,
        remainder=here.read(WindingCharter).remainder,
        beneficiary=beneficiary,
    )
    for person_id in liquidators:
        Liquidator.objects.create(winding=row, person_id=person_id)
    body: dict[str, Json] = {
        "winding": str(row.id),
        "liquidators": len(liquidators),
        "remainder": row.remainder,
    }
    record.append("co-op.end-decided", body, about=because.reference, now=now)
    if not days:
        stages.begin(row, because=because)
    return row.id


@transaction.atomic
def confirm_end(*, because: Authority) -> None:
    """The second vote. Raises as `must_be_confirmable`."""
    row = must_be_confirmable(because.at)
    stages.begin(row, because=because)


@transaction.atomic
def stop_end(*, because: Authority) -> None:
    """Members go on after all. Raises DoesNotEnd, TooLateToStop or PaidOutAlready."""
    current = stages.current()
    if current is not None:  # a settlement is confirmed before this, and seen, or refused after it
        Winding.objects.select_for_update().get(id=current.id)
    stages.stop(must_be_stoppable(), because=because)


def must_be_possible(here: Charter, liquidators: Sequence[str], beneficiary: str) -> list[int]:
    """Refuse what no vote could carry out; else the liquidators' person ids."""
    if ending.stage() is not None:
        raise EndsAlready
    own, lawful = here.read(WindingCharter), law.law_of(here).ending
    if own.remainder not in lawful.remainders:
        raise RemainderForbidden(lawful.remainders_because)
    if own.remainder == "given-on":
        if not 1 <= len(beneficiary.strip()) <= LONGEST_NAME:
            raise BeneficiaryNeeded
    elif beneficiary.strip():
        raise NobodyGetsIt
    found = [_member(each) for each in liquidators]
    if len(set(found)) < own.liquidators:
        raise LiquidatorsNeeded(own.liquidators)
    return sorted(set(found))


def must_be_confirmable(now: datetime) -> Winding:
    """The end that a second vote confirms. Raises EndsAlready, NothingToConfirm, TooSoonToConfirm,
    NowForbidden where the law has changed since the first vote, or LiquidatorsNeeded where too few of those
    who were named are still here.
    """
    row = waiting(now)
    if ending.stage() is not None:
        raise EndsAlready
    if row is None or row.confirm_from is None:
        raise NothingToConfirm
    if now < row.confirm_from:
        raise TooSoonToConfirm(row.confirm_from)
    must_be_lawful(row)
    wanted = charter.current().read(WindingCharter).liquidators
    if sum(members.is_eligible(each.person_id) for each in row.liquidators.all()) < wanted:
        raise LiquidatorsNeeded(wanted)
    return row


def must_wait_for_confirmation() -> None:
    """Whether it is time is seen to when it is enacted: a vote takes some days. Raises as above."""
    if ending.stage() is not None:
        raise EndsAlready
    rows = Winding.objects.filter(begun_at=None, stopped_at=None, confirm_from__isnull=False)
    row = rows.order_by("-id").first()
    if row is None:
        raise NothingToConfirm
    must_be_lawful(row)


def waiting(now: datetime) -> Winding | None:
    """The latest that waits for its second vote, and can still get it."""
    rows = Winding.objects.filter(begun_at=None, stopped_at=None, confirm_until__gt=now)
    return rows.order_by("-id").first()


def must_be_stoppable() -> Winding:
    """Raises DoesNotEnd, TooLateToStop or PaidOutAlready."""
    row = stages.current()
    if row is None:
        raise DoesNotEnd
    if ending.is_read_only():
        raise TooLateToStop
    if row.settlements.filter(confirmed_at__isnull=False).exists():
        raise PaidOutAlready
    return row


def second_vote_days(here: Charter) -> int:
    """As the charter says, and no fewer than the law."""
    return max(here.read(WindingCharter).second_vote_days, law.law_of(here).ending.second_vote_days)


def _member(handle: str) -> int:
    """Raises NoSuchLiquidator, or Refusal for a member whose class holds no mandate."""
    wanted = handle.strip().lstrip("@").lower()
    line = next(iter(people.by_handles(ANYONE, [wanted]).values()), None)
    if line is None or members.member_of(line.id) is None:
        raise NoSuchLiquidator(handle.strip())
    if not members.is_eligible(line.id):
        raise Refusal(_("Members of this class hold no office."))
    return line.id
