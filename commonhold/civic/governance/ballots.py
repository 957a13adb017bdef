"""Sealing a ballot to its seat until closing.

A poll has a key of its own in the keys folder. A sealed ballot opens with that key alone and only for
the seat that it was sealed to; all have the same length. Destroying the key at closing makes what may
be left in backups of the database unreadable, but not in backups that hold the key too.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from base64 import b32encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from commonhold.ground import keys

_NONCE = 12


@dataclass(frozen=True)
class Ballot:
    """What a voter decided, in the question's spelling, and the receipt by which she alone finds it later."""

    choice: str
    receipt: str

    @property
    def commitment(self) -> str:
        """SHA-256 (hex) of the receipt: what is published beside the choice."""
        return commitment_of(self.receipt)

    def carried_for(self, number: int) -> str:
        """The commitment of the same choice cast for the `number`th person who delegated to this voter."""
        return hashlib.sha256(f"{self.commitment}:{number}".encode()).hexdigest()


def commitment_of(receipt: str) -> str:
    """The published commitment that a receipt belongs to; spaces, dashes and case don't matter."""
    plain = receipt.replace("-", "").replace(" ", "").upper()
    return hashlib.sha256(plain.encode()).hexdigest()


def new_receipt() -> str:
    """100 random bits as four groups of five letters and digits."""
    letters = b32encode(secrets.token_bytes(13)).decode()[:20]
    return "-".join(letters[i : i + 5] for i in range(0, 20, 5))


def make_key(poll_id: int) -> None:
    """Make the poll's key, durable on return; an existing one stays."""
    keys.read_or_make(_path(poll_id), lambda: AESGCM.generate_key(256))


def destroy_key(poll_id: int) -> None:
    keys.destroy(_path(poll_id))


def lot_secret(poll_id: int) -> str:
    """What draws the lot between equals, made of the poll's key: known after the count, fixed before it."""
    return hmac.new(_path(poll_id).read_bytes(), b"lot", hashlib.sha256).hexdigest()


def lot_commitment(poll_id: int) -> str:
    """SHA-256 (hex) of the secret: it stands on the record from notice on."""
    return hashlib.sha256(lot_secret(poll_id).encode()).hexdigest()


def seal(ballot: Ballot, *, poll_id: int, seat_id: int, width: int) -> bytes:
    """Encrypt it for this seat. `width` is in bytes: that of the poll's longest ballot."""
    nonce = os.urandom(_NONCE)
    plain = ballot.choice.encode().ljust(width) + ballot.receipt.encode()
    return nonce + _cipher(poll_id).encrypt(nonce, plain, _bound_to(poll_id, seat_id))


def unseal(sealed: bytes, *, poll_id: int, seat_id: int, width: int) -> Ballot:
    """Open a sealed ballot. Raises InvalidTag when it was moved to another seat or altered."""
    plain = _cipher(poll_id).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound_to(poll_id, seat_id))
    return Ballot(plain[:width].decode().rstrip(), plain[width:].decode())


def _bound_to(poll_id: int, seat_id: int) -> bytes:
    return f"poll {poll_id} seat {seat_id}".encode()


def _cipher(poll_id: int) -> AESGCM:
    return AESGCM(_path(poll_id).read_bytes())


def _path(poll_id: int) -> Path:
    return Path(settings.KEYS_DIR) / "polls" / str(poll_id)
