"""Works that are handed over: their bytes lie in the store of media, under a name that no address has."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from commonhold.civic.exchange.models import WorkFile
from commonhold.social.media import store

MEGABYTE = 2**20
MOST_MEGABYTES = 50


def keep(row: WorkFile, data: bytes) -> None:
    store.put(_name(row), BytesIO(data))


def read(row: WorkFile) -> bytes:
    return b"".join(store.read(_name(row), 0, row.size))


def forget(row: WorkFile, now: datetime) -> None:
    """Its author left, or it is not handed over any more."""
    drop_bytes(row)
    row.gone_at = now
    row.save(update_fields=["gone_at"])


def drop_bytes(row: WorkFile) -> None:
    store.delete(_name(row))


def _name(row: WorkFile) -> str:
    return f"works/{row.offer_id}-{row.sha256[:16]}"
