"""Trustees make a key together that none of them holds, and later any `threshold` of them open the tally.

Three rounds on one public board (Pedersen 1991, Feldman 1987):

1. *arrival*: each trustee's own key, with proof that she holds its secret;
2. *deal*: she draws a polynomial, publishes its coefficients in the exponent, and sends each trustee that has
   arrived the polynomial's value at her place, masked so that she alone reads it;
3. *answer*: each trustee checks what she was sent. Where it does not fit she publishes the key of that one
   mask, with proof that it is the right one. So everybody sees who lied: dealer or complainer.

All that a trustee keeps is a seed of 32 bytes; the rest comes from it and from the board.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from rulebook.canonical import Json, canonical
from rulebook.ristretto import (
    IDENTITY,
    ORDER,
    Chance,
    Point,
    decode_point,
    decode_scalar,
    drawn_from,
    encode_scalar,
    plus,
    times,
    times_base,
    total,
)
from rulebook.sealed.opening import root_of_lines
from rulebook.sealed.proofs import challenge, number, prove_knowledge, prove_same
from rulebook.sealed.question import Question
from rulebook.sealed.signatures import sign

Message = dict[str, Any]


@dataclass(frozen=True)
class Trustee:
    """One trustee at her own table. `place` counts from 1, in the order of the question's trustees."""

    question: Question
    place: int
    seed: bytes

    @property
    def secret(self) -> int:
        return self._chance(b"own key")()

    @property
    def public(self) -> Point:
        return times_base(self.secret)

    def arrival(self) -> Message:
        context = (self.question.hash, number(self.place))
        return {
            **self._head("arrival"),
            "name": self.question.trustees[self.place - 1],
            "key": self.public.hex(),
            "proof": prove_knowledge(self.secret, "arrival", context, self._chance(b"arrival")).plain(),
        }

    def deal(self, arrivals: Sequence[Message]) -> Message:
        """Her part of the key, and everybody's share of it. `arrivals` is the whole first round, by place."""
        seen = root_of_lines(arrivals)
        chance = self._chance(b"deal", seen)
        coefficients = [chance() for _each in range(self.question.threshold)]
        context = (self.question.hash, number(self.place))
        body = {
            **self._head("deal"),
            "arrivals": seen.hex(),
            "coefficients": [times_base(each).hex() for each in coefficients],
            "proof": prove_knowledge(coefficients[0], "possession", context, chance).plain(),
            "shares": [self._masked(coefficients, each, chance) for each in arrivals],
        }
        return self._signed(body)

    def answer(self, arrivals: Sequence[Message], deals: Sequence[Message]) -> Message:
        """Whether every share that she was sent fits, and the mask's key of each that doesn't."""
        context = (self.question.hash, number(self.place))
        complaints: list[Json] = []
        for deal in deals:
            sent = _share_for(self.place, deal)
            if sent is None or self._opened(deal, sent) is not None:
                continue
            proof = prove_same(
                self.secret,
                decode_point(bytes.fromhex(sent["r"])),
                "complaint",
                (*context, number(deal["place"])),
                self._chance(b"complaint", canonical(deal)),
            )
            complaints.append(
                {
                    "against": deal["place"],
                    "mask": times(self.secret, decode_point(bytes.fromhex(sent["r"]))).hex(),
                    "proof": proof.plain(),
                }
            )
        seen = {"arrivals": root_of_lines(arrivals).hex(), "deals": root_of_lines(deals).hex()}
        return self._signed({**self._head("answer"), **seen, "complaints": complaints})

    def share(self, qualified: Iterable[Message]) -> int:
        """Her share of the joint secret, from the deals that count. ValueError when one doesn't fit."""
        whole = 0
        for deal in qualified:
            sent = _share_for(self.place, deal)
            opened = None if sent is None else self._opened(deal, sent)
            if opened is None:
                raise ValueError(f"the share that trustee {deal['place']} dealt does not fit")
            whole += opened
        return whole % ORDER

    def _opened(self, deal: Message, sent: Mapping[str, str]) -> int | None:
        """The share in a deal; None when it is not the polynomial's value at her place."""
        mask = times(self.secret, decode_point(bytes.fromhex(sent["r"])))
        value = decode_scalar(bytes.fromhex(sent["masked"])) - _mask(
            self.question, deal["place"], self.place, mask
        )
        coefficients = [decode_point(bytes.fromhex(each)) for each in deal["coefficients"]]
        return value % ORDER if times_base(value) == value_at(self.place, coefficients) else None

    def _masked(self, coefficients: Sequence[int], arrival: Message, chance: Chance) -> Json:
        place, nonce = arrival["place"], chance()
        mask = times(nonce, decode_point(bytes.fromhex(arrival["key"])))
        value = sum(each * place**power for power, each in enumerate(coefficients))
        masked = value + _mask(self.question, self.place, place, mask)
        return {"to": place, "r": times_base(nonce).hex(), "masked": encode_scalar(masked).hex()}

    def _head(self, kind: str) -> Message:
        return {"type": kind, "v": 1, "question": self.question.hash.hex(), "place": self.place}

    def _signed(self, body: Message) -> Message:
        message = canonical(body)
        signature = sign(self.secret, body["type"], sha256(message).digest(), self._chance(b"sign", message))
        return {**body, "signature": signature.plain()}

    def _chance(self, *context: bytes) -> Chance:
        return drawn_from(self.seed, self.question.hash, number(self.place), *context)

    def partial_decryption(self, tally: Message, qualified: Sequence[Message]) -> Message:
        """Her part of opening the sums in `tally`, with proof that it was made with her share."""
        share, bound_to = self.share(qualified), sha256(canonical(tally)).digest()
        parts: list[Json] = []
        proofs: list[Json] = []
        for place, (a, _b) in enumerate(tally["sums"]):
            base = decode_point(bytes.fromhex(a))
            context = (bound_to, number(self.place), number(place))
            chance = self._chance(b"decryption", bound_to, number(place))
            parts.append(times(share, base).hex())
            proofs.append(prove_same(share, base, "decryption", context, chance).plain())
        head: Message = {"type": "decryption", "v": 1, "tally": bound_to.hex(), "place": self.place}
        return {**head, "parts": parts, "proofs": proofs}


def value_at(place: int, coefficients: Sequence[Point]) -> Point:
    """A polynomial whose coefficients are hidden in the exponent, at `place`: also in the exponent."""
    value = IDENTITY
    for each in reversed(coefficients):
        value = plus(times(place, value), each)
    return value


def joint_key(qualified: Iterable[Message]) -> Point:
    return total(decode_point(bytes.fromhex(deal["coefficients"][0])) for deal in qualified)


def _share_for(place: int, deal: Message) -> Mapping[str, str] | None:
    return next((each for each in deal["shares"] if each["to"] == place), None)


def _mask(question: Question, dealer: int, to: int, mask: Point) -> int:
    return challenge("mask", question.hash, number(dealer), number(to), mask)
