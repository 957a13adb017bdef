"""Looking at a copy, bringing it along, taking it back: for whoever looks after the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.record import actions as record
from commonhold.social.actors import keys
from commonhold.social.actors.keys import Signer
from commonhold.social.archives.company import host_here
from commonhold.social.arrivals import coming
from commonhold.social.arrivals.coming import Preview
from commonhold.social.arrivals.copies import digest_of
from commonhold.social.arrivals.jobs import look_daily
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.arrivals.refusals import ComesUndone, NoDomain, NoSuchCommunity, Stopped
from commonhold.social.arrivals.staging import staged
from commonhold.social.arrivals.writing import Copy, Told, counts_to_keep, write_all
from commonhold.social.erasing.actions import erase_account
from commonhold.social.people import actions as people
from commonhold.social.people import queries as known
from commonhold.social.people.queries import ANYONE

_AT_ONCE = 10


def preview(folder: Path, *, media: Path | None = None, domain: str = "") -> Preview:
    """What would come along; nothing is written. Raises a Refusal that names what is wrong with the copy."""
    with staged(folder) as staging:
        where = domain.lower() or coming.domain_of(staging)
        # Whoever stayed when it was taken back, or refused, is still known here.
        arrived = set(Arrival.objects.filter(community__domain=where).values_list("source", flat=True))
        files = media or folder / "media"
        return coming.foresee(staging, domain=where, host=host_here(), media=files, arrived=arrived)


def bring_community(
    folder: Path, *, media: Path | None = None, domain: str = "", clock: Callable[[], datetime], tell: Told
) -> int:
    """Bring along what is not here yet; returns the community's id. It goes on where it stopped.

    Raises what `preview` raises, NoDomain where no post says which server it was, ComesUndone, NothingNew in
    a co-op that ends, or Stopped where the disk did not do what was asked.
    """
    must_go_on()
    files = media or folder / "media"
    with staged(folder) as staging:
        where = domain.lower() or coming.domain_of(staging)
        if not where:
            raise NoDomain
        coming.foresee(staging, domain=where, host=host_here(), media=files)
        community_id = _begin(where, digest_of(folder), clock())
        try:
            is_whole = write_all(community_id, Copy(staging, files), clock=clock, tell=tell)
        except OSError as trouble:
            raise Stopped(str(trouble)) from trouble
    if is_whole:
        _note("arrivals.came", community_id, clock())
    return community_id


def undo_community(domain: str, *, clock: Callable[[], datetime], tell: Told) -> int:
    """Take back whoever has not claimed her page, with all that came along; returns how many those were.

    Who has claimed it stays. No other server is told, and all of it can be brought once more. Raises
    NoSuchCommunity.
    """
    community_id = _begin_to_undo(domain)
    done = 0
    while some := _undo_some(community_id, clock()):
        done += some
        tell("people", done)
    _note("arrivals.undone", community_id, clock())
    return done


@transaction.atomic
def _begin(domain: str, digest: str, now: datetime) -> int:
    rows = Community.objects.select_for_update().filter(domain=domain).exclude(state=Community.State.UNDONE)
    row = rows.first()
    if row is None:
        row = Community(id=ids.new_id(now), domain=domain, begun_at=now)
    elif row.state == Community.State.UNDOING:
        raise ComesUndone
    if row.digest != digest:
        row.step, row.position = "", 0
    if not row.step:
        row.counts = counts_to_keep(row.counts)
    row.state, row.digest, row.ended_at = Community.State.WRITING, digest, None
    row.save()
    look_daily(now)
    return row.id


@transaction.atomic
def _begin_to_undo(domain: str) -> int:
    rows = Community.objects.select_for_update().filter(domain=domain).exclude(state=Community.State.UNDONE)
    row = rows.first()
    if row is None:
        raise NoSuchCommunity
    row.state = Community.State.UNDOING
    row.save(update_fields=["state"])
    return row.id


@transaction.atomic
def _undo_some(community_id: int, now: datetime) -> int:
    row = Community.objects.select_for_update().get(id=community_id)
    waiting = Arrival.objects.filter(community=row, claimed_at=None, gone_at=None)
    # Locked: whoever claims her page in this moment stays.
    some = list(waiting.select_for_update().order_by("-id")[:_AT_ONCE])
    for each in some:
        handle = known.person(ANYONE, each.person_id).handle
        keys.destroy(Signer(person_id=each.person_id))
        erase_account(each.person_id, now=now)
        people.free_handle(handle)
    # The numbers of those who refused stay, so that they don't come once more.
    Arrival.objects.filter(id__in=[each.id for each in some]).delete()
    if not some:
        row.state, row.undone_at = Community.State.UNDONE, now
        row.save(update_fields=["state", "undone_at"])
    return len(some)


@transaction.atomic
def _note(kind: str, community_id: int, now: datetime) -> None:
    """The record says that a community came or was taken back, from where, and how many; never who."""
    row = Community.objects.get(id=community_id)
    body: dict[str, str | int] = {"domain": row.domain, "people": row.counts.get("people", 0)}
    record.append(kind, body, about=f"community:{row.id}", now=now)
