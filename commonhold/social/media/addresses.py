"""Under which address a medium's files are found, and the signature that opens one without a session.

An address cannot be guessed, and whoever has it still needs to be allowed to see what it leads to. A signed
one opens for anybody until its time is over; `FOR_GOOD` is for servers that were sent the post itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

SIGNED_FOR = timedelta(hours=24)
FOR_GOOD = 0

#: How the full version of each form ends.
ENDINGS = {
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/ogg": "ogv",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
}
SMALL, SMALL_MIME = "small.webp", "image/webp"
#: The name of a sound or a film of another server until it is here.
COMING = "coming"


def full_name(mime: str) -> str:
    """What the full version is called, such as full.jpg."""
    return f"full.{ENDINGS[mime]}"


def key(secret: str, name: str) -> str:
    """Where the store has a file."""
    return f"{secret[:2]}/{secret}/{name}"


def path(secret: str, name: str) -> str:
    """Where the web has it."""
    return f"/media/{secret}/{name}"


def signed(path_of_file: str, *, until: datetime | None) -> str:
    """The same address, opened for anybody until then; without a time, for good."""
    ends = FOR_GOOD if until is None else int(until.timestamp())
    return f"{path_of_file}?until={ends}&key={_signature(path_of_file, ends)}"


def is_signed(path_of_file: str, *, until: str, signature: str, now: datetime) -> bool:
    """Is this signature ours, and its time not over? For good counts as not over."""
    if not until.isdecimal() or len(until) > 12:
        return False
    ends = int(until)
    genuine = constant_time_compare(signature, _signature(path_of_file, ends))
    return genuine and (ends == FOR_GOOD or now.timestamp() < ends)


def _signature(path_of_file: str, ends: int) -> str:
    return Signer(salt="media").signature(f"{path_of_file}:{ends}")
