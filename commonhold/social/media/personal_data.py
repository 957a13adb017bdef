"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.social.media import addresses
from commonhold.social.media.actions import bury
from commonhold.social.media.models import Medium


def export_of(person_id: int) -> dict[str, Any]:
    """Every medium of hers as plain values; `key` is its file's name in the store."""
    rows = Medium.objects.filter(owner_id=person_id, gone_at=None).order_by("id")
    return {"media": [_medium(row) for row in rows]}


def erase(person_id: int, now: datetime) -> None:
    """Her media become tombstones; the next sweep deletes their files. What emoji and ads use is not hers."""
    rows = Medium.objects.filter(owner_id=person_id, gone_at=None)
    rows = rows.exclude(purpose__in=[Medium.Purpose.EMOJI, Medium.Purpose.AD], idle_since=None)
    bury(list(rows.values_list("id", flat=True)), now=now)


def _medium(row: Medium) -> dict[str, Any]:
    is_ready = row.state == Medium.State.READY
    return {
        "id": str(row.id),
        "kind": row.kind,
        "purpose": row.purpose,
        "state": row.state,
        "alt": row.alt,
        "focus": [row.focus_x, row.focus_y],
        "mime": row.mime,
        "bytes": row.byte_count,
        "received_at": row.received_at.isoformat(),
        "key": addresses.key(row.secret, addresses.full_name(row.mime)) if is_ready else "",
    }
