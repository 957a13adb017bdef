"""Bringing an archive along in one go, as tests need it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from commonhold.social.archives.actions import bring_archive, start_import
from commonhold.social.archives.choosing import Choice
from commonhold.social.archives.jobs import read_waiting
from commonhold.social.archives.queries import ImportView, import_of
from commonhold.social.archives.writing import write_some
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING


def bring(by: int, archive: bytes, *, filename: str = "archive.zip", now: datetime = MORNING) -> int:
    """Bring it and have it read; return the import's id."""
    import_id = bring_archive(by, file=io.BytesIO(archive), filename=filename, now=now)
    read_waiting(now)
    return import_id


def move_in(
    by: int,
    archive: bytes,
    choice: Choice | None = None,
    *,
    filename: str = "archive.zip",
    now: datetime = MORNING,
) -> ImportView:
    """All of it, from the file to the last post."""
    import_id = bring(by, archive, filename=filename, now=now)
    start_import(by, import_id=import_id, choice=choice or Choice(), now=now)
    write(import_id, now=now)
    return import_of(Viewer(by), import_id)


def write(import_id: int, *, now: datetime = MORNING) -> None:
    """Go on until it is written."""
    while write_some(import_id, now=now + timedelta(seconds=1)) is not None:
        pass
