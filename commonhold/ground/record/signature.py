"""Checking a signature of a record. No Django here: outsiders run this with nothing but the rulebook."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def check_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519 as in RFC 8032; a key that is none signs nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
