"""The key with which the co-op's own account proves what it announces (FEP-8b32): Ed25519, made on first use.

Signatures of requests say which server brought something; a proof stays with the document, wherever it goes.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from commonhold.ground import keys
from commonhold.ground.signing import multikey


def private_key() -> Ed25519PrivateKey:
    path = Path(settings.KEYS_DIR) / "actors" / "proofs"
    seed = keys.read_or_make(path, lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_multibase() -> str:
    """Its public half, as FEP-521a has it."""
    return multikey.public(private_key().public_key())
