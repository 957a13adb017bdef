"""Where the files of an import lie while it is under way: a folder of its own in the data folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from commonhold.social.archives.reading import PACKED

_PIECE = 1_048_576


def folder_of(import_id: int) -> Path:
    return _all() / str(import_id)


def packed(import_id: int) -> Path:
    """The archive just as it was sent."""
    return folder_of(import_id) / PACKED


def append(import_id: int, *, offset: int, piece: BinaryIO) -> int:
    """Write a piece down behind the first `offset` bytes; how many it has."""
    path = packed(import_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if offset == 0:  # it may be a file of somebody's that was linked here
        path.unlink(missing_ok=True)
    with path.open("r+b" if path.exists() else "wb") as file:
        file.seek(offset)
        shutil.copyfileobj(piece, file, _PIECE)
        file.truncate()
        return file.tell() - offset


def take(import_id: int, source: Path) -> None:
    """Have the file of this machine as the archive, without a second copy where the disk can do that."""
    path = packed(import_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)


def clear(import_id: int) -> None:
    """Forget all its files; harmless when there are none."""
    shutil.rmtree(folder_of(import_id), ignore_errors=True)


def kept() -> list[int]:
    """The imports of which there are files."""
    folder = _all()
    names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    return [int(each) for each in names if each.isdecimal()]


def _all() -> Path:
    return Path(settings.DATA_DIR) / "archives"
