"""Checkpoints: what a log signs about itself (C2SP tlog-checkpoint, "Note text").

Origin, number of leaves, root hash, each on its line; then extension lines, if any.
"""

import re
from base64 import b64encode
from dataclasses import dataclass

from rulebook.merkle.hashing import HASH_BYTES
from rulebook.merkle.notes import (
    CheckSignature,
    MalformedNote,
    Sign,
    VerifierKey,
    open_note,
    parse_base64,
    sign_note,
)

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


class MalformedCheckpoint(ValueError):
    """The note's text is not a checkpoint."""


@dataclass(frozen=True)
class Checkpoint:
    """The log named `origin` had `size` leaves with this root (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The note text, final newline included."""
        root = b64encode(self.root).decode("ascii")
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.extensions))


def parse_checkpoint(text: str) -> Checkpoint:
    """Raises MalformedCheckpoint for every text that is not exactly some checkpoint's."""
    lines = text.removesuffix("\n").split("\n")
    if not text.endswith("\n") or len(lines) < 3 or "" in lines:
        raise MalformedCheckpoint("a checkpoint has three or more lines, none of them empty")
    origin, size, root_text, *extensions = lines
    if not _DECIMAL.fullmatch(size):
        raise MalformedCheckpoint("the size is not a plain decimal number")
    try:
        root = parse_base64(root_text)
    except MalformedNote as error:
        raise MalformedCheckpoint(f"the root is {error}") from None
    if len(root) != HASH_BYTES:
        raise MalformedCheckpoint("the root has not 32 bytes")
    return Checkpoint(origin, int(size), root, tuple(extensions))


def sign_checkpoint(checkpoint: Checkpoint, *, key: VerifierKey, sign: Sign) -> bytes:
    """The bytes to publish as `checkpoint`."""
    if parse_checkpoint(checkpoint.text) != checkpoint:
        raise MalformedCheckpoint("a line of the checkpoint contains a line break")
    return sign_note(checkpoint.text, key=key, sign=sign)


def open_checkpoint(data: bytes, *, key: VerifierKey, check_signature: CheckSignature) -> Checkpoint:
    """The checkpoint that `key` signed, for the log of the key's name.

    Raises MalformedNote, NotSigned or MalformedCheckpoint, all of them ValueErrors.
    """
    checkpoint = parse_checkpoint(open_note(data, key=key, check_signature=check_signature))
    if checkpoint.origin != key.name:
        raise MalformedCheckpoint(f"this is the log {checkpoint.origin}, the key is {key.name}'s")
    return checkpoint
