"""When something can be had, and the work itself: what an author lays beside an offer."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import datetime
from pathlib import PurePosixPath

from django.db import transaction

from commonhold.civic.exchange import clocks, files
from commonhold.civic.exchange.keeping import own_offer
from commonhold.civic.exchange.models import OpenTime, WorkFile
from commonhold.civic.exchange.notes import note_offer
from commonhold.civic.exchange.refusals import (
    EndsBeforeItStarts,
    FileNotAllowed,
    NoSuchOffer,
    StartsInThePast,
    TooManyTimes,
)
from commonhold.civic.exchange.standing import must_take_part
from commonhold.civic.exchange.vocabulary import OfferDeed
from commonhold.ground import ids

MOST_TIMES, MOST_WEEKS = 200, 52


@transaction.atomic
def add_open_times(
    by: int, *, offer_id: int, starts: datetime, ends: datetime, weeks: int = 1, now: datetime
) -> int:
    """Say when it can be had, on the clock of its place; in so many weeks at the same hour. Return how many.

    `starts` and `ends` have no zone. Raises NoSuchOffer, NotYourOffer, OfferIsOver, EndsBeforeItStarts,
    StartsInThePast, SkippedHour or TooManyTimes.
    """
    must_take_part(by)
    offer = own_offer(by, offer_id, now)
    zone = clocks.zone_of(offer.time_zone)
    if ends <= starts:
        raise EndsBeforeItStarts
    first = clocks.on_the_clock(starts, zone), clocks.on_the_clock(ends, zone)
    if first[1] <= now:
        raise StartsInThePast
    if not 1 <= weeks <= MOST_WEEKS or offer.open_times.count() + weeks > MOST_TIMES:
        raise TooManyTimes(MOST_TIMES)
    found = [each for each in clocks.weekly(starts, ends, weeks, zone) if each[0] < each[1]]
    OpenTime.objects.bulk_create(
        OpenTime(id=ids.new_id(now), offer=offer, starts_at=begins, ends_at=over) for begins, over in found
    )
    _note_change(offer_id, by, now)
    return len(found)


@transaction.atomic
def drop_open_time(by: int, *, offer_id: int, time_id: int, now: datetime) -> None:
    """Take one of them away; what was agreed on in it stands.

    Raises NoSuchOffer, NotYourOffer or OfferIsOver.
    """
    offer = own_offer(by, offer_id, now)
    if not offer.open_times.filter(id=time_id).delete()[0]:
        raise NoSuchOffer
    _note_change(offer_id, by, now)


@transaction.atomic
def attach_work(by: int, *, offer_id: int, data: bytes, filename: str, now: datetime) -> None:
    """Lay the work itself beside its offer; nobody else gets it before it is settled. Again replaces it.

    Whoever settled before is handed the new one. Raises NoSuchOffer, NotYourOffer, OfferIsOver or
    FileNotAllowed.
    """
    must_take_part(by)
    offer = own_offer(by, offer_id, now)
    if not 0 < len(data) <= files.MOST_MEGABYTES * files.MEGABYTE:
        raise FileNotAllowed(files.MOST_MEGABYTES)
    name = PurePosixPath(filename.replace("\\", "/")).name.replace("\0", "").strip()[-120:] or "work"
    digest = hashlib.sha256(data).hexdigest()
    old = WorkFile.objects.filter(offer=offer).first()
    said = {
        "name": name,
        "mime": _mime(name),
        "size": len(data),
        "sha256": digest,
        "at": now,
        "gone_at": None,
    }
    row, _is_new = WorkFile.objects.update_or_create(offer=offer, defaults=said)
    files.keep(row, data)
    if old is not None and old.sha256 != digest and old.gone_at is None:
        transaction.on_commit(lambda: files.drop_bytes(old))
    _note_change(offer_id, by, now)


def _mime(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _note_change(offer_id: int, by: int, now: datetime) -> None:
    offer = own_offer(by, offer_id, now)
    offer.revision += 1
    offer.save(update_fields=["revision"])
    note_offer(offer, OfferDeed.CHANGED, by, now)
