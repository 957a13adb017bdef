"""What people do with media: bring them, describe them, discard them. Rooms above take and release them."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.erased.actions import note_erased
from commonhold.ground.jobs.actions import want_sweeps
from commonhold.social.media import store
from commonhold.social.media.charter import MediaCharter
from commonhold.social.media.models import Medium
from commonhold.social.media.recognise import Cut, Heic, Recognised, Unknown, recognise
from commonhold.social.media.refusals import (
    AltTooLong,
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    FocusOutside,
    HeicNotReadable,
    MediumInUse,
    MediumRefused,
    NoSuchMedium,
    NotAMedium,
    NotAPicture,
    TooManyLyingAround,
    TooManyPoints,
    UnknownPurpose,
)
from commonhold.social.people import queries as people

LONGEST_ALT = 1500
MOST_IDLE = 40
_MEGABYTE = _MILLION = 1_000_000
_EDGE = 1000


def receive_medium(by: int, *, file: BinaryIO, filename: str, purpose: str = "post", now: datetime) -> int:
    """Take a file in and return the medium's id; it waits until it was made safe.

    `purpose` is post, avatar, header, emoji, ad or offer; all but a post want a picture. The name of the file
    is only repeated in refusals: EmptyFile, NotAMedium, NotAPicture, HeicNotReadable, DamagedFile,
    FileTooLarge, TooManyPoints, TooManyLyingAround, UnknownPurpose. Then nothing is kept.
    """
    people.must_be_active(by)
    if purpose not in Medium.Purpose.values:
        raise UnknownPurpose
    name = filename[:80] or "?"
    found, byte_count = _examined(file, name, purpose)
    if Medium.objects.filter(owner_id=by, idle_since__isnull=False).count() >= MOST_IDLE:
        raise TooManyLyingAround(MOST_IDLE)
    medium_id = ids.new_id(now)
    # Before the transaction: a film takes its time, and the database has one writer.
    store.receive(medium_id, file)
    try:
        with transaction.atomic():
            Medium.objects.create(
                id=medium_id,
                owner_id=by,
                purpose=purpose,
                kind=found.kind,
                state=Medium.State.WAITING,
                secret=secrets.token_urlsafe(24),
                mime=found.mime,
                byte_count=byte_count,
                received_at=now,
                idle_since=now,
            )
            transaction.on_commit(want_sweeps)
    except BaseException:
        store.incoming(medium_id).unlink(missing_ok=True)
        raise
    return medium_id


@transaction.atomic
def describe_medium(
    by: int, *, medium_id: int, alt: str, focus: tuple[int, int] | None = None, now: datetime
) -> None:
    """Say what is to be seen or heard, and which point stays in view when it is cropped.

    `focus` counts thousandths from the middle, right and up; None leaves it. Raises NoSuchMedium, AltTooLong
    or FocusOutside.
    """
    row = _own(by, medium_id)
    alt = alt.replace("\r\n", "\n").replace("\0", "").strip()
    if len(alt) > LONGEST_ALT:
        raise AltTooLong(length=len(alt), longest=LONGEST_ALT)
    if focus is not None:
        if not all(-_EDGE <= part <= _EDGE for part in focus):
            raise FocusOutside
        row.focus_x, row.focus_y = focus
    row.alt = alt
    row.save(update_fields=["alt", "focus_x", "focus_y"])


@transaction.atomic
def discard_medium(by: int, *, medium_id: int, now: datetime) -> None:
    """Throw away what is in no post. Raises NoSuchMedium or MediumInUse."""
    row = _own(by, medium_id)
    if row.idle_since is None:
        raise MediumInUse
    bury([row.id], now=now)


@transaction.atomic
def take_media(by: int, *, medium_ids: Collection[int], purpose: str = "post", now: datetime) -> None:
    """Use media of one's own in a post, a draft or one's page: they are not swept away any more.

    Harmless when they are in use already. Raises NoSuchMedium, also for those brought for another purpose,
    or MediumRefused.
    """
    mine = Medium.objects.filter(owner_id=by, purpose=purpose, gone_at=None)
    rows = mine.select_for_update().filter(id__in=medium_ids)
    states = list(rows.values_list("state", flat=True))
    if len(states) != len(set(medium_ids)):
        raise NoSuchMedium
    if Medium.State.REFUSED in states:
        raise MediumRefused
    rows.update(idle_since=None)


@transaction.atomic
def release_media(by: int, *, medium_ids: Collection[int], now: datetime) -> None:
    """What used them is gone: unless they are taken again within a day, they go too."""
    Medium.objects.filter(id__in=medium_ids, owner_id=by, idle_since=None, gone_at=None).update(
        idle_since=now
    )


@transaction.atomic
def bury(medium_ids: Collection[int], *, now: datetime) -> None:
    """Make tombstones of media, whatever they were in; their files go with the next sweep."""
    going = Medium.objects.filter(id__in=medium_ids, gone_at=None)
    note_erased("medium", list(going.values_list("id", flat=True)), now=now)
    going.update(state=Medium.State.GONE, alt="", blurhash="", idle_since=None, gone_at=now)
    transaction.on_commit(want_sweeps)


def _examined(file: BinaryIO, name: str, purpose: str) -> tuple[Recognised, int]:
    """What a file is and how long, unless it is refused for what can be seen without decoding it."""
    byte_count = file.seek(0, 2)
    file.seek(0)
    if byte_count == 0:
        raise EmptyFile(name)
    try:
        found = recognise(file)
    except Heic as heic:
        raise HeicNotReadable(name) from heic
    except Unknown as unknown:
        raise (NotAMedium if purpose == "post" else NotAPicture)(name) from unknown
    except Cut as cut:
        raise DamagedFile(name) from cut
    if found.kind != "image" and purpose != "post":
        raise NotAPicture(name)
    limits = charter.current().read(MediaCharter)
    most = {
        "image": limits.picture_megabytes,
        "video": limits.film_megabytes,
        "audio": limits.sound_megabytes,
    }[found.kind]
    if byte_count > most * _MEGABYTE:
        raise FileTooLarge(name, megabytes=most)
    if found.width * found.height > limits.picture_megapixels * _MILLION:
        raise TooManyPoints(name, megapixels=limits.picture_megapixels)
    return found, byte_count


def _own(by: int, medium_id: int) -> Medium:
    people.must_be_active(by)
    row = Medium.objects.select_for_update().filter(id=medium_id, owner_id=by, gone_at=None).first()
    if row is None:
        raise NoSuchMedium
    return row
