"""The old server's files: one that can't be read is told of, and all else comes along.

What goes wrong on our own disk is another matter, and stops the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import BinaryIO, cast

from commonhold.social.arrivals.refusals import FileMissing, FileUnreadable


def is_there(path: Path) -> bool:
    """Is it a file? What can't be looked at is none."""
    try:
        return path.is_file()
    except OSError:
        return False


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """To be read. Raises FileMissing, and while it is read FileUnreadable with the machine's reason."""
    try:
        file = path.open("rb")
    except FileNotFoundError as missing:
        raise FileMissing(path.name) from missing
    except OSError as trouble:
        raise FileUnreadable(path.name, trouble.strerror or str(trouble)) from trouble
    with file:
        yield cast(BinaryIO, _Read(file, path.name))


class _Read(BufferedIOBase):
    """Says of whom an error is: of the file that is read, not of where it is written to."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._called = file, name

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return self._file.read(-1 if size is None else size)
        except OSError as trouble:
            raise FileUnreadable(self._called, trouble.strerror or str(trouble)) from trouble

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True
