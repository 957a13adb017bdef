"""A backup's objects: `terms`, `chunks/…` and `snapshots/…`, sealed, in whichever place."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from commonhold.ground.refusal import Refusal
from commonhold.house.backup import sealing, snapshot
from commonhold.house.backup.places import Place
from commonhold.house.backup.sealing import Damaged, Seal
from commonhold.house.backup.snapshot import File, Snapshot

TERMS, CHUNKS, SNAPSHOTS = "terms", "chunks", "snapshots"
_PIECE = 1_048_576  # bytes: a database's pages keep their places, so most of its pieces stay the same


class Repository:
    """`new_bytes` and `new_chunks`: what was written into it since it was opened."""

    def __init__(self, place: Place, seal: Seal) -> None:
        self.place, self.seal = place, seal
        self.new_bytes = self.new_chunks = 0
        self._known: set[str] | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self.place.alone():
            self._known = {each.name.rpartition("/")[2] for each in self.place.listed(CHUNKS)}
            yield

    def keep_file(self, source: Path, path: str, *, mark: str = "") -> File:
        """Cut the file into pieces and keep those that are not there yet."""
        with source.open("rb") as file:
            return self.keep(iter(lambda: file.read(_PIECE), b""), path, mark=mark)

    def keep(self, pieces: Iterable[bytes], path: str, *, mark: str = "") -> File:
        """The same of what comes in pieces of any size."""
        whole, size, names = hashlib.sha256(), 0, []
        for piece in _evenly(pieces):
            whole.update(piece)
            size += len(piece)
            names.append(self.keep_chunk(piece))
        return File(path, size, whole.hexdigest(), tuple(names), mark=mark)

    def keep_chunk(self, plain: bytes) -> str:
        name = self.seal.name_of(plain)
        known = self._known if self._known is not None else set()
        if name not in known:
            closed = self.seal.close(name, plain)
            self.place.put(_place_of(name), closed)
            known.add(name)
            self.new_bytes += len(closed)
            self.new_chunks += 1
        return name

    def chunk(self, name: str) -> bytes:
        """Raises Damaged where it is gone, or not what was kept."""
        data = self.place.get(_place_of(name))
        if data is None:
            raise Damaged(f"the piece {name} is gone")
        plain = self.seal.open(name, data)
        if self.seal.name_of(plain) != name:
            raise Damaged(f"the piece {name} is another")
        return plain

    def write_file(self, file: File, target: Path) -> None:
        """Write it down again, and compare it with what it was. Raises Damaged."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole = hashlib.sha256()
        with target.open("wb") as out:
            for name in file.chunks:
                piece = self.chunk(name)
                whole.update(piece)
                out.write(piece)
        target.chmod(file.mode)
        if whole.hexdigest() != file.sha256:
            raise Damaged(f"{file.path} is not what it was")

    def keep_snapshot(self, taken: Snapshot) -> str:
        name = f"{taken.at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
        self.place.put(f"{SNAPSHOTS}/{name}", self.seal.close(name, taken.format()))
        return name

    def names(self) -> list[str]:
        """Of every snapshot, oldest first."""
        return sorted(each.name.rpartition("/")[2] for each in self.place.listed(SNAPSHOTS))

    def read(self, name: str) -> Snapshot:
        data = self.place.get(f"{SNAPSHOTS}/{name}")
        if data is None:
            raise Refusal("There is no backup “{name}” here. “backup list” shows those there are.", name=name)
        return snapshot.parse(self.seal.open(name, data))

    def newest(self) -> Snapshot | None:
        names = self.names()
        return self.read(names[-1]) if names else None

    def find(self, wanted: str = "") -> str:
        """The newest one's name, or that of the last one that was taken until `wanted`, a time or a name."""
        names = self.names()
        if wanted in names:
            return wanted
        if wanted:
            try:
                until = f"{datetime.fromisoformat(wanted):%Y%m%dT%H%M%SZ}~"
            except ValueError:
                raise Refusal("“{at}” is neither a backup here nor a time.", at=wanted) from None
            names = [each for each in names if each <= until]
        if not names:
            raise Refusal("There is no backup here that could be restored. Nothing was changed.")
        return names[-1]

    def forget(self, names: Iterable[str]) -> int:
        """Remove these snapshots, then every chunk that none of the others needs; how many chunks went."""
        for name in names:
            self.place.remove(f"{SNAPSHOTS}/{name}")
        needed: set[str] = set()
        for name in self.names():
            needed |= self.read(name).chunks
        gone = 0
        for each in self.place.listed(CHUNKS):
            name = each.name.rpartition("/")[2]
            if name not in needed and each.age >= self.place.grace:
                self.place.remove(each.name)
                gone += 1
        return gone


def begin(place: Place, secret: bytes | None) -> Repository:
    """Open the backup at this place, or begin one."""
    told = place.get(TERMS)
    if told is not None:
        return Repository(place, sealing.agreed(json.loads(told), secret))
    seal, terms = sealing.new_terms(secret)
    place.put(TERMS, json.dumps(terms, indent=2).encode())
    return Repository(place, seal)


def open_at(place: Place, secret: bytes | None) -> Repository:
    """Open the backup at this place. Raises Refusal where there is none, or with another key."""
    told = place.get(TERMS)
    if told is None:
        raise Refusal("There is no backup at this place. Look at its name; nothing was changed.")
    return Repository(place, sealing.agreed(json.loads(told), secret))


def _place_of(chunk: str) -> str:
    return f"{CHUNKS}/{chunk[:2]}/{chunk}"


def _evenly(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size; the last may be shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= _PIECE:
            yield bytes(waiting[:_PIECE])
            del waiting[:_PIECE]
    if waiting:
        yield bytes(waiting)
