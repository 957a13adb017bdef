"""The bundle of a sealed vote, as its files: all public, and enough for anybody to check the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rulebook.canonical import Json, canonical
from rulebook.sealed.opening import Opening
from rulebook.sealed.trustees import Message


@dataclass(frozen=True)
class Bundle:
    """Everything in the order in which it was published; what is not there yet is empty."""

    opening: Opening
    ceremony: Sequence[Message]
    credentials: Sequence[Message]
    ballots: Sequence[Message]
    audits: Sequence[Message] = ()
    tally: Message = field(default_factory=dict)
    decryptions: Sequence[Message] = ()
    result: Message = field(default_factory=dict)

    def files(self) -> Mapping[str, bytes]:
        """Canonical JSON, one value a line."""
        single = {
            "question.json": self.opening.question.plain(),
            "opening.json": self.opening.plain(),
            "tally.json": self.tally,
            "result.json": self.result,
        }
        several = {
            "ceremony.jsonl": self.ceremony,
            "credentials.jsonl": self.credentials,
            "ballots.jsonl": self.ballots,
            "audits.jsonl": self.audits,
            "decryptions.jsonl": self.decryptions,
        }
        files = {name: _line(value) for name, value in single.items() if value}
        return files | {name: b"".join(map(_line, values)) for name, values in several.items()}


def _line(value: Json) -> bytes:
    return canonical(value) + b"\n"
