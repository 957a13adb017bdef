"""The opening: what voters were told when voting began. Its hash is the election that each ballot names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from rulebook.canonical import Json, canonical
from rulebook.merkle import root_of_leaves
from rulebook.ristretto import Point
from rulebook.sealed.question import Question


@dataclass(frozen=True)
class Opening:
    """The question, the trustees' joint key, and the roots of the ceremony and of the credentials."""

    question: Question
    key: Point
    ceremony: bytes
    credentials: bytes

    def plain(self) -> dict[str, Json]:
        return {
            "type": "opening",
            "v": 1,
            "question": self.question.hash.hex(),
            "ceremony": self.ceremony.hex(),
            "credentials": self.credentials.hex(),
            "key": self.key.hex(),
        }

    @property
    def election(self) -> bytes:
        return sha256(canonical(self.plain())).digest()


def open_voting(
    question: Question, key: Point, messages: Sequence[Json], registrations: Sequence[Json]
) -> Opening:
    """Freeze everything. `messages` in the order of the board, `registrations` as `in_order` puts them."""
    return Opening(question, key, root_of_lines(messages), root_of_lines(registrations))


def in_order(registrations: Sequence[dict[str, Json]]) -> list[dict[str, Json]]:
    """By credential: the order in which members came says nothing."""
    return sorted(registrations, key=lambda each: str(each["credential"]))


def root_of_lines(values: Sequence[Json]) -> bytes:
    """The Merkle root (RFC 6962) over canonical JSON, one leaf a value."""
    return root_of_leaves(canonical(each) for each in values)
