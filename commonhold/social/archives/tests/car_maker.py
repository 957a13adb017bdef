"""Repositories of the AT Protocol, built by code: just what tests need of CBOR, of the tree, and of CAR."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from commonhold.social.archives.car import Cid

DID = "did:plc:ada"


def cid_of(data: bytes, *, raw: bool = False) -> Cid:
    return Cid(bytes([1, 0x55 if raw else 0x71, 0x12, 0x20]) + hashlib.sha256(data).digest())


def encode(value: Any) -> bytes:
    if isinstance(value, Cid):
        return b"\xd8\x2a" + encode(b"\0" + value.raw)
    return _FORMS[type(value)](value)


def repository(records: Mapping[str, Any], **commit: Any) -> bytes:
    """A CAR file with these records by their keys, in a tree of one node."""
    blocks: dict[bytes, bytes] = {}

    def keep(value: Any) -> Cid:
        data = encode(value)
        blocks[cid_of(data).raw] = data
        return cid_of(data)

    entries = []
    before = b""
    for key in sorted(records):
        name = key.encode()
        same = next((n for n, (a, b) in enumerate(zip(name, before, strict=False)) if a != b), len(before))
        entries.append({"p": same, "k": name[same:], "v": keep(records[key]), "t": None})
        before = name
    root = keep({"did": DID, "version": 3, "data": keep({"l": None, "e": entries}), **commit})
    head = encode({"version": 1, "roots": [root]})
    body = b"".join(_length(len(cid) + len(data)) + cid + data for cid, data in blocks.items())
    return _length(len(head)) + head + body


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(each for each in (1, 2, 4, 8) if number < 1 << 8 * each)
    return bytes([kind << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size]]) + number.to_bytes(size)


def _length(number: int) -> bytes:
    found = b""
    while number >= 128:
        found, number = found + bytes([number & 127 | 128]), number >> 7
    return found + bytes([number])


def _map(value: dict[str, Any]) -> bytes:
    pairs = sorted(value.items(), key=lambda each: (len(each[0]), each[0]))
    return _head(5, len(pairs)) + b"".join(encode(key) + encode(each) for key, each in pairs)


_FORMS: dict[type, Callable[[Any], bytes]] = {
    bool: lambda value: b"\xf5" if value else b"\xf4",
    type(None): lambda _value: b"\xf6",
    int: lambda value: _head(0, value) if value >= 0 else _head(1, -1 - value),
    bytes: lambda value: _head(2, len(value)) + value,
    str: lambda value: _head(3, len(value.encode())) + value.encode(),
    list: lambda value: _head(4, len(value)) + b"".join(map(encode, value)),
    dict: _map,
}
