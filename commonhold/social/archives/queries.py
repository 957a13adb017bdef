"""Imports as their owner sees them; nobody else learns of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext

from commonhold.social.archives.choosing import Choice, count_of
from commonhold.social.archives.models import Awaited, Import
from commonhold.social.archives.reading import Survey
from commonhold.social.archives.refusals import NoSuchImport
from commonhold.social.archives.tables import Kind
from commonhold.social.people.queries import Viewer

_MOST_SHOWN = 100


@dataclass(frozen=True)
class ImportView:
    """An import. `survey` is there when it was read, `total` is how many posts were chosen of it."""

    id: int
    state: Import.State
    filename: str
    byte_count: int
    received: int
    trouble: str
    survey: Survey | None
    choice: Choice
    lines: int
    seen: int
    written: int
    already: int
    not_chosen: int
    refused: int
    media_refused: int
    remarks: list[tuple[str, str]]
    begun_at: datetime
    ended_at: datetime | None
    undone_at: datetime | None
    to_undo: int

    @property
    def undone(self) -> int:
        """How many are taken back already."""
        return max(0, self.written - self.to_undo)


def current(viewer: Viewer) -> ImportView | None:
    """What the viewer is bringing along just now."""
    row = Import.objects.filter(person_id=viewer.person_id or 0, state__in=Import.UNDER_WAY).first()
    return None if row is None else _view(row)


def import_of(viewer: Viewer, import_id: int) -> ImportView:
    """One of the viewer's own. Raises NoSuchImport."""
    row = Import.objects.filter(person_id=viewer.person_id or 0, id=import_id).first()
    if row is None:
        raise NoSuchImport
    return _view(row)


def ended(viewer: Viewer) -> list[ImportView]:
    """What the viewer brought along or undid: the latest ten, newest first. A refusal, if it came last."""
    rows = Import.objects.filter(
        person_id=viewer.person_id or 0,
        state__in=[Import.State.DONE, Import.State.UNDONE, Import.State.REFUSED],
    )
    newest = list(rows.order_by("-id")[:10])
    return [_view(row) for row in newest if row.state != Import.State.REFUSED or row is newest[0]]


def chosen(survey: Survey, choice: Choice) -> int:
    """How many posts of an archive are chosen."""
    return count_of(vars(survey), choice)


@dataclass(frozen=True)
class Waiting:
    """How many addresses of one kind wait, and the first of them."""

    kind: Kind
    count: int
    addresses: list[str]


def awaited(viewer: Viewer) -> list[Waiting]:
    """Whom the viewer followed, listed, blocked or muted elsewhere, and whom this server has not met yet."""
    rows = Awaited.objects.filter(person_id=viewer.person_id or 0)
    counts = dict(rows.values_list("kind").annotate(n=Count("id")).order_by())
    return [
        Waiting(
            kind,
            counts[kind],
            list(rows.filter(kind=kind).order_by("address").values_list("address", flat=True)[:_MOST_SHOWN]),
        )
        for kind in Kind
        if kind in counts
    ]


def _view(row: Import) -> ImportView:
    kept: dict[str, Any] | None = row.survey
    undoing = row.state == Import.State.UNDOING
    return ImportView(
        id=row.id,
        state=Import.State(row.state),
        filename=row.filename,
        byte_count=row.byte_count,
        received=row.received,
        trouble=gettext(row.trouble).format(**row.trouble_values) if row.trouble else "",
        survey=None if kept is None else Survey(**kept),
        choice=Choice(row.way, row.answers, row.readers, row.since_year, row.until_year),
        lines=0 if kept is None else kept["posts"],
        seen=row.seen,
        written=row.written,
        already=row.already,
        not_chosen=row.not_chosen,
        refused=row.refused,
        media_refused=row.media_refused,
        remarks=[(about, words) for about, words in row.remarks],
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        undone_at=row.undone_at,
        to_undo=row.brought.count() if undoing else 0,
    )
