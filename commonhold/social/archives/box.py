"""An archive as files by name: looked through before it is read, and never unpacked by its names."""

from __future__ import annotations

import lzma
import shutil
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from commonhold.social.archives.refusals import (
    ArchiveDamaged,
    ArchiveTooLarge,
    LinkInside,
    LockedMember,
    MemberDamaged,
    NotAnArchive,
    SameNameTwice,
    StrangePath,
    TooManyFiles,
)

MOST_FILES = 100_000
_LARGEST_DIRECTORY = 15_000_000  # bytes of a zip's own table of contents
_TAIL = 66_000  # bytes at the end of a zip in which that table's size stands
_LONGEST_HEADER = 1_000_000  # bytes of a name, or of what else a tar says of a file before it comes
_PIECE = 65_536
_MEGABYTE = 1_000_000
_NOT_A_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    OSError,
    ValueError,
    EOFError,
    struct.error,
    OverflowError,
)
_BROKEN = (*_NOT_A_ZIP, zlib.error, lzma.LZMAError, tarfile.TarError, RuntimeError, KeyError)


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name, where it really lies, and its unpacked size in bytes."""

    name: str
    key: str
    size: int


class Box:
    """The files of one archive by name. Reading one raises MemberDamaged where it is not whole."""

    def __init__(self, members: Mapping[str, Member], packed: zipfile.ZipFile | Path) -> None:
        self.members = members
        self._packed = packed

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def size(self, name: str) -> int:
        return self.members[name].size

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The bytes of a file."""
        key = self.members[name].key
        try:
            with (
                self._packed.open(key)
                if isinstance(self._packed, zipfile.ZipFile)
                else (self._packed / key).open("rb") as file
            ):
                yield file
        except _BROKEN as error:
            raise MemberDamaged(_shown(name)) from error

    def check(self, name: str) -> None:
        """Read it to its end. Raises MemberDamaged."""
        with self.open(name) as file:
            while file.read(_PIECE):
                pass

    def close(self) -> None:
        if isinstance(self._packed, zipfile.ZipFile):
            self._packed.close()


@lru_cache(maxsize=1)
def _opened(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


@contextmanager
def open_key(path: Path, folder: Path, key: str) -> Iterator[IO[bytes]]:
    """A file of an archive that was looked through already, by its key. Raises MemberDamaged."""
    try:
        if folder.is_dir():
            file: IO[bytes] = (folder / key).open("rb")
        else:
            file = _opened(path).open(key)
        with file:
            yield file
    except FileNotFoundError:
        raise
    except _BROKEN as error:
        raise MemberDamaged(_shown(key)) from error


def forget_opened() -> None:
    """Let go of the archive that was read last."""
    _opened.cache_clear()


def open_box(path: Path, *, filename: str, megabytes: int, folder: Path) -> Box:
    """Look through the archive at `path`; the files of a tar, which is read in a row, go to `folder`.

    Raises NotAnArchive, ArchiveDamaged, ArchiveTooLarge, TooManyFiles, StrangePath, LinkInside, LockedMember
    or SameNameTwice.
    """
    if path.stat().st_size > megabytes * _MEGABYTE:
        raise ArchiveTooLarge(filename, megabytes=megabytes)
    with path.open("rb") as file:
        first = file.read(16)
    if first.startswith(b"PK"):
        return _zip(path, filename, megabytes)
    if first.startswith(b"\x1f\x8b"):
        return _tar(path, filename, megabytes, folder)
    if b"roots" in first:
        return _alone(path, filename, folder)
    raise NotAnArchive(filename)


def _alone(path: Path, filename: str, folder: Path) -> Box:
    """A repository in a CAR file, which is sent as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(path, folder / "0")
    name = "repository.car"
    return Box({name: Member(name, "0", path.stat().st_size)}, folder)


def _zip(path: Path, filename: str, megabytes: int) -> Box:
    _directory_must_be_small(path, filename)
    try:
        packed = zipfile.ZipFile(path)
    except _NOT_A_ZIP as error:
        raise ArchiveDamaged(filename) from error
    members: dict[str, Member] = {}
    try:
        size = 0
        for each in packed.infolist():
            _must_be_a_file(each)
            size += each.file_size
            if not each.is_dir():
                _add(members, Member(each.filename, each.filename, each.file_size), filename)
        _must_fit(size, filename, megabytes)
    except BaseException:
        packed.close()
        raise
    return Box(members, packed)


def _directory_must_be_small(path: Path, filename: str) -> None:
    """A table of millions of names would fill our memory before the first could be looked at."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    end, long_end = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    sizes = [
        struct.unpack_from(form, tail, at + offset)[0]
        for at, form, offset in ((end, "<I", 12), (long_end, "<Q", 40))
        if at >= 0 and at + offset + struct.calcsize(form) <= len(tail)
    ]
    if any(_LARGEST_DIRECTORY < each != 0xFFFFFFFF for each in sizes):
        raise TooManyFiles(filename, MOST_FILES)


