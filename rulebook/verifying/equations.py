"""The equations of the proofs, from the point of view of whoever doubts them.

`recomputed` is the one equation behind all: a Schnorr proof of public = x·base is a commitment, a challenge
and an answer with answer·base = commitment + challenge·public. So the commitment is answer·base minus
challenge·public, and the challenge must be the hash of everything with the commitments found that way.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha512
from typing import Protocol, TypeVar

from rulebook import ristretto
from rulebook.ristretto import BASE, ORDER, Point
from rulebook.verifying.reading import Pair

Element = TypeVar("Element")


class Group(Protocol[Element]):
    """What the equation needs; ristretto255 here, and in a test the group of integers that Helios used."""

    def times(self, scalar: int, point: Element, /) -> Element: ...

    def minus(self, left: Element, right: Element, /) -> Element: ...


def recomputed(group: Group[Element], base: Element, public: Element, pair: Pair) -> Element:
    """The only commitment for which this challenge and answer prove that public = x·base."""
    challenge, answer = pair
    return group.minus(group.times(answer, base), group.times(challenge, public))


def knows(public: Point, label: str, context: Sequence[bytes], pair: Pair) -> bool:
    """Whoever made this knows x in public = x·G. With a message in the context: she signed it."""
    return pair[0] == _hashed(label, [*context, public, _commitment(BASE, public, pair)])


def same(
    public: Point, other: Point, *, over: Point, label: str, context: Sequence[bytes], pair: Pair
) -> bool:
    """public = x·G and other = x·over, with one x, which whoever made this knows."""
    commitments = [_commitment(BASE, public, pair), _commitment(over, other, pair)]
    return pair[0] == _hashed(label, [*context, public, over, other, *commitments])


def in_range(
    cipher: tuple[Point, Point],
    key: Point,
    *,
    least: int,
    context: Sequence[bytes],
    pairs: Sequence[Pair],
) -> bool:
    """What `cipher` holds under `key` is one of as many numbers from `least` up as there are pairs."""
    a, b = cipher
    commitments: list[bytes] = []
    for value, pair in enumerate(pairs, least):
        about = ristretto.minus(b, ristretto.times_base(value))
        commitments += [_commitment(BASE, a, pair), _commitment(key, about, pair)]
    bounds = [decimal(least), decimal(least + len(pairs) - 1)]
    wanted = _hashed("range", [*context, *bounds, a, b, *commitments])
    return sum(challenge for challenge, _answer in pairs) % ORDER == wanted


def decimal(number: int) -> bytes:
    return b"%d" % number


def masked_by(question: bytes, dealer: int, to: int, mask: Point) -> int:
    """What a share was masked with, from the key of the mask."""
    return _hashed("mask", [question, decimal(dealer), decimal(to), mask])


def _commitment(base: Point, public: Point, pair: Pair) -> Point:
    if base == BASE:
        return ristretto.minus(ristretto.times_base(pair[1]), ristretto.times(pair[0], public))
    return recomputed(ristretto, base, public, pair)


def _hashed(label: str, parts: Sequence[bytes]) -> int:
    """SHA-512 over label and parts, each after its length in four bytes; least byte first, modulo ORDER."""
    hashing = sha512()
    for part in (b"commonhold/sealed/v1/" + label.encode("ascii"), *parts):
        hashing.update(len(part).to_bytes(4, "big"))
        hashing.update(part)
    return int.from_bytes(hashing.digest(), "little") % ORDER
