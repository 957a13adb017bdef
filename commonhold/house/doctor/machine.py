"""The machine: secrets, disk, clock, open files, the store of media."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from commonhold.ground.record import queries as record
from commonhold.house.doctor.finding import Finding, fine, warning, wrong
from commonhold.social.media import queries as media
from commonhold.social.media import store

_OTHERS = 0o077
_TIGHT, _FULL = 2 << 30, 256 << 20  # bytes that are free
_FEW_FILES = 8_192
_AHEAD = 60.0  # seconds that the record may be ahead of this clock
_UNSYNCHRONISED = 0x40  # STA_UNSYNC of ntp_adjtime(2)

_BRING_BACK = (
    "Stop the server. commonhold restore PLACE --data /var/tmp/again, and copy its keys/record here. Else"
    " whoever watches the record sees two for ever: docs/running/when-something-breaks.md."
)


def secrets_are_ours_alone() -> Iterator[Finding]:
    """Keys that others of this machine can read, or that belong to somebody else."""
    folder = Path(settings.KEYS_DIR)
    paths = [Path(settings.DATA_DIR), folder, *sorted(folder.rglob("*"))]
    there = [each for each in paths if each.exists()]
    open_ones = [each for each in there if each.stat().st_mode & _OTHERS]
    foreign = [each for each in there if each.stat().st_uid != os.geteuid()]
    if open_ones:
        yield wrong(
            "keys",
            f"Others of this machine may read {_some(open_ones)}.",
            f"chmod -R go= {folder} && chmod 700 {settings.DATA_DIR}. If strangers have an account here, "
            "count the keys as known.",
        )
    if foreign:
        yield wrong(
            "keys",
            f"{_some(foreign)} belong to another user than the one who runs this.",
            "Run the server and every command as one user, such as “commonhold”, who owns the data folder.",
        )
    if not open_ones and not foreign:
        yield fine("keys", "Nobody else can read the keys.")


def disk_has_room() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    said = f"{free / (1 << 30):.1f} GiB are free where the data lies."
    if free < _FULL:
        yield wrong("disk", said, "Make room now: without any nothing more is written, ballots neither.")
    elif free < _TIGHT:
        yield warning("disk", said, "Make room, or move DATA/media into a bucket with COMMONHOLD_MEDIA.")
    else:
        yield fine("disk", said)


def clock_is_right(now: datetime) -> Iterator[Finding]:
    """Votes open and close by this clock."""
    newest = next(iter(record.checkpoints(limit=1)), None)
    if newest is not None and (newest.at - now).total_seconds() > _AHEAD:
        yield wrong(
            "clock",
            f"The record was signed at {newest.at:%Y-%m-%d %H:%M} UTC, "
            f"and this clock says {now:%Y-%m-%d %H:%M}.",
            "The clock went back. Set it right before anything else: apt install systemd-timesyncd.",
        )
    elif kernel_minds_the_time() is False:
        yield warning(
            "clock",
            "Nothing keeps this machine's clock right.",
            "apt install systemd-timesyncd, and look at “timedatectl”.",
        )
    else:
        yield fine("clock", "The clock is kept right.")


def kernel_minds_the_time() -> bool | None:
    """Does something set this clock by others? None where the kernel can't be asked."""
    try:
        asked = ctypes.create_string_buffer(512)  # struct timex, all zero: only to read
        status = ctypes.CDLL(None).adjtimex(asked)
        flags = int.from_bytes(asked.raw[40:44], "little")  # `status`, behind `modes` and four longs
    except (OSError, AttributeError):
        return None
    return None if status < 0 else not flags & _UNSYNCHRONISED


def many_files_may_be_open() -> Iterator[Finding]:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < _FEW_FILES:
        yield warning(
            "open-files",
            f"This user may have {hard} files open, and each open page is one.",
            f"LimitNOFILE={_FEW_FILES} in the service's unit, or /etc/security/limits.d.",
        )
    else:
        yield fine("open-files", "Enough files may be open.")


def media_can_be_kept() -> Iterator[Finding]:
    try:
        store.must_be_writable()
    except Exception as error:  # whatever a store's library raises
        yield wrong(
            "media",
            f"The store of media can't be written: {type(error).__name__}: {error}",
            "Look at COMMONHOLD_MEDIA, at the two AWS_… keys and at what they may do in the bucket; "
            "for a folder, at its owner. What people bring waits in DATA/incoming until then.",
        )
    else:
        yield fine("media", "Media can be kept.")


def media_is_all_here() -> Iterator[Finding]:
    """In a folder; a bucket keeps its own count, and listing it takes long."""
    if settings.MEDIA_STORE:
        return
    lost = media.lost()
    if lost:
        yield wrong(
            "lost-media",
            f"{len(lost)} files of pictures, sounds or films are gone from DATA/media: {lost[0]}.",
            "commonhold restore PLACE --data /var/tmp/again, and bring what is missing: "
            f"cp -an /var/tmp/again/media/. {settings.DATA_DIR}/media/. Then remove /var/tmp/again.",
        )
    else:
        yield fine("lost-media", "Every picture, sound and film that should be here is here.")


def record_s_key_is_here() -> Iterator[Finding]:
    """Before anything else that reads the record: whoever signs makes a key that is missing."""
    if lost := record.lost_key():
        yield wrong("record-key", f"The record's signing key {lost} is missing.", _BRING_BACK)
    elif not record.is_of_our_key():
        yield wrong("record-key", "Another key signed the record than the one that lies here.", _BRING_BACK)
    else:
        yield fine("record-key", "The record is signed by the key that lies here.")


def _some(paths: list[Path]) -> str:
    shown = ", ".join(str(each) for each in paths[:3])
    return f"{shown} and {len(paths) - 3} more" if len(paths) > 3 else shown
