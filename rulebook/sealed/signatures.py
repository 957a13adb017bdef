"""Credentials: a key pair whose secret half never leaves the browser, and what is signed with it."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.canonical import Json
from rulebook.ristretto import Chance, Point, drawn_from, times_base
from rulebook.sealed.proofs import Proof, prove_knowledge


@dataclass(frozen=True)
class Credential:
    """A voter's key pair for one question. The secret stays with her."""

    secret: int
    public: Point


def make_credential(seed: bytes, question: bytes) -> Credential:
    """The pair that `seed` (32 secret bytes) gives for this question (its hash), the same each time."""
    secret = drawn_from(seed, b"credential", question)()
    return Credential(secret, times_base(secret))


def registration(credential: Credential, *, question: bytes, seat: str, chance: Chance) -> dict[str, Json]:
    """What the voter sends before voting opens: the public half, and proof that she holds the other.

    `seat` names her place on the roll, as a salted commitment. The proof is bound to both, so nobody can
    register a half that she copied.
    """
    proof = prove_knowledge(credential.secret, "registration", (question, seat.encode()), chance)
    return {
        "type": "registration",
        "v": 1,
        "question": question.hex(),
        "seat": seat,
        "credential": credential.public.hex(),
        "proof": proof.plain(),
    }


def sign(secret: int, label: str, message: bytes, chance: Chance) -> Proof:
    return prove_knowledge(secret, label, (message,), chance)