def _must_be_a_file(each: zipfile.ZipInfo) -> None:
    mode = each.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
        raise LinkInside(_shown(each.filename))
    if each.flag_bits & 0x1:
        raise LockedMember(_shown(each.filename))
    if each.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise MemberDamaged(_shown(each.filename))
    _must_stay_inside(each.filename)


def _tar(path: Path, filename: str, megabytes: int, folder: Path) -> Box:
    members: dict[str, Member] = {}
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with _streamed(path) as packed:
            size = 0
            for number, each in enumerate(packed):
                packed.members = []  # type: ignore[attr-defined]  # which it would keep to the end
                if number >= 2 * MOST_FILES:
                    raise TooManyFiles(filename, MOST_FILES)
                _must_stay_inside(each.name)
                if each.isdir():
                    continue
                if not each.isreg() or each.issparse():
                    raise LinkInside(_shown(each.name))
                size += each.size
                _must_fit(size, filename, megabytes)
                _add(members, Member(each.name, str(len(members)), each.size), filename)
                _unpack(packed, each, folder / members[_plain(each.name)].key)
    except _BROKEN as error:
        raise ArchiveDamaged(filename) from error
    if not members:
        raise ArchiveDamaged(filename)
    return Box(members, folder)


def _streamed(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r|gz", tarinfo=_Announced)
    except TypeError as error:  # `tarfile` has no words for a header of gzip that ends early
        raise tarfile.ReadError("the header of gzip is cut off") from error


class _Announced(tarfile.TarInfo):
    """A file of a tar. What stands before it is read into memory, and so may not be endless."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if not (self.isreg() or self.isdir()) and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError("a header of a tar is too long")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]  # not in its stubs
        return found


def _unpack(packed: tarfile.TarFile, each: tarfile.TarInfo, place: Path) -> None:
    source = packed.extractfile(each)
    with place.open("wb") as kept:
        left = each.size
        while source is not None and left > 0:
            piece = source.read(min(_PIECE, left))
            if not piece:
                raise tarfile.ReadError("unexpected end of data")
            kept.write(piece)
            left -= len(piece)


def _add(members: dict[str, Member], member: Member, filename: str) -> None:
    name = _plain(member.name)
    if name in members:
        raise SameNameTwice(_shown(member.name))
    if len(members) >= MOST_FILES:
        raise TooManyFiles(filename, MOST_FILES)
    members[name] = member


def _plain(name: str) -> str:
    return name.removeprefix("./")


def _must_stay_inside(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or ":" in parts[0]:
        raise StrangePath(_shown(name))


def _must_fit(size: int, filename: str, megabytes: int) -> None:
    if size > megabytes * _MEGABYTE:
        raise ArchiveTooLarge(filename, megabytes=megabytes)


def _shown(name: str) -> str:
    """A name from an archive in a sentence: short, and with nothing that a page or database can't bear."""
    return name.encode("utf-8", "replace").decode().replace("\0", "?")[:120]
