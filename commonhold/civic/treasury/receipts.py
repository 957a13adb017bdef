"""Files beside bills: their bytes lie in the store of media, and only members are served them."""

from __future__ import annotations

from io import BytesIO

from commonhold.civic.treasury.models import BillFile
from commonhold.social.media import store

MEGABYTE = 2**20
MOST_MEGABYTES, MOST_FILES = 8, 6
#: What a file begins with, by kind. WebP says so a few bytes later.
_MARKS = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF",
}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def kind_of(data: bytes) -> str | None:
    """What the bytes are, whatever their name says; None for anything that is no receipt."""
    for kind, mark in _MARKS.items():
        if data.startswith(mark) and (kind != "image/webp" or data[8:12] == b"WEBP"):
            return kind
    return None


def keep(row: BillFile, data: bytes) -> None:
    store.put(_name(row), BytesIO(data))


def read(row: BillFile) -> bytes:
    return b"".join(store.read(_name(row), 0, row.size))


def _name(row: BillFile) -> str:
    return f"receipts/{row.id}"
