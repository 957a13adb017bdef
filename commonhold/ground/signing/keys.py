"""Keys as other servers write them. Reading one takes longer than using it: those in use are kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

PublicKey: TypeAlias = RSAPublicKey | Ed25519PublicKey
PrivateKey: TypeAlias = RSAPrivateKey | Ed25519PrivateKey

_FEWEST_BITS, _MOST_BITS = 1024, 8192
_LARGEST_EXPONENT = 2**32
_LONGEST = 16_384  # characters of PEM


class UnusableKey(ValueError):
    """It is no key, or of a kind or size that is not used here."""


@lru_cache(4096)
def public_key(pem: str) -> PublicKey:
    """RSA or Ed25519, as SPKI or PKCS#1. Raises UnusableKey."""
    if len(pem) > _LONGEST:
        raise UnusableKey("too long for a key")
    try:
        key = serialization.load_pem_public_key(pem.strip().encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as broken:
        raise UnusableKey("not a public key") from broken
    return checked(key)


@lru_cache(512)
def private_key(pem: str) -> PrivateKey:
    """RSA or Ed25519, unencrypted. Raises UnusableKey."""
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as broken:
        raise UnusableKey("not a private key") from broken
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise UnusableKey("neither RSA nor Ed25519")
    return key


def checked(key: object) -> PublicKey:
    """The key, if checking with it is neither worthless nor a way to keep us busy. Raises UnusableKey."""
    if isinstance(key, Ed25519PublicKey):
        return key
    if not isinstance(key, RSAPublicKey):
        raise UnusableKey("neither RSA nor Ed25519")
    if not _FEWEST_BITS <= key.key_size <= _MOST_BITS or key.public_numbers().e > _LARGEST_EXPONENT:
        raise UnusableKey("an RSA key of an odd size")
    return key


def sign(key: PrivateKey, message: bytes) -> bytes:
    """RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519, as the key is."""
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(message)
    return key.sign(message, _PADDING, _HASH)


def verifies(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """The counterpart of `sign`."""
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, message)
        else:
            key.verify(signature, message, _PADDING, _HASH)
    except InvalidSignature:
        return False
    return True


_PADDING, _HASH = padding.PKCS1v15(), hashes.SHA256()
