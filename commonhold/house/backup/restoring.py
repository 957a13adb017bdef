"""Laying a backup down again, in an empty folder and an empty database. What follows is in settling.py."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonhold.ground.refusal import Refusal
from commonhold.house.backup.databases import DUMP, FILE, POSTGRESQL, lay_down, must_be_empty, vendor_of
from commonhold.house.backup.repository import Repository
from commonhold.house.backup.sealing import Damaged
from commonhold.house.backup.snapshot import File, Snapshot

ERASED = "erased.jsonl"
_STAGING = ".restoring"
_NOTHING = {_STAGING, "lost+found"}  # left by a restore that was killed; on each fresh disk of its own
_KEYS = "keys"
_OF_A_START = {"factors", "secret"}  # which any start makes; before a founding they lock nothing
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class LaidDown:
    """What was restored, and the erasures that the newest backup knew of."""

    name: str
    snapshot: Snapshot
    erased: bytes


def lay_backup_down(
    repository: Repository,
    name: str,
    *,
    data: Path,
    database: Mapping[str, Any],
    tell: Tell = lambda _what, _done, _of: None,
) -> LaidDown:
    """Write every file of this snapshot and fill the database. Raises Refusal, and then nothing is there.

    It is gathered within the folder, since whoever serves may often write nowhere beside it and a volume may
    end there, and takes its places when all of it was compared with its hashes.
    """
    taken = repository.read(name)
    _must_fit(taken, database)
    _must_be_empty(data)
    must_be_empty(database)
    was_there, staging = data.exists(), data / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        staging.mkdir(mode=0o700)
        for number, each in enumerate(taken.files, 1):
            repository.write_file(each, staging / _inside(each))
            tell("files", number, len(taken.files))
        erased = _erased(repository)
        if erased:
            (staging / ERASED).write_bytes(erased)
        if taken.vendor == POSTGRESQL:
            tell("database", 0, 1)
            lay_down(database, staging / DUMP)
            shutil.rmtree(staging / DUMP)
            tell("database", 1, 1)
        _move_in(staging, data, database)
    except Damaged as damage:
        raise Refusal(
            "The backup {name} is damaged: {what}. Nothing was restored; try an older one with --at.",
            name=name,
            what=damage,
        ) from damage
    except OSError as error:
        raise Refusal(
            "{folder} could not be filled: {why}. Nothing was restored. Is there room, and does the folder "
            "belong to the user that serves, as whom this is to be typed?",
            folder=data,
            why=error,
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if not was_there:
            _forget_if_empty(data)
    return LaidDown(name, taken, erased)


def _move_in(staging: Path, data: Path, database: Mapping[str, Any]) -> None:
    """The database's file goes last: a folder that lacks it is no co-op yet."""
    for each in sorted(staging.iterdir(), key=lambda path: path.name == FILE):
        if each.name == FILE:
            target = Path(database["NAME"])
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(each, target)
        else:
            if each.name == _KEYS:
                shutil.rmtree(data / _KEYS, ignore_errors=True)
            each.replace(data / each.name)


def _must_fit(taken: Snapshot, database: Mapping[str, Any]) -> None:
    wanted = vendor_of(database)
    if taken.vendor == wanted:
        return
    if taken.vendor == POSTGRESQL:
        raise Refusal(
            "This is a backup of a PostgreSQL database. Name an empty one with --database postgresql://…; "
            "nothing was changed."
        )
    raise Refusal(
        "This is a backup of an SQLite database. Restore it without --database first, then move it with "
        "“commonhold migrate-to-postgres”. Nothing was changed."
    )


def _forget_if_empty(data: Path) -> None:
    with suppress(OSError):
        data.rmdir()


def _must_be_empty(data: Path) -> None:
    if data.exists() and (not data.is_dir() or any(_is_kept(each) for each in data.iterdir())):
        raise Refusal(
            "{folder} is not empty. Nothing was changed; restore into a new folder with --data DIR.",
            folder=data,
        )


def _is_kept(path: Path) -> bool:
    if path.name == _KEYS and path.is_dir():
        return any(each.name not in _OF_A_START for each in path.iterdir())
    return path.name not in _NOTHING


def _inside(file: File) -> str:
    """Its path, which a backup that somebody made up might point elsewhere with."""
    if Path(file.path).is_absolute() or ".." in Path(file.path).parts:
        raise Damaged(f"{file.path} lies outside the folder")
    return file.path


def _erased(repository: Repository) -> bytes:
    """The newest list of erasures: who was erased after an older backup is erased in it again."""
    newest = repository.newest()
    for each in newest.files if newest else ():
        if each.path == ERASED:
            return b"".join(repository.chunk(name) for name in each.chunks)
    return b""
