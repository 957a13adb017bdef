"""What people do with an archive of their own: ask for it, and throw it away."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from commonhold.ground import ids
from commonhold.social.media import along as media
from commonhold.social.people import queries as people
from commonhold.social.takeout import folders
from commonhold.social.takeout.making import how_much
from commonhold.social.takeout.models import Takeout
from commonhold.social.takeout.refusals import DiskTooFull, NoSuchTakeout, TakeoutUnderWay

_MEGABYTE = 1_000_000
_SPARE = 200 * _MEGABYTE  # bytes that the disk keeps for everybody's posts and ballots


def ask_for_takeout(by: int, *, now: datetime) -> int:
    """Have an archive of all that is hers made; return its id. Suspended and leaving people may too.

    An earlier one goes. Raises AccountClosed, TakeoutUnderWay or DiskTooFull.
    """
    people.must_be_here(by)
    needed = media.bytes_of(by)
    if needed + _SPARE > folders.free_bytes():
        raise DiskTooFull(megabytes=needed // _MEGABYTE + 1)
    total = how_much(by)
    try:
        with transaction.atomic():
            for row in Takeout.objects.select_for_update().filter(person_id=by, state=Takeout.State.READY):
                end(row, now=now)
            row = Takeout.objects.create(id=ids.new_id(now), person_id=by, total=total, asked_at=now)
    except IntegrityError as under_way:
        raise TakeoutUnderWay from under_way
    return row.id


@transaction.atomic
def discard_takeout(by: int, *, takeout_id: int, now: datetime) -> None:
    """Throw an archive away, or give it up while it is made. Raises AccountClosed or NoSuchTakeout."""
    people.must_be_here(by)
    row = Takeout.objects.select_for_update().filter(id=takeout_id, person_id=by).first()
    if row is None or row.state not in {Takeout.State.WAITING, Takeout.State.READY}:
        raise NoSuchTakeout
    end(row, now=now)


def end(row: Takeout, *, now: datetime) -> None:
    """Have its file gone with the caller's commit."""
    row.state, row.ended_at = Takeout.State.GONE, now
    row.save(update_fields=["state", "ended_at"])
    takeout_id = row.id
    transaction.on_commit(lambda: folders.clear(takeout_id))
