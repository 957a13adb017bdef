"""Writing an archive, a step at a time, straight into its file: nothing large is ever in memory."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import zipfile
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from commonhold.social.media import along as media
from commonhold.social.media import store
from commonhold.social.media.along import OwnFile
from commonhold.social.posts import along as posts
from commonhold.social.takeout import activities, folders, offered
from commonhold.social.takeout.activities import Addresses
from commonhold.social.takeout.readme import readme
from commonhold.social.takeout.schemas import schema_of
from commonhold.social.takeout.tables import tables

_POSTS_AT_ONCE, _FILES_AT_ONCE, _PIECE = 200, 100, 1_048_576
_BYTES_AT_ONCE = 16_000_000  # of files, in one step


class AlreadyWritten(Exception):
    """Another program is writing this archive just now."""


@dataclass
class Made:
    """An archive that is whole; `missing` are names of files that the store no longer had."""

    byte_count: int = 0
    sha256: str = ""
    missing: list[str] = field(default_factory=list)


def how_much(person_id: int) -> int:
    """How many rooms, posts and files there are to write: what the steps add up to."""
    return len(offered.rooms()) + posts.count_of(person_id) + media.count_of(person_id)


def make(takeout_id: int, person_id: int, *, made: Made, now: datetime) -> Generator[int, None, None]:
    """Write it; each step gives how much of it was written. At the end the file has its name, and is whole.

    What an earlier try left is written anew. Raises AlreadyWritten.
    """
    path = folders.unfinished(takeout_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise AlreadyWritten from taken
        file.truncate(0)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            yield from _Writing(packed, person_id, made, now).steps()
        file.flush()
        os.fsync(file.fileno())
        made.byte_count = file.seek(0, os.SEEK_END)
        yield from _summed(file, made)
        path.rename(folders.whole(takeout_id))
    _sync(path.parent)


class _Writing:
    def __init__(self, packed: zipfile.ZipFile, person_id: int, made: Made, now: datetime) -> None:
        self._packed, self._by, self._made, self._now = packed, person_id, made, now
        self._at = Addresses()
        self._bytes = 0

    def steps(self) -> Iterator[int]:
        rooms = offered.rooms()
        people, lists = rooms["people"](self._by), rooms["lists"](self._by)
        said = readme(name=people["handle"], base=self._at.base, rooms=list(rooms), now=self._now)
        self._text("README.txt", said.encode())
        yield 0
        self._text("actor.json", _json(activities.actor(self._by, people, self._portraits(), self._at)))
        yield from self._outbox()
        likes, kept = self._uris("favourites"), self._uris("bookmarks")
        self._text("likes.json", _json(activities.collection("likes.json", likes)))
        self._text("bookmarks.json", _json(activities.collection("bookmarks.json", kept)))
        for name, content in tables(people, lists, kept, self._at).items():
            self._text(name, content)
        yield 0
        for name, export in rooms.items():
            yield from self._room(name, export(self._by))
        yield from self._files()

    def _outbox(self) -> Iterator[int]:
        count = 0
        with self._open("outbox.json") as out:
            out.write(f'{{"@context":{json.dumps(activities.CONTEXT)},"id":"outbox.json",'.encode())
            out.write(b'"type":"OrderedCollection","orderedItems":[')
            for batch in self._activities():
                for each in batch:
                    out.write((b",\n" if count else b"\n") + _json(each))
                    count += 1
                yield len(batch)
            out.write(f'\n],"totalItems":{count}}}\n'.encode())

    def _activities(self) -> Iterator[list[activities.Document]]:
        after = 0
        while found := posts.own_posts(self._by, after=after, limit=_POSTS_AT_ONCE):
            files = media.files_among(self._by, {each for post in found for each in post.media})
            yield [activities.created(each, files, by=self._by, at=self._at) for each in found]
            after = found[-1].id
        after = 0
        while passed := posts.own_boosts(self._by, after=after, limit=_POSTS_AT_ONCE):
            yield [activities.announced(each, by=self._by, at=self._at) for each in passed]
            after = passed[-1].id

    def _uris(self, what: str) -> list[str]:
        """The addresses of posts that the room of posts names by their ids."""
        found = [int(each) for each in offered.rooms()["posts"](self._by)[what]]
        uris = []
        for first in range(0, len(found), _POSTS_AT_ONCE):
            some = found[first : first + _POSTS_AT_ONCE]
            names = posts.names_of(some)
            uris += [self._at.post(names[each]) for each in some if each in names]
        return uris

    def _room(self, name: str, values: dict[str, Any]) -> Iterator[int]:
        with self._open(f"rooms/{name}.json") as out:
            out.write(b"{")
            for number, (key, value) in enumerate(values.items()):
                out.write((b",\n" if number else b"\n") + _json(key) + b": ")
                if not isinstance(value, Iterator):
                    out.write(_json(value))
                    continue
                out.write(b"[")
                for place, each in enumerate(value):
                    out.write((b",\n" if place else b"\n") + _json(each))
                    if place % _POSTS_AT_ONCE == _POSTS_AT_ONCE - 1:
                        yield 0
                out.write(b"\n]")
            out.write(b"\n}\n")
        self._text(f"schemas/{name}.schema.json", _json(schema_of(name)))
        yield 1

    def _files(self) -> Iterator[int]:
        after = 0
        while found := media.own_files(self._by, after=after, limit=_FILES_AT_ONCE):
            for each in found:
                yield from self._file(each.key, each.name)
                yield 1
            after = found[-1].id
        for file, name in self._portrait_files():
            yield from self._file(file.key, name)

    def _file(self, key: str, name: str) -> Iterator[int]:
        try:
            size = store.size(key)
            pieces = store.read(key, 0, size)
        except FileNotFoundError:
            self._made.missing.append(name)
            return
        with self._open(name, zipfile.ZIP_STORED) as out:
            for piece in pieces:
                out.write(piece)
                self._bytes += len(piece)
                if self._bytes > _BYTES_AT_ONCE:
                    self._bytes = 0
                    yield 0

    def _portraits(self) -> dict[str, str]:
        return {name.partition(".")[0]: name for _file, name in self._portrait_files()}

    def _portrait_files(self) -> list[tuple[OwnFile, str]]:
        """Her portrait and banner once more, under the names by which Mastodon's archives have them."""
        chosen = offered.rooms()["portraits"](self._by)["portraits"]
        kinds = {int(each["medium"]): each["kind"] for each in chosen}
        files = media.files_among(self._by, kinds)
        return [(file, f"{kinds[key]}{Path(file.name).suffix}") for key, file in files.items()]

    def _text(self, name: str, content: bytes) -> None:
        with self._open(name) as out:
            out.write(content)

    def _open(self, name: str, method: int = zipfile.ZIP_DEFLATED) -> IO[bytes]:
        member = zipfile.ZipInfo(name, date_time=self._now.timetuple()[:6])
        member.compress_type, member.external_attr = method, 0o600 << 16
        return self._packed.open(member, "w", force_zip64=True)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode(
        errors="surrogatepass"
    )


def _summed(file: IO[bytes], made: Made) -> Iterator[int]:
    digest = hashlib.sha256()
    file.seek(0)
    read = 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        read += len(piece)
        if read > _BYTES_AT_ONCE * 4:
            read = 0
            yield 0
    made.sha256 = digest.hexdigest()


def _sync(folder: Path) -> None:
    """Have the disk know the file's new name."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
