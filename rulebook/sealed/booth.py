"""The booth: where a ballot is sealed, then either opened for an audit or signed and cast, never both.

Josh Benaloh's challenge (2006): a booth that must seal first and learns only then whether it will be checked
cannot cheat often without being caught.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from rulebook.canonical import Json, canonical
from rulebook.ristretto import ORDER, Chance, Point, encode_scalar, total
from rulebook.sealed.opening import Opening
from rulebook.sealed.proofs import Cipher, Context, number, prove_range, seal
from rulebook.sealed.signatures import Credential, sign


@dataclass(frozen=True)
class Prepared:
    """A sealed ballot that is neither signed nor opened yet. `values` and `randomness` are secret."""

    body: dict[str, Json]
    values: tuple[int, ...]
    randomness: tuple[int, ...]

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of the sealed ballot: what the voter notes before she decides to audit or to cast."""
        return sha256(canonical(self.body)).digest()


class NotAVote(ValueError):
    """The values are outside what the question allows."""


#: A cipher, the value in it, and the randomness that it was sealed with.
_Sealed = tuple[Cipher, int, int]


def prepare(
    opening: Opening,
    credential: Point,
    values: Sequence[int],
    *,
    turn: int = 1,
    previous: bytes = b"",
    chance: Chance,
) -> Prepared:
    """Seal one value for each option. The voter's second ballot has turn 2 and names the first, and so on.

    `previous` is the fingerprint of the ballot that this one replaces. Raises NotAVote.
    """
    question = opening.question
    within = all(0 <= each <= question.highest for each in values)
    if (
        len(values) != len(question.options)
        or not within
        or not question.least <= sum(values) <= question.most
    ):
        raise NotAVote("each option has a value within the question's bounds, and so has their sum")
    bound_to = (opening.election, opening.key, credential, number(turn))
    randomness = tuple(chance() for _each in values)
    sealed = [(seal(value, opening.key, r), value, r) for value, r in zip(values, randomness, strict=True)]
    body: dict[str, Json] = {
        "type": "ballot",
        "v": 1,
        "election": opening.election.hex(),
        "credential": credential.hex(),
        "number": turn,
        "previous": previous.hex(),
        "choices": _choices(opening, sealed, bound_to, chance),
        "sum": [] if question.sum_is_free else _sum(opening, sealed, bound_to, chance),
    }
    return Prepared(body, tuple(values), randomness)


def cast(prepared: Prepared, credential: Credential, chance: Chance) -> dict[str, Json]:
    """The ballot as it is sent: sealed and signed.

    `chance` has to be new each time: two messages signed with one nonce give the secret away.
    """
    signature = sign(credential.secret, "ballot", prepared.fingerprint, chance)
    return {**prepared.body, "signature": signature.plain()}


def open_for_audit(prepared: Prepared) -> dict[str, Json]:
    """The ballot with what it was sealed with, for whoever checks it. It can't be cast any more."""
    return {
        "type": "audit",
        "v": 1,
        "ballot": prepared.body,
        "values": list(prepared.values),
        "randomness": [encode_scalar(each).hex() for each in prepared.randomness],
    }


def _choices(opening: Opening, sealed: Sequence[_Sealed], bound_to: Context, chance: Chance) -> list[Json]:
    choices: list[Json] = []
    for place, (cipher, value, randomness) in enumerate(sealed):
        proof = prove_range(
            cipher,
            opening.key,
            value=value,
            randomness=randomness,
            allowed=range(opening.question.highest + 1),
            context=(*bound_to, b"option", number(place)),
            chance=chance,
        )
        choices.append({"cipher": cipher.plain(), "proof": [each.plain() for each in proof]})
    return choices


def _sum(opening: Opening, sealed: Sequence[_Sealed], bound_to: Context, chance: Chance) -> list[Json]:
    """The ciphers' sum seals the values' sum, with the sum of the randomness."""
    question = opening.question
    ciphers = [cipher for cipher, _value, _r in sealed]
    proof = prove_range(
        Cipher(total(each.a for each in ciphers), total(each.b for each in ciphers)),
        opening.key,
        value=sum(value for _cipher, value, _r in sealed),
        randomness=sum(randomness for _cipher, _value, randomness in sealed) % ORDER,
        allowed=range(question.least, question.most + 1),
        context=(*bound_to, b"sum"),
        chance=chance,
    )
    return [each.plain() for each in proof]
