"""Fetching media of other servers that somebody wants to see, and letting go of what nobody looks at.

Run by the courier, outside any transaction, in threads of its own: others' servers take their time. What was
fetched is made safe like what people bring themselves.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from threading import Lock
from typing import NamedTuple

from django.db import close_old_connections, connection, transaction
from django.db.models import Sum

from commonhold.ground.charter import queries as charter
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.safely import fetch
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.installation.queries import place
from commonhold.ground.jobs.actions import want_sweeps
from commonhold.social.media import addresses, store
from commonhold.social.media.charter import MediaCharter
from commonhold.social.media.models import Medium, MediumElsewhere
from commonhold.social.media.recognise import Cut, Recognised, Unknown, recognise

log = logging.getLogger("commonhold.media")

_AT_ONCE = 4
_MOST_TRIES = 4
_FIRST_REST = timedelta(minutes=5)
_SECONDS = 30.0
_MEGABYTE = _MILLION = 1_000_000
_LET_GO_EVERY = timedelta(hours=1)
_LET_GO_AT_ONCE = 200
_PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})
_FILMS = frozenset({"video/mp4", "video/webm", "video/ogg", "video/quicktime"})
_SOUNDS = frozenset({"audio/mpeg", "audio/ogg", "audio/mp4", "audio/flac", "audio/wav", "audio/x-wav"})
_KINDS = _PICTURES | _FILMS | _SOUNDS | {"application/octet-stream", "binary/octet-stream", "application/ogg"}


class _Wanted(NamedTuple):
    """What is to be fetched."""

    medium_id: int
    kind: str
    purpose: str
    source: str


class Fetching:
    """What is under way in this process."""

    def __init__(self, network: Network = INTERNET) -> None:
        self._network = network
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="media-elsewhere")
        self._busy: set[int] = set()
        self._lock = Lock()
        self._let_go_at: datetime | None = None

    def take_up(self, now: datetime) -> int:
        """Hand out what is wanted and don't wait for it; how many that were. Once an hour, let go."""
        # A time that is still to come is one that a clock gave which was ahead.
        if self._let_go_at is None or not timedelta() <= now - self._let_go_at < _LET_GO_EVERY:
            self._let_go_at = now
            let_go(now)
        with self._lock:
            busy = set(self._busy)
        found = _wanted(now, busy, _AT_ONCE - len(busy)) if len(busy) < _AT_ONCE else []
        with self._lock:
            self._busy.update(each.medium_id for each in found)
        for each in found:
            self._threads.submit(self._run, each, now)
        return len(found)

    def set_right(self, now: datetime) -> None:
        """What is due later than we ever wait was put off by a clock that was ahead."""
        beyond = now + _FIRST_REST * 4 ** (_MOST_TRIES - 1)
        MediumElsewhere.objects.filter(due_at__gt=beyond).update(due_at=now)

    def work_through(self, now: datetime) -> None:
        """Fetch all that is wanted, here and now."""
        while found := _wanted(now, (), _AT_ONCE):
            for each in found:
                bring(each, self._network, now)

    def _run(self, wanted: _Wanted, now: datetime) -> None:
        try:
            close_old_connections()
            bring(wanted, self._network, now)
        except Exception:  # it is still due, and taken up again
            log.exception("the medium %s could not be fetched", wanted.medium_id)
        finally:
            connection.close()
            with self._lock:
                self._busy.discard(wanted.medium_id)


def _wanted(now: datetime, busy: set[int] | tuple[()], limit: int) -> list[_Wanted]:
    rows = MediumElsewhere.objects.filter(due_at__lte=now, medium__state=Medium.State.ELSEWHERE)
    rows = rows.exclude(medium_id__in=busy).order_by("due_at")
    return [
        _Wanted(*each)
        for each in rows.values_list("medium_id", "medium__kind", "medium__purpose", "source")[:limit]
    ]


