"""A repository of the AT Protocol in a CAR file: its blocks, checked, and its records in their order.

CAR version 1 (ipld.io/specs/transport/car/carv1), DAG-CBOR (ipld.io/specs/codecs/dag-cbor), and the tree of
keys (atproto.com/specs/repository). Only reading, and no more of each than a repository may hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

MOST_BLOCKS = 1_000_000
_LONGEST_BLOCK = 2_000_000  # bytes
_DEEPEST = 64
_CID = b"\x01\x71\x12\x20"  # version 1, DAG-CBOR, SHA-256 of 32 bytes
_RAW = b"\x01\x55\x12\x20"  # the same over bytes that are no CBOR
_CID_LENGTH = 36
_LINK = 42  # the tag under which CBOR has a CID


class NotACar(Exception):
    """It is no repository in a CAR file, or a damaged one."""


@dataclass(frozen=True)
class Cid:
    """What a block is called: the bytes of its CID."""

    raw: bytes

    def text(self) -> str:
        """As files are called by it: base32, after a `b`."""
        digits = "abcdefghijklmnopqrstuvwxyz234567"
        value, length = int.from_bytes(self.raw), len(self.raw) * 8
        groups = -(-length // 5)
        value <<= groups * 5 - length
        return "b" + "".join(digits[value >> 5 * each & 31] for each in reversed(range(groups)))


class Repository:
    """The records of one account, by their keys. Raises NotACar wherever something is not as it must be."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[bytes, tuple[int, int]] = {}
        head = decode(_exactly(file, _length(file)))
        if not isinstance(head, dict) or head.get("version") != 1 or not head.get("roots"):
            raise NotACar
        self._index()
        commit = self._block(head["roots"][0])
        if not isinstance(commit, dict) or not isinstance(commit.get("did"), str):
            raise NotACar
        self.did: str = commit["did"]
        self._tree = commit.get("data")

    def records(self) -> Iterator[tuple[str, Any]]:
        """Each record with its key, as `app.bsky.feed.post/3k5v`, in the order of the keys."""
        seen: set[bytes] = set()
        yield from self._below(self._tree, seen, 0)

    def _index(self) -> None:
        while (length := _length(self._file, at_end=True)) > 0:
            if length < _CID_LENGTH or length > _LONGEST_BLOCK or len(self._places) >= MOST_BLOCKS:
                raise NotACar
            name = _exactly(self._file, _CID_LENGTH)
            if name[:4] not in {_CID, _RAW}:
                raise NotACar
            self._places[name] = (self._file.tell(), length - _CID_LENGTH)
            self._file.seek(length - _CID_LENGTH, 1)

    def _block(self, cid: Any) -> Any:
        if not isinstance(cid, Cid) or cid.raw not in self._places:
            raise NotACar
        place, length = self._places[cid.raw]
        self._file.seek(place)
        data = _exactly(self._file, length)
        if hashlib.sha256(data).digest() != cid.raw[4:]:
            raise NotACar
        return decode(data)

    def _below(self, cid: Any, seen: set[bytes], depth: int) -> Iterator[tuple[str, Any]]:
        if cid is None:
            return
        if not isinstance(cid, Cid) or cid.raw in seen or depth > _DEEPEST:
            raise NotACar
        seen.add(cid.raw)
        node = self._block(cid)
        if not isinstance(node, dict) or not isinstance(node.get("e"), list):
            raise NotACar
        yield from self._below(node.get("l"), seen, depth + 1)
        key = b""
        for each in node["e"]:
            try:
                key = key[: each["p"]] + each["k"]
                name, value = key.decode("ascii"), each["v"]
            except (TypeError, KeyError, UnicodeDecodeError) as error:
                raise NotACar from error
            yield name, self._block(value)
            yield from self._below(each.get("t"), seen, depth + 1)


def decode(data: bytes) -> Any:
    """The one value that DAG-CBOR holds. Raises NotACar."""
    value, end = _value(data, 0, 0)
    if end != len(data):
        raise NotACar
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if at >= len(data) or depth > _DEEPEST:
        raise NotACar
    kind, low = data[at] >> 5, data[at] & 31
    if kind == 7:
        return _simple(data, at, low)
    number, at = _number(data, at + 1, low)
    if kind == 0:
        return number, at
    if kind == 1:
        return -1 - number, at
    if kind in {2, 3}:
        return _bytes(data, at, number, is_text=kind == 3)
    if kind == 6:
        return _link(data, at, number)
    return _list(data, at, number, depth) if kind == 4 else _map(data, at, number, depth)


def _simple(data: bytes, at: int, low: int) -> tuple[Any, int]:
    if low in {20, 21, 22}:
        return {20: False, 21: True, 22: None}[low], at + 1
    if low == 27:  # a float, which no record that is read here needs
        return 0, at + 9
    raise NotACar


def _number(data: bytes, at: int, low: int) -> tuple[int, int]:
    if low < 24:
        return low, at
    if low > 27 or at + (size := 1 << low - 24) > len(data):
        raise NotACar
    return int.from_bytes(data[at : at + size]), at + size


def _bytes(data: bytes, at: int, length: int, *, is_text: bool) -> tuple[Any, int]:
    if at + length > len(data):
        raise NotACar
    found = data[at : at + length]
    try:
        return (found.decode() if is_text else found), at + length
    except UnicodeDecodeError as error:
        raise NotACar from error


def _link(data: bytes, at: int, tag: int) -> tuple[Cid, int]:
    found, at = _value(data, at, 0)
    if tag != _LINK or not isinstance(found, bytes) or found[:1] != b"\0":
        raise NotACar
    return Cid(found[1:]), at


def _list(data: bytes, at: int, length: int, depth: int) -> tuple[list[Any], int]:
    if length > len(data):
        raise NotACar
    found = []
    for _each in range(length):
        value, at = _value(data, at, depth + 1)
        found.append(value)
    return found, at


def _map(data: bytes, at: int, length: int, depth: int) -> tuple[dict[str, Any], int]:
    if length > len(data):
        raise NotACar
    found: dict[str, Any] = {}
    for _each in range(length):
        key, at = _value(data, at, depth + 1)
        if not isinstance(key, str):
            raise NotACar
        found[key], at = _value(data, at, depth + 1)
    return found, at


def _length(file: IO[bytes], *, at_end: bool = False) -> int:
    """A number in groups of seven bits, the lowest first (LEB128); 0 at the end of the file, if allowed."""
    value = 0
    for shift in range(0, 35, 7):
        byte = file.read(1)
        if not byte:
            if at_end and shift == 0:
                return 0
            raise NotACar
        value |= (byte[0] & 127) << shift
        if byte[0] < 128:
            return value
    raise NotACar


def _exactly(file: IO[bytes], length: int) -> bytes:
    if length > _LONGEST_BLOCK:
        raise NotACar
    found = file.read(length)
    if len(found) != length:
        raise NotACar
    return found
