"""Copies of peers' records: should a peer lose its own, its members and everybody else still have it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from commonhold.ground.keys import sync_folder
from rulebook.merkle import Bundle, DirectoryReader, NotATile, Reader, Tile, bundles_at, parse_path, tiles_at

_AT_ONCE = 200  # files in one visit; a long record takes several


def folder(peer_id: int) -> Path:
    return Path(settings.DATA_DIR) / "mirrors" / str(peer_id)


def keep(peer_id: int, size: int, reader: Reader) -> int:
    """Copy what we lack of a record of `size` leaves; how many files came. Raises CannotFetch.

    What a file's name stands for never changes. The heads come last, when all that they sign is there.
    """
    here, count = DirectoryReader(folder(peer_id)), 0
    parts: list[Tile | Bundle] = [*tiles_at(size), *bundles_at(size)]
    for part in parts:
        if here.read(part.path) is not None or here.read(part.full.path) is not None:
            continue
        if count == _AT_ONCE:
            return count
        data = reader.read(part.path)
        data = reader.read(part.full.path) if data is None else data
        if data is not None:
            _write(folder(peer_id) / part.path, data)
            count += 1
    for head in ("vkey", "checkpoint"):
        data = reader.read(head)
        if data is not None and data != here.read(head):
            _write(folder(peer_id) / head, data)
    return count


def read(peer_id: int, path: str) -> bytes | None:
    """A file of the copy; None for anything that no log has."""
    if path not in {"checkpoint", "vkey"}:
        try:
            parse_path(path)
        except NotATile:
            return None
    return DirectoryReader(folder(peer_id)).read(path)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.draft")
    draft.write_bytes(data)
    draft.replace(target)
    sync_folder(target.parent)