def bring(wanted: _Wanted, network: Network, now: datetime) -> None:
    """Fetch it and have it made safe; what can't be had is tried again, what is no medium is not."""
    most = _most_bytes(wanted)
    try:
        came = fetch(
            wanted.source,
            agent=_agent(),
            limit_bytes=most,
            timeout=_SECONDS,
            kinds=_KINDS,
            network=network,
        )
    except CannotFetch:
        _try_later(wanted.medium_id, now)
        return
    file = BytesIO(came.body)
    try:
        found = recognise(file)
    except (Unknown, Cut):
        _refuse(wanted.medium_id, "damaged", now)
        return
    limits = charter.current().read(MediaCharter)
    is_heavy = found.width * found.height > limits.picture_megapixels * _MILLION
    if came.is_cut or is_heavy or (found.kind != "image" and wanted.purpose != Medium.Purpose.POST):
        _refuse(wanted.medium_id, "heavy", now)
        return
    store.receive(wanted.medium_id, file)
    _receive(wanted.medium_id, found, len(came.body), now)


@transaction.atomic
def _receive(medium_id: int, found: Recognised, byte_count: int, now: datetime) -> None:
    Medium.objects.filter(id=medium_id, state=Medium.State.ELSEWHERE).update(
        kind=found.kind, mime=found.mime, byte_count=byte_count, state=Medium.State.WAITING, received_at=now
    )
    MediumElsewhere.objects.filter(medium_id=medium_id).update(due_at=None, tries=0)
    transaction.on_commit(want_sweeps)


@transaction.atomic
def _try_later(medium_id: int, now: datetime) -> None:
    row = MediumElsewhere.objects.select_for_update().get(medium_id=medium_id)
    row.tries += 1
    if row.tries >= _MOST_TRIES:
        _refuse(medium_id, "away", now)
        return
    row.due_at = now + _FIRST_REST * 4 ** (row.tries - 1)
    row.save(update_fields=["tries", "due_at"])


@transaction.atomic
def _refuse(medium_id: int, trouble: str, now: datetime) -> None:
    Medium.objects.filter(id=medium_id, state=Medium.State.ELSEWHERE).update(
        state=Medium.State.REFUSED, trouble=trouble, settled_at=now
    )
    MediumElsewhere.objects.filter(medium_id=medium_id).update(due_at=None)


def let_go(now: datetime) -> int:
    """Delete the files of what nobody looked at for long, and the longest unseen of what is too much.

    They are fetched again when somebody looks. How many that were.
    """
    limits = charter.current().read(MediaCharter)
    here = MediumElsewhere.objects.filter(medium__state=Medium.State.READY, seen_at__isnull=False)
    since = now - timedelta(days=limits.elsewhere_days)
    old = list(
        here.filter(seen_at__lt=since)
        .order_by("seen_at")[:_LET_GO_AT_ONCE]
        .values_list("medium_id", flat=True)
    )
    too_much = (
        here.aggregate(n=Sum("medium__byte_count"))["n"] or 0
    ) - limits.elsewhere_megabytes * _MEGABYTE
    for medium_id, count in here.order_by("seen_at").values_list("medium_id", "medium__byte_count")[
        :_LET_GO_AT_ONCE
    ]:
        if too_much <= 0:
            break
        too_much -= count
        if medium_id not in old:
            old.append(medium_id)
    for medium_id in old:
        _let_go(medium_id)
    return len(old)


def _let_go(medium_id: int) -> None:
    """First nobody is led to the files any more, then they go."""
    row = Medium.objects.get(id=medium_id)
    Medium.objects.filter(id=medium_id, state=Medium.State.READY).update(
        state=Medium.State.ELSEWHERE, byte_count=0
    )
    MediumElsewhere.objects.filter(medium_id=medium_id).update(seen_at=None, due_at=None, tries=0)
    store.delete(addresses.key(row.secret, addresses.full_name(row.mime)))
    store.delete(addresses.key(row.secret, addresses.SMALL))


def _most_bytes(wanted: _Wanted) -> int:
    limits = charter.current().read(MediaCharter)
    by_kind = {
        "image": limits.picture_megabytes,
        "video": limits.film_megabytes,
        "audio": limits.sound_megabytes,
    }
    return by_kind[wanted.kind] * _MEGABYTE


def _agent() -> str:
    here = place()
    return "Commonhold (media)" + ("" if here is None else f" (+{here.public_url}/about)")


#: What this server fetches.
FETCHING = Fetching()
