"""Archives as their owner sees them; nobody else learns of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commonhold.social.people.queries import Viewer
from commonhold.social.takeout import folders
from commonhold.social.takeout.models import Takeout
from commonhold.social.takeout.refusals import NoSuchTakeout


@dataclass(frozen=True)
class TakeoutView:
    """An archive: `state` is waiting, ready, failed or gone; `missing` are files that were not there."""

    id: int
    state: str
    done: int
    total: int
    byte_count: int
    sha256: str
    missing: list[str]
    asked_at: datetime
    ready_at: datetime | None
    kept_until: datetime | None


@dataclass(frozen=True)
class TakeoutFile:
    """Where the file of an archive lies, and its SHA-256, by which a download goes on where it stopped."""

    path: Path
    byte_count: int
    sha256: str
    asked_at: datetime


def latest(viewer: Viewer) -> TakeoutView | None:
    """The one that the viewer asked for last."""
    row = Takeout.objects.filter(person_id=viewer.person_id or 0).order_by("-id").first()
    return None if row is None else _view(row)


def file_of(viewer: Viewer, takeout_id: int) -> TakeoutFile:
    """The file of an archive that is ready. Raises NoSuchTakeout."""
    ready = Takeout.objects.filter(person_id=viewer.person_id or 0, state=Takeout.State.READY)
    row = ready.filter(id=takeout_id).first()
    if row is None or not folders.whole(row.id).is_file():
        raise NoSuchTakeout
    return TakeoutFile(folders.whole(row.id), row.byte_count, row.sha256, row.asked_at)


def _view(row: Takeout) -> TakeoutView:
    return TakeoutView(
        id=row.id,
        state=row.state,
        done=min(row.done, row.total),
        total=row.total,
        byte_count=row.byte_count,
        sha256=row.sha256,
        missing=list(row.missing),
        asked_at=row.asked_at,
        ready_at=row.ready_at,
        kept_until=row.kept_until,
    )
