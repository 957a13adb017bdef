"""Taking a backup: what was received, the database, the public record, the media, the rest, in this order.

Whatever the database names at its moment is there before it, or is copied after it; what somebody discards
between the two is gone from the backup as well, as she asked.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from commonhold.house.backup.databases import FILE, Facts, copied
from commonhold.house.backup.repository import Repository
from commonhold.house.backup.snapshot import File, Record, Snapshot
from commonhold.house.release import RELEASE
from commonhold.social.media import store
from rulebook.merkle import Bundle, Tile, bundles_at, tiles_at

INCOMING, MEDIA, RECORD, POLL_KEYS = "incoming", "media", "record", "keys/polls"
#: What is only for the moment, or comes from elsewhere: mail that waits in files bears codes to sign in with.
NOT_KEPT = (
    FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", "record.lock", "record.draft", "sharing.lock",
    "outgoing-mail", INCOMING, MEDIA, RECORD, "backups.json", "doctor.json", "deposits",
)  # fmt: skip
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Taken:
    """A backup that was taken, and what it cost."""

    name: str
    snapshot: Snapshot
    new_bytes: int
    new_chunks: int


def take(
    repository: Repository,
    *,
    data: Path,
    database: Mapping[str, Any],
    now: datetime,
    with_poll_keys: bool = False,
    tell: Tell = lambda _what, _done, _of: None,
) -> Taken:
    """Take a backup of this data folder and its database, while they are used."""
    scratch = Path(mkdtemp(prefix=".backup-", dir=data))  # beside it: for its disk, and for nobody else
    try:
        with repository.alone():
            before = {each.path: each for each in _newest_files(repository)}
            files: dict[str, File] = {}

            def keep(found: Iterator[tuple[Path, str]] | list[tuple[Path, str]], what: str) -> None:
                listed = list(found)
                for number, (source, path) in enumerate(listed, 1):
                    one = _kept(repository, source, path, before.get(path))
                    if one is not None:
                        files[path] = one
                    tell(what, number, len(listed))

            keep(_below(data, INCOMING), "received")
            with copied(database, scratch) as (facts, copy):
                keep(copy, "database")
            keep(_below(data, INCOMING), "received")
            keep(_tiles(data, facts.record), "record")
            _keep_media(repository, before, files, tell)
            keep(_rest(data, with_poll_keys=with_poll_keys), "keys and the rest")
            left_out = () if with_poll_keys else tuple(path for _source, path in _below(data, POLL_KEYS))
            taken = _said(facts, files, left_out, now)
            return Taken(repository.keep_snapshot(taken), taken, repository.new_bytes, repository.new_chunks)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _said(facts: Facts, files: dict[str, File], left_out: tuple[str, ...], now: datetime) -> Snapshot:
    return Snapshot(
        at=now,
        release=RELEASE,
        vendor=facts.vendor,
        public_url=facts.public_url,
        rows=facts.rows,
        migrations=facts.migrations,
        files=tuple(files[path] for path in sorted(files)),
        record=facts.record,
        left_out=left_out,
    )


def _newest_files(repository: Repository) -> tuple[File, ...]:
    newest = repository.newest()
    return newest.files if newest else ()


def _kept(repository: Repository, source: Path, path: str, before: File | None) -> File | None:
    """The file as the backup has it; as before, unread, where it did not change. None when it is gone."""
    try:
        found = source.stat()
        mark = f"{found.st_ino}:{found.st_mtime_ns}"
        if before is not None and (before.mark, before.size) == (mark, found.st_size):
            return before
        return replace(repository.keep_file(source, path, mark=mark), mode=found.st_mode & 0o777)
    except FileNotFoundError:
        return None


def _keep_media(repository: Repository, before: dict[str, File], files: dict[str, File], tell: Tell) -> None:
    """From whichever store they lie in. What has a name there never changes under it."""
    listed = list(store.listed())
    for number, each in enumerate(listed, 1):
        path = f"{MEDIA}/{each.name}"
        known = before.get(path)
        try:
            if known is not None and (known.size, known.mark) == (each.size, each.mark):
                files[path] = known
            else:
                files[path] = repository.keep(_pieces(each), path, mark=each.mark)
        except FileNotFoundError:
            continue  # discarded since it was listed
        tell(MEDIA, number, len(listed))


def _pieces(medium: store.Listed) -> Iterator[bytes]:
    return store.read(medium.name, 0, medium.size) if medium.size else iter(())


def _tiles(data: Path, signed: Record | None) -> Iterator[tuple[Path, str]]:
    """The log's files as they were at the database's moment. The signed note itself is in the database."""
    if signed is None:
        return
    parts: list[Tile | Bundle] = [*tiles_at(signed.size), *bundles_at(signed.size)]
    for part in parts:
        yield data / RECORD / part.path, f"{RECORD}/{part.path}"


def _below(data: Path, folder: str) -> Iterator[tuple[Path, str]]:
    for each in sorted((data / folder).rglob("*")):
        if each.is_file() and not each.name.startswith("."):
            yield each, str(each.relative_to(data))


def _rest(data: Path, *, with_poll_keys: bool) -> Iterator[tuple[Path, str]]:
    for each in sorted(data.iterdir()):
        if each.name in NOT_KEPT or each.name.startswith("."):
            continue
        if each.is_file():
            yield each, each.name
        for source, path in _below(data, each.name):
            if with_poll_keys or not path.startswith(f"{POLL_KEYS}/"):
                yield source, path
