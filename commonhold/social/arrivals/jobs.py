"""What happens by itself: links are sent a few at a time, pages that nobody claims are hidden, and erased."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.arrivals.charter import ArrivalsCharter
from commonhold.social.arrivals.hiding import as_unclaimed, reference_of
from commonhold.social.arrivals.inviting import send_link
from commonhold.social.arrivals.locking import lock_those_that_came
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.erasing.actions import erase_account
from commonhold.social.people import actions as people
from commonhold.social.people import queries as known
from commonhold.social.posts.actions import show_brought, withhold_brought

#: A mail server that is new to others is not believed at once: a hundred mails, and then a while nothing.
MAILS_AT_ONCE, _PAUSE = 100, timedelta(minutes=10)
_AT_ONCE = 5
_GOING = (Community.State.UNDOING, Community.State.UNDONE)
_SOON, _DAY = timedelta(seconds=1), timedelta(days=1)


def look_daily(now: datetime) -> None:
    """Have pages looked after once a day, from now on."""
    jobs.schedule("arrivals.look", key=_day(now), due=now + _DAY, payload={})


def invite_soon(community_id: int, now: datetime) -> None:
    """Have a link sent to everybody of a community who has none yet."""
    key = f"{community_id}:{int(now.timestamp())}"
    jobs.schedule("arrivals.invite", key=key, due=now, payload={"community_id": community_id})


def show_soon(person_id: int, reference: str, now: datetime) -> None:
    """Give back what was hidden of somebody, some of it at each step."""
    payload = {"person_id": person_id, "reference": reference}
    key = f"{person_id}:{reference}:{int(now.timestamp())}"
    jobs.schedule("arrivals.show", key=key, due=now, payload=payload)


def _invite(payload: Payload, now: datetime) -> None:
    community_id = int(payload["community_id"])
    if Community.objects.filter(id=community_id, state__in=_GOING).exists():
        return
    sent = Arrival.objects.filter(invited_at__gt=now - _PAUSE, invited_at__lte=now).count()
    rows = Arrival.objects.filter(community_id=community_id, invited_at=None, claimed_at=None, gone_at=None)
    waiting = rows.exclude(address="").select_for_update().order_by("id")
    for row in waiting[: max(0, MAILS_AT_ONCE - sent)]:
        send_link(row, now=now)
    if waiting.exists():
        invite_soon(community_id, now + _PAUSE)


def _show(payload: Payload, now: datetime) -> None:
    """What is hidden for another reason by now stays so, for that one."""
    person_id, reference = payload["person_id"], payload["reference"]
    row = Arrival.objects.select_for_update().filter(person_id=person_id).first()
    still = "" if row is None else reference_of(row)
    if still != reference and show_brought(person_id, reference=reference, still=still, now=now):
        show_soon(person_id, reference, now + _SOON)


def _look(_payload: Payload, now: datetime) -> None:
    """Hide what waited too long, erase what was hidden too long; a few at a time, then again tomorrow."""
    limits = charter.current().read(ArrivalsCharter)
    since = Coalesce(F("invited_at"), F("arrived_at"))
    waiting = Arrival.objects.filter(claimed_at=None, gone_at=None, community__state=Community.State.DONE)
    late = waiting.annotate(since=since).filter(since__lte=now - timedelta(days=limits.claim_days))
    busy = False
    lock_those_that_came()
    # Locked: whoever claims her page in this moment has it, and it is neither hidden nor erased.
    for row in late.filter(hidden_at=None).select_for_update(of=("self",)).order_by("id")[:_AT_ONCE]:
        busy |= _hide(row, now)
    gone = waiting.filter(hidden_at__lte=now - timedelta(days=limits.erase_days))
    for each in list(gone.select_for_update(of=("self",)).order_by("id")[:_AT_ONCE]):
        erase_account(each.person_id, now=now)
        busy = True
    if busy:
        jobs.schedule("arrivals.look", key=f"{int(now.timestamp())}", due=now + _SOON, payload={})
    elif Arrival.objects.filter(Q(claimed_at=None, gone_at=None)).exists():
        look_daily(now)


def _hide(row: Arrival, now: datetime) -> bool:
    keeper = known.coop_account_id() or row.person_id
    if withhold_brought(row.person_id, reference=as_unclaimed(row.id), keeper=keeper, now=now):
        return True
    people.cover_page(row.person_id, now=now)
    row.hidden_at = now
    row.save(update_fields=["hidden_at"])
    return True


@transaction.atomic
def show_again(row: Arrival, now: datetime) -> None:
    """Show a page that was hidden because nobody had claimed it."""
    people.uncover_page(row.person_id)
    show_soon(row.person_id, as_unclaimed(row.id), now)


def _day(now: datetime) -> str:
    return f"{now:%Y-%m-%d}"


KINDS = [Kind("arrivals.invite", _invite), Kind("arrivals.show", _show), Kind("arrivals.look", _look)]
