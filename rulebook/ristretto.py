"""The group of sealed ballots: ristretto255 (RFC 9496), computed by libsodium through `rbcl`.

A point is its one canonical encoding, 32 bytes; two points are equal when their bytes are. A scalar is an
integer from 0 to ORDER - 1, written as 32 bytes, least first. What comes from outside passes through
`decode_point` or `decode_scalar`; everything else here trusts its points. Constant time is not claimed:
Python's integers are not made for it.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha512
from pathlib import Path
from types import ModuleType
from typing import NewType

Point = NewType("Point", bytes)

#: A source of scalars from 1 to ORDER - 1. The rules draw from it and never from chance itself.
Chance = Callable[[], int]

ORDER = 2**252 + 27742317777372353535851937790883648493
BYTES = 32
IDENTITY = Point(bytes(BYTES))
BASE = Point(bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))


@cache
def _sodium() -> ModuleType:
    """The library, from the first multiplication on: it takes longer to load than a whole server."""
    import rbcl  # noqa: PLC0415 - see above

    # It unpacks libsodium into a temporary file at each start and leaves it there, 3 MB at a time. Once it is
    # loaded the file is not needed any more.
    with contextlib.suppress(OSError, KeyError, AttributeError):
        Path(sys.modules["rbcl._sodium"].lib_path).unlink()
    library: ModuleType = rbcl
    return library


class NotInGroup(ValueError):
    """The bytes are not the canonical encoding of a point, or of a scalar."""


def decode_point(data: bytes) -> Point:
    """The point that `data` is the one encoding of; the identity is a point too. Raises NotInGroup."""
    # The libsodium 1.0.18 inside rbcl passes over the highest bit, so that a point would have two encodings.
    spare_bit = len(data) == BYTES and data[-1] & 0x80
    if len(data) != BYTES or spare_bit or not _sodium().crypto_core_ristretto255_is_valid_point(bytes(data)):
        raise NotInGroup("not the canonical encoding of a point of ristretto255")
    return Point(bytes(data))


def decode_scalar(data: bytes) -> int:
    """The scalar that `data` is the one encoding of; raises NotInGroup when it is not below ORDER."""
    scalar = int.from_bytes(data, "little")
    if len(data) != BYTES or scalar >= ORDER:
        raise NotInGroup("not the canonical encoding of a scalar of ristretto255")
    return scalar


def encode_scalar(scalar: int) -> bytes:
    return (scalar % ORDER).to_bytes(BYTES, "little")


def times(scalar: int, point: Point) -> Point:
    """`scalar` times `point`, for any integer."""
    scalar %= ORDER
    if scalar == 0 or point == IDENTITY:
        return IDENTITY
    if scalar == 1:
        return point
    return Point(_sodium().crypto_scalarmult_ristretto255(encode_scalar(scalar), point))


def times_base(scalar: int) -> Point:
    scalar %= ORDER
    return Point(_sodium().crypto_scalarmult_ristretto255_base(encode_scalar(scalar))) if scalar else IDENTITY


def plus(left: Point, right: Point) -> Point:
    return Point(_sodium().crypto_core_ristretto255_add(left, right))


def minus(left: Point, right: Point) -> Point:
    return Point(_sodium().crypto_core_ristretto255_sub(left, right))


def total(points: Iterable[Point]) -> Point:
    """The sum of `points`; the identity when there are none."""
    whole = IDENTITY
    for point in points:
        whole = plus(whole, point)
    return whole


def inverse(scalar: int) -> int:
    """1 / `scalar` modulo ORDER. Raises ValueError for multiples of ORDER."""
    return pow(scalar, -1, ORDER)


def hash_to_point(data: bytes) -> Point:
    """A point of which nobody knows the logarithm: RFC 9496 section 4.3.4 on SHA-512 of `data`."""
    return Point(_sodium().crypto_core_ristretto255_from_hash(sha512(data).digest()))


def hash_to_scalar(data: bytes) -> int:
    """SHA-512 of `data`, read least byte first, modulo ORDER: uniform but for one part in 2**250."""
    return int.from_bytes(sha512(data).digest(), "little") % ORDER


def drawn_from(seed: bytes, *context: bytes) -> Chance:
    """Scalars that only who knows `seed` (32 secret bytes) can foretell; another `context` gives others."""
    if len(seed) != BYTES:
        raise ValueError("a seed has 32 bytes")
    start = b"commonhold/drawn/v1" + seed + b"".join(len(each).to_bytes(4, "big") + each for each in context)
    drawn = 0

    def draw() -> int:
        nonlocal drawn
        drawn += 1
        return hash_to_scalar(start + drawn.to_bytes(8, "big")) or 1

    return draw
