"""Where a backup lies: a folder, or a bucket that speaks S3. Either holds named objects, written once."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from commonhold.ground import keys
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class Kept:
    """An object; `age` in seconds."""

    name: str
    size: int
    age: float


class Place(Protocol):
    """`grace`: how old in seconds an object must be before it may be removed as nobody's. `is_away`: not on
    this machine, so that what goes there is sealed.
    """

    grace: float
    is_away: bool

    def put(self, name: str, data: bytes) -> None: ...
    def get(self, name: str) -> bytes | None: ...
    def remove(self, name: str) -> None: ...
    def listed(self, prefix: str) -> Iterator[Kept]: ...
    def alone(self) -> Any: ...


class Folder:
    """A folder on this machine, of its owner alone."""

    grace = 0.0  # one writer at a time, see `alone`
    is_away = False

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, data: bytes) -> None:
        """Durable on return, whole or not at all."""
        target = self.path / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        keys.sync_folder(target.parent)

    def get(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def listed(self, prefix: str) -> Iterator[Kept]:
        now = time.time()
        for each in sorted((self.path / prefix).rglob("*")):
            with suppress(FileNotFoundError):
                if each.is_file() and not each.name.startswith("."):
                    found = each.stat()
                    yield Kept(str(each.relative_to(self.path)), found.st_size, now - found.st_mtime)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes here meanwhile. Refuses while another does."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal(
                    "Another backup is being written to {folder} just now. Nothing was changed; "
                    "try again later.",
                    folder=self.path,
                ) from None
            yield


def place_at(words: str) -> Place:
    """`DIR` or `s3://BUCKET/PREFIX?endpoint=…&region=…`. Raises Refusal for what is neither."""
    if "://" not in words:
        return Folder(Path(words).resolve())
    from commonhold.house.backup.bucket import Bucket  # noqa: PLC0415 - its library takes longest to load

    try:
        return Bucket(words)
    except ValueError as error:
        raise Refusal("{error}. Nothing was changed.", error=error) from error
