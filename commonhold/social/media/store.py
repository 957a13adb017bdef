"""Where files lie: the folder `media` of the data folder, or any store that speaks S3, by a setting.

`incoming` holds what was just received, on this machine, until it was made safe and put into the store.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from storages.backends.s3 import S3Storage

_PIECE = 65_536
# A store that hangs must not hold the few threads that answer pages: botocore waits minutes by itself.
_CONNECT, _READ, _ATTEMPTS = 3, 15, 2  # seconds, seconds, times


class StoreAway(OSError):
    """The store elsewhere does not answer; what lies there is not lost."""


@dataclass(frozen=True)
class Listed:
    """A file of the store; another under its name has another `mark`."""

    name: str
    size: int
    mark: str


def listed() -> Iterator[Listed]:
    """Every file that lies there."""
    store = _store()
    if not isinstance(store, FileSystemStorage):
        prefix = f"{store.location}/" if store.location else ""
        for each in store.bucket.objects.filter(Prefix=prefix):
            yield Listed(each.key.removeprefix(prefix), each.size, each.e_tag)
        return
    folder = Path(store.location)
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):  # discarded since
            if path.is_file():
                found = path.stat()
                yield Listed(
                    str(path.relative_to(folder)), found.st_size, f"{found.st_ino}:{found.st_mtime_ns}"
                )


def put(name: str, file: BinaryIO) -> None:
    """Keep a file under this name, over whatever was there."""
    store = _store()
    if isinstance(store, FileSystemStorage):  # the other writes over it by itself
        store.delete(name)
    store.save(name, File(file))


def size(name: str) -> int:
    """How many bytes it has. Raises FileNotFoundError or StoreAway."""
    with _answering():
        return int(_store().size(name))


def read(name: str, first: int, count: int) -> Iterator[bytes]:
    """`count` bytes from `first` on, in pieces. Opened before the first piece is asked for.

    Raises FileNotFoundError or StoreAway.
    """
    store = _store()
    if not isinstance(store, FileSystemStorage):
        asked = f"bytes={first}-{first + count - 1}"
        key = "/".join(filter(None, [store.location, name]))
        with _answering():
            body = store.bucket.Object(key).get(Range=asked)["Body"]
        return iter(body.iter_chunks(_PIECE))
    return _pieces(store.open(name, "rb"), first, count)


def delete(name: str) -> None:
    """Forget it; harmless when it is not there."""
    _store().delete(name)


def must_be_writable() -> None:
    """Put a small file, read it back and take it away. Raises what the store raises, or OSError."""
    name = "is-writable"
    put(name, BytesIO(b"yes"))
    if b"".join(read(name, 0, 3)) != b"yes":
        raise OSError("what was written is not what is read")
    delete(name)


def incoming(medium_id: int) -> Path:
    """Where the bytes of a medium wait, just as they were received."""
    return Path(settings.DATA_DIR) / "incoming" / str(medium_id)


def receive(medium_id: int, file: BinaryIO) -> None:
    """Write down what somebody sent, whole or not at all. Raises OSError."""
    path = incoming(medium_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with path.open("wb") as kept:
            shutil.copyfileobj(file, kept)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _pieces(file: File[bytes], first: int, count: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while count > 0 and (piece := file.read(min(_PIECE, count))):
            count -= len(piece)
            yield piece


def _store() -> FileSystemStorage | S3Storage:
    if settings.MEDIA_STORE:
        return _s3(tuple(sorted(settings.MEDIA_STORE.items())))
    return FileSystemStorage(location=Path(settings.DATA_DIR) / "media", file_permissions_mode=0o600)


@contextmanager
def _answering() -> Iterator[None]:
    """Says in words of ours that a store elsewhere is away, or has no such file."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "botocore":  # which the local folder never loads
            raise
        answer = getattr(error, "response", {}).get("ResponseMetadata", {})
        trouble = FileNotFoundError if answer.get("HTTPStatusCode") == HTTPStatus.NOT_FOUND else StoreAway
        raise trouble(str(error)) from error


@lru_cache(maxsize=4)
def _s3(options: tuple[tuple[str, object], ...]) -> S3Storage:
    from botocore.config import Config  # noqa: PLC0415 - a quarter of what starting any command took
    from storages.backends.s3 import S3Storage  # noqa: PLC0415 - the same

    made = S3Storage(**dict(options))
    patient = Config(connect_timeout=_CONNECT, read_timeout=_READ, retries={"total_max_attempts": _ATTEMPTS})
    made.client_config = made.client_config.merge(patient)
    return made
