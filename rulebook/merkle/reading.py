"""Where a published log is read from: a folder here, the web or a test's dictionary elsewhere."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol


class Reader(Protocol):
    """A published log's files by their relative paths, such as `checkpoint` or `tile/0/000`."""

    def read(self, path: str) -> bytes | None:
        """The file's bytes; None when there is no such file."""

    def paths(self) -> Iterable[str] | None:
        """All files there are; None when that cannot be listed, as over HTTP."""


class DirectoryReader:
    """A log in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        try:
            return (self._folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def paths(self) -> Iterator[str]:
        """Every file below the folder; a link to a folder counts as a file that does not belong."""
        for path in self._folder.rglob("*"):
            if path.is_symlink() or not path.is_dir():
                yield path.relative_to(self._folder).as_posix()
