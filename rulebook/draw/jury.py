"""A jury by public lot: who sits, and who follows, out of numbers that nobody could choose alone.

First a commitment is published: the pool of those who may sit, as keys that name nobody, who was left out
and for what kind of reason, how many seats there are, and the hash of each side's number. The seed is made of
what came after that: the next signed head of the public record, and the numbers that were revealed. Whoever
does not reveal leaves her number out and stops nothing.

In the spirit of RFC 3797, with the lot of `lot.py`; the Merkle root is RFC 6962's, over the keys in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from rulebook.canonical import Json, canonical
from rulebook.draw.lot import in_lot_order

VERSION = "jury_v1"
_LEAST = 3


class NotAJury(ValueError):
    """A file that is no jury's, or one that contradicts itself; the sentence says where."""


@dataclass(frozen=True)
class Commitment:
    """What is published before anybody can know the seed. Hashes and keys in hex."""

    case: str
    pool: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]  # key and why
    seats: int
    nonces: tuple[tuple[str, str], ...]  # side and SHA-256 of its number, sides in order

    def body(self) -> dict[str, Json]:
        """What the record's leaf bears."""
        return {
            "version": VERSION,
            "case": self.case,
            "pool_root": merkle_root(self.pool),
            "pool_size": len(self.pool),
            "excluded_root": merkle_root([f"{key}|{why}" for key, why in self.excluded]),
            "excluded_size": len(self.excluded),
            "seats": self.seats,
            "nonces": [f"{side}:{digest}" for side, digest in self.nonces],
        }


@dataclass(frozen=True)
class Revealed:
    """What came after: a signed head of the record that holds the commitment, and numbers."""

    checkpoint_root: str  # hex
    checkpoint_size: int
    numbers: tuple[tuple[str, str], ...]  # side and its number, of those who revealed it


def seats_for(pool: int, *, wanted: int) -> int:
    """How many sit where so many can: those wanted, or a third of the pool, odd, and three at least.

    >>> [seats_for(size, wanted=7) for size in (2, 3, 10, 15, 20, 21, 500)]
    [0, 3, 3, 5, 5, 7, 7]
    """
    if pool < _LEAST:
        return 0
    fitting = max(_LEAST, min(wanted, pool // 3))
    return fitting if fitting % 2 else fitting - 1


def merkle_root(entries: Sequence[str]) -> str:
    """RFC 6962 §2.1 over the entries as they stand, in hex."""
    return _root([sha256(b"\0" + each.encode()).digest() for each in entries]).hex()


def digest_of(number: str) -> str:
    """What is committed to for a number, in hex.

    >>> digest_of("seven")[:8]
    '3ba8d02b'
    """
    return sha256(number.encode()).hexdigest()


def seed_of(commitment: Commitment, revealed: Revealed) -> bytes:
    """The seed of the lot. Raises NotAJury for a number that nobody committed to."""
    committed = dict(commitment.nonces)
    for side, number in revealed.numbers:
        if committed.get(side) != digest_of(number):
            raise NotAJury(f"the number of “{side}” is not the one that was committed to")
    body: dict[str, Json] = {
        "commitment": sha256(canonical(commitment.body())).hexdigest(),
        "checkpoint_root": revealed.checkpoint_root,
        "checkpoint_size": revealed.checkpoint_size,
        "numbers": [f"{side}:{number}" for side, number in sorted(revealed.numbers)],
    }
    return sha256(canonical(body)).digest()


def drawn(commitment: Commitment, revealed: Revealed) -> list[str]:
    """The pool in the lot's order: the first `seats` sit, the others follow where one can't.

    Raises NotAJury for a pool that is not sorted, names somebody twice or overlaps with who was left out.
    """
    _must_be_sound(commitment)
    return in_lot_order(commitment.pool, seed=seed_of(commitment, revealed), as_bytes=str.encode)


def sheet(commitment: Commitment, revealed: Revealed) -> bytes:
    """The public file of a draw, in canonical JSON: all that it was made of, and what it gave."""
    order = drawn(commitment, revealed)
    body: dict[str, Json] = {
        "type": VERSION,
        "committed": commitment.body(),
        "pool": list(commitment.pool),
        "excluded": [[key, why] for key, why in commitment.excluded],
        "checkpoint": {"root": revealed.checkpoint_root, "size": revealed.checkpoint_size},
        "numbers": [[side, number] for side, number in sorted(revealed.numbers)],
        "seed": seed_of(commitment, revealed).hex(),
        "seated": order[: commitment.seats],
        "following": order[commitment.seats :],
    }
    return canonical(body)


def read_sheet(file: Mapping[str, Json]) -> tuple[Commitment, Revealed]:
    """What a public file says was committed to and revealed. Raises NotAJury."""
    try:
        said = file["committed"]
        if file["type"] != VERSION or not isinstance(said, Mapping):
            raise NotAJury(f"this is no file of {VERSION}")
        commitment = Commitment(
            case=_text(said["case"]),
            pool=tuple(_text(each) for each in _list(file["pool"])),
            excluded=tuple(_pair(each) for each in _list(file["excluded"])),
            seats=_number(said["seats"]),
            nonces=tuple(_named(each) for each in _list(said["nonces"])),
        )
        head = file["checkpoint"]
        if not isinstance(head, Mapping):
            raise NotAJury("its checkpoint is none")
        revealed = Revealed(
            checkpoint_root=_text(head["root"]),
            checkpoint_size=_number(head["size"]),
            numbers=tuple(_pair(each) for each in _list(file["numbers"])),
        )
    except KeyError as missing:
        raise NotAJury(f"it lacks {missing}") from missing
    if commitment.body() != dict(said):
        raise NotAJury("what it says was committed to is not what its pool and exclusions give")
    return commitment, revealed


def _must_be_sound(commitment: Commitment) -> None:
    keys = list(commitment.pool)
    if keys != sorted(set(keys)):
        raise NotAJury("the pool is not in order, or names somebody twice")
    if set(keys) & {key for key, _why in commitment.excluded}:
        raise NotAJury("somebody is in the pool and left out of it")
    if not 0 < commitment.seats <= len(keys):
        raise NotAJury("there are more seats than people who could sit")


def _root(hashes: list[bytes]) -> bytes:
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\1" + _root(hashes[:split]) + _root(hashes[split:])).digest()


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise NotAJury(f"{value!r} should be a text")
    return value


def _number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotAJury(f"{value!r} should be a whole number")
    return value


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, list):
        raise NotAJury(f"{value!r} should be a list")
    return value


def _pair(value: Json) -> tuple[str, str]:
    one, other = _list(value) if len(_list(value)) == 2 else (None, None)
    return _text(one), _text(other)


def _named(value: Json) -> tuple[str, str]:
    side, _colon, digest = _text(value).partition(":")
    return side, digest
