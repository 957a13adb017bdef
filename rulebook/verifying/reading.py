"""Reading published files as strictly as can be: one spelling of everything, and nothing left over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import NoReturn

from rulebook.ristretto import IDENTITY, NotInGroup, Point, decode_point, decode_scalar

LARGEST_WHOLE = 2**53 - 1

#: A proof's challenge and answer.
Pair = tuple[int, int]


class Rejected(Exception):
    """The files do not show what they say. The words name the file and the line, and what is wrong."""

    def __init__(self, where: str, why: str) -> None:
        self.where = where
        self.why = why
        super().__init__(f"{where}: {why}")


def parse(data: bytes, where: str) -> object:
    """The JSON value; rejected unless `data` is its canonical spelling (RFC 8785), without fractions."""
    try:
        text = data.decode("utf-8")
        value = json.loads(text, parse_float=_no_number, parse_constant=_no_number)
        again = spelled(value)
    except (ValueError, RecursionError):
        raise Rejected(where, "not JSON that this reads") from None
    if again != data:
        raise Rejected(where, "JSON, but not in its canonical spelling")
    return value


def lines(data: bytes, where: str) -> list[object]:
    """One value a line, each line ended."""
    if data and not data.endswith(b"\n"):
        raise Rejected(where, "the last line is cut short")
    return [parse(line, f"{where}, line {n}") for n, line in enumerate(data.split(b"\n")[:-1], 1)]


def spelled(value: object) -> bytes:
    """The canonical bytes of what `parse` has read. Keys are ASCII, so any order of them is one order."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.encode("utf-8")


def digest(value: object) -> bytes:
    return sha256(spelled(value)).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962, section 2.1, as it stands there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:])).digest()


def root_of(values: Sequence[object]) -> bytes:
    return root([spelled(each) for each in values])


class Fields:
    """An object with exactly these fields; each is read as what it has to be, or rejected."""

    def __init__(self, value: object, where: str, names: str) -> None:
        self.where = where
        if not isinstance(value, dict) or set(value) != set(names.split()):
            raise Rejected(where, f"not an object of exactly: {names}")
        self._value = value

    def reject(self, why: str) -> NoReturn:
        raise Rejected(self.where, why)

    def is_a(self, kind: str) -> None:
        if self._value["type"] != kind or self.whole("v", 1, 1) != 1:
            self.reject(f"not a {kind} of version 1")

    def has(self, name: str) -> bool:
        return name in self._value

    def any(self, name: str) -> object:
        """The value as it stands, to be read by somebody else."""
        return self._value[name]

    def text(self, name: str) -> str:
        value = self._value[name]
        return value if isinstance(value, str) else self.reject(f"{name} is no text")

    def whole(self, name: str, least: int = 0, most: int = LARGEST_WHOLE) -> int:
        value = self._value[name]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.reject(f"{name} is no whole number from {least} to {most}")
        return value

    def items(self, name: str, length: int | None = None) -> list[object]:
        value = self._value[name]
        if not isinstance(value, list) or (length is not None and len(value) != length):
            self.reject(f"{name} is no list" + ("" if length is None else f" of {length}"))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(
            each if isinstance(each, str) else self.reject(f"{name}: no text") for each in self.items(name)
        )

    def hash(self, name: str) -> bytes:
        return self._bytes(self._value[name], name)

    def hash_or_none(self, name: str) -> bytes | None:
        return None if self._value[name] == "" else self.hash(name)

    def point(self, name: str) -> Point:
        return self._point(self._value[name], name)

    def key(self, name: str) -> Point:
        """A point that is not the identity: to that one everybody knows the secret."""
        point = self.point(name)
        return point if point != IDENTITY else self.reject(f"{name} is the identity")

    def points(self, name: str, length: int | None = None) -> list[Point]:
        return [self._point(each, name) for each in self.items(name, length)]

    def scalar(self, name: str) -> int:
        return self._scalar(self._value[name], name)

    def scalars(self, name: str, length: int) -> list[int]:
        return [self._scalar(each, name) for each in self.items(name, length)]

    def pair(self, name: str) -> Pair:
        return self._pair(self._value[name], name)

    def pairs(self, name: str, length: int) -> list[Pair]:
        return [self._pair(each, name) for each in self.items(name, length)]

    def _pair(self, value: object, name: str) -> Pair:
        if not isinstance(value, list) or len(value) != 2:
            self.reject(f"{name} is no pair of scalars")
        return self._scalar(value[0], name), self._scalar(value[1], name)

    def _scalar(self, value: object, name: str) -> int:
        try:
            return decode_scalar(self._bytes(value, name))
        except NotInGroup as error:
            self.reject(f"{name}: {error}")

    def _point(self, value: object, name: str) -> Point:
        try:
            return decode_point(self._bytes(value, name))
        except NotInGroup as error:
            self.reject(f"{name}: {error}")

    def _bytes(self, value: object, name: str) -> bytes:
        plain = isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")
        return bytes.fromhex(str(value)) if plain else self.reject(f"{name} is not 64 hexadecimal digits")


def message(value: object, where: str, kind: str, names: str) -> Fields:
    """The fields of a message, which also has a type and a version."""
    fields = Fields(value, where, f"type v {names}")
    fields.is_a(kind)
    return fields


def _no_number(_text: str) -> NoReturn:
    raise ValueError("fractions are not used here")
