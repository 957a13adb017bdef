"""The key with which we cosign others' records: one of its own, so that it signs nothing else."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from commonhold.ground import keys
from commonhold.ground.installation.queries import must_be_founded
from rulebook.merkle import COSIGNATURE_V1, VerifierKey


def private_key() -> Ed25519PrivateKey:
    path = Path(settings.KEYS_DIR) / "witness"
    seed = keys.read_or_make(path, lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(seed)


def witness_key() -> VerifierKey:
    """What others check our cosignatures with, named after our record. Raises Refusal before founding."""
    name = must_be_founded().record_origin.removesuffix("/record")
    return VerifierKey(f"{name}/witness", private_key().public_key().public_bytes_raw(), COSIGNATURE_V1)
