"""Proofs that show something and give nothing away, made non-interactive by Fiat and Shamir's hash.

The hash covers everything that a proof speaks of (the *strong* form): Bernhard, Pereira and Warinschi, "How
not to prove yourself" (2012), show what happens where it doesn't. Each proof is one `c` and `z`, or one pair
for each value that is allowed; the commitments are computed again by whoever checks. Sources: Schnorr (1991),
Chaum and Pedersen (1992), Cramer, Damgård and Schoenmakers (1994).
"""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.canonical import Json
from rulebook.ristretto import (
    BASE,
    ORDER,
    Chance,
    Point,
    encode_scalar,
    hash_to_scalar,
    minus,
    plus,
    times,
    times_base,
)

#: What a proof is bound to, part by part.
Context = tuple[bytes, ...]


@dataclass(frozen=True)
class Proof:
    """A challenge and its answer."""

    c: int
    z: int

    def plain(self) -> list[Json]:
        return [encode_scalar(self.c).hex(), encode_scalar(self.z).hex()]


@dataclass(frozen=True)
class Cipher:
    """A number, sealed: a = r·G and b = r·key + number·G (ElGamal in the exponent)."""

    a: Point
    b: Point

    def plain(self) -> list[Json]:
        return [self.a.hex(), self.b.hex()]


def challenge(label: str, *parts: bytes) -> int:
    """The scalar that Fiat and Shamir's hash gives: SHA-512 over label and parts, each after its length."""
    whole = [f"commonhold/sealed/v1/{label}".encode(), *parts]
    return hash_to_scalar(b"".join(len(part).to_bytes(4, "big") + part for part in whole))


def number(value: int) -> bytes:
    """A number as a part of a context."""
    return str(value).encode()


def seal(value: int, key: Point, randomness: int) -> Cipher:
    return Cipher(times_base(randomness), plus(times(randomness, key), times_base(value)))


def prove_knowledge(secret: int, label: str, context: Context, chance: Chance) -> Proof:
    """I know the logarithm of secret·G. With a message in the context it is Schnorr's signature."""
    nonce = chance()
    c = challenge(label, *context, times_base(secret), times_base(nonce))
    return Proof(c, (nonce + c * secret) % ORDER)


def prove_same(secret: int, other_base: Point, label: str, context: Context, chance: Chance) -> Proof:
    """secret·G and secret·other_base have the same logarithm (Chaum and Pedersen)."""
    nonce = chance()
    statement = (times_base(secret), other_base, times(secret, other_base))
    c = challenge(label, *context, *statement, times_base(nonce), times(nonce, other_base))
    return Proof(c, (nonce + c * secret) % ORDER)


def prove_range(
    cipher: Cipher,
    key: Point,
    *,
    value: int,
    randomness: int,
    allowed: range,
    context: Context,
    chance: Chance,
) -> tuple[Proof, ...]:
    """What is sealed is one of `allowed`, without saying which (Cramer, Damgård and Schoenmakers).

    For the true value an honest proof is made, for each other one a proof backwards from a challenge drawn
    first; only the sum of all challenges is forced.
    """
    nonce, others = chance(), {each: Proof(chance(), chance()) for each in allowed if each != value}
    commitments: list[bytes] = []
    for each in allowed:
        if each == value:
            commitments += [times_base(nonce), times(nonce, key)]
        else:
            commitments += _backwards(others[each], cipher, key, each)
    statement = (number(allowed.start), number(allowed.stop - 1), cipher.a, cipher.b)
    c = challenge("range", *context, *statement, *commitments) - sum(each.c for each in others.values())
    honest = Proof(c % ORDER, (nonce + c * randomness) % ORDER)
    return tuple(others.get(each, honest) for each in allowed)


def _backwards(proof: Proof, cipher: Cipher, key: Point, value: int) -> tuple[Point, Point]:
    """The commitments that fit a challenge and an answer drawn beforehand."""
    about = minus(cipher.b, times(value, BASE))
    left = minus(times_base(proof.z), times(proof.c, cipher.a))
    return left, minus(times(proof.z, key), times(proof.c, about))
