"""The record's key: Ed25519, made on first use, in the keys folder."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from commonhold.ground import keys
from rulebook.merkle import VerifierKey


def path() -> Path:
    """Where the key lies."""
    return Path(settings.KEYS_DIR) / "record"


def private_key() -> Ed25519PrivateKey:
    seed = keys.read_or_make(path(), lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(seed)


def verifier_key(origin: str) -> VerifierKey:
    """What outsiders check the record's signatures with."""
    return VerifierKey(origin, private_key().public_key().public_bytes_raw())
