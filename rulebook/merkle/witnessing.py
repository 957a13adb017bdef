"""What witnesses of a log say, and how they are asked (C2SP tlog-cosignature and tlog-witness).

A witness remembers the largest tree of a log that it saw. It signs a larger one only after a proof that
it contains the one before, so a log that shows different people different histories finds nobody to sign
both.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rulebook.merkle.hashing import HASH_BYTES
from rulebook.merkle.notes import (
    COSIGNATURE_V1,
    ED25519_SIGNATURE_BYTES,
    CheckSignature,
    MalformedNote,
    Note,
    Sign,
    Signature,
    VerifierKey,
    parse_base64,
    parse_note,
)

MOST_PROOF_LINES = 63
_TIME_BYTES = 8
_LATEST = 2**63 - 1
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


class MalformedRequest(ValueError):
    """The body is not a request to witness a checkpoint."""


@dataclass(frozen=True)
class WitnessRequest:
    """`proof` leads from the tree of `old_size` leaves to that of the checkpoint `note`, not yet opened."""

    old_size: int
    proof: tuple[bytes, ...]
    note: bytes

    def format(self) -> bytes:
        """The body of a POST to add-checkpoint (tlog-witness, "add-checkpoint")."""
        lines = [f"old {self.old_size}", *(b64encode(each).decode("ascii") for each in self.proof)]
        return "".join(f"{line}\n" for line in [*lines, ""]).encode("ascii") + self.note


def parse_request(data: bytes) -> WitnessRequest:
    """Raises MalformedRequest. The checkpoint is left as it came."""
    head, blank, note = data.partition(b"\n\n")
    try:
        old, *lines = head.decode("ascii").split("\n")
        proof = tuple(parse_base64(each) for each in lines)
    except (UnicodeDecodeError, MalformedNote) as error:
        raise MalformedRequest(f"a line of it is {error}") from None
    size = _OLD.fullmatch(old)
    if not blank or size is None:
        raise MalformedRequest("it begins with the old size and ends with a checkpoint")
    if len(proof) > MOST_PROOF_LINES or any(len(each) != HASH_BYTES for each in proof):
        raise MalformedRequest("a proof is 63 hashes of 32 bytes at most")
    return WitnessRequest(int(size[1]), proof, note)


def cosign(text: str, *, key: VerifierKey, seconds: int, sign: Sign) -> str:
    """The signature line of a witness under a checkpoint's text, at a time in seconds since 1970."""
    value = seconds.to_bytes(_TIME_BYTES, "big") + sign(_message(text, seconds))
    return str(Signature(key.name, key.key_id, value))


def cosigned_at(note: Note, *, key: VerifierKey, check_signature: CheckSignature) -> int | None:
    """When this witness signed the checkpoint, in seconds since 1970; None where it did not."""
    if key.type != COSIGNATURE_V1:
        return None
    for each in note.signatures:
        if (each.name, each.key_id) != (key.name, key.key_id):
            continue
        seconds = int.from_bytes(each.value[:_TIME_BYTES], "big")
        signature = each.value[_TIME_BYTES:]
        if len(signature) != ED25519_SIGNATURE_BYTES or seconds > _LATEST:
            continue
        if check_signature(key.public_key, _message(note.text, seconds), signature):
            return seconds
    return None


def witnesses_of(data: bytes, *, keys: Iterable[VerifierKey], check_signature: CheckSignature) -> list[str]:
    """The names of those witnesses, each once, who signed this checkpoint. Raises MalformedNote."""
    note = parse_note(data)
    known = {each.public_key: each for each in keys}  # one key under two names is one witness
    signed = [
        each.name
        for each in known.values()
        if cosigned_at(note, key=each, check_signature=check_signature) is not None
    ]
    return sorted(signed)


def with_cosignatures(data: bytes, lines: Sequence[str]) -> bytes:
    """The signed note with more signature lines. Raises MalformedNote for a line that is none."""
    whole = data + "".join(lines).encode("utf-8")
    parse_note(whole)
    return whole


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
