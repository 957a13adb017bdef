"""The record's folder: tiles and the checkpoint, as they are served. All of it can be rebuilt."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from commonhold.ground import keys

CHECKPOINT, VKEY = "checkpoint", "vkey"


def folder() -> Path:
    return Path(settings.RECORD_DIR)


def read(path: str) -> bytes | None:
    """The file's bytes, or None."""
    try:
        return (folder() / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def must_read(path: str) -> bytes:
    """The file's bytes. Raises FileNotFoundError."""
    return (folder() / path).read_bytes()


def write(files: Mapping[str, bytes]) -> None:
    """Put each file in place whole, durable on return."""
    changed = set()
    for path, data in files.items():
        target = folder() / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the folder: what a crash leaves there is not in the published log.
        draft = folder().with_name("record.draft")
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        changed.add(target.parent)
    for each in changed:
        keys.sync_folder(each)


def clear() -> None:
    """Remove what is published, before it is rebuilt."""
    shutil.rmtree(folder() / "tile", ignore_errors=True)
    (folder() / CHECKPOINT).unlink(missing_ok=True)


@contextmanager
def one_sequencer() -> Iterator[None]:
    """Hold the log's only writing place, among threads and processes; a dead holder lets go."""
    folder().mkdir(parents=True, exist_ok=True)
    # Beside the folder, which holds the published log and nothing else.
    with folder().with_name("record.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
