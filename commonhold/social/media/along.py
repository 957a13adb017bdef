"""Somebody's own files, for the archive of all that is hers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from commonhold.social.media import addresses
from commonhold.social.media.models import Medium


@dataclass(frozen=True)
class OwnFile:
    """A file of hers that is ready: `key` is its name in the store, `name` the one it has in an archive."""

    id: int
    key: str
    name: str
    kind: str
    mime: str
    alt: str
    focus: tuple[int, int]
    byte_count: int


def count_of(person_id: int) -> int:
    return _ready(person_id).count()


def bytes_of(person_id: int) -> int:
    """How many bytes her files have together."""
    return sum(_ready(person_id).values_list("byte_count", flat=True))


def own_files(person_id: int, *, after: int, limit: int) -> list[OwnFile]:
    """Her files, oldest first."""
    return [_file(row) for row in _ready(person_id).filter(id__gt=after).order_by("id")[:limit]]


def files_among(person_id: int, medium_ids: Collection[int]) -> dict[int, OwnFile]:
    """Those of these that are hers and ready."""
    return {row.id: _file(row) for row in _ready(person_id).filter(id__in=medium_ids)}


def _ready(person_id: int) -> QuerySet[Medium]:
    return Medium.objects.filter(owner_id=person_id, state=Medium.State.READY)


def _file(row: Medium) -> OwnFile:
    name = addresses.full_name(row.mime)
    return OwnFile(
        id=row.id,
        key=addresses.key(row.secret, name),
        name=f"media_attachments/files/{row.id}/{name}",
        kind=row.kind,
        mime=row.mime,
        alt=row.alt,
        focus=(row.focus_x, row.focus_y),
        byte_count=row.byte_count,
    )
