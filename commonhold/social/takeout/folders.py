"""Where archives lie: each in a folder of its own, under a passing name until it is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings


def folder_of(takeout_id: int) -> Path:
    return _all() / str(takeout_id)


def whole(takeout_id: int) -> Path:
    """The archive, once all of it is there."""
    return folder_of(takeout_id) / "takeout.zip"


def unfinished(takeout_id: int) -> Path:
    """What is being written, and what a crash left."""
    return folder_of(takeout_id) / "takeout.part"


def clear(takeout_id: int) -> None:
    """Forget its files; harmless when there are none."""
    shutil.rmtree(folder_of(takeout_id), ignore_errors=True)


def kept() -> list[int]:
    """The archives of which there are files."""
    folder = _all()
    names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    return [int(each) for each in names if each.isdecimal()]


def free_bytes() -> int:
    """How much room the disk has left."""
    return shutil.disk_usage(settings.DATA_DIR).free


def _all() -> Path:
    return Path(settings.DATA_DIR) / "takeouts"
