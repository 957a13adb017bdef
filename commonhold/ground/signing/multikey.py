"""Keys as one short text: base58btc of a multicodec prefix and the bytes.

FEP-521a, and W3C Controlled Identifiers §2.2.2.
"""

from __future__ import annotations

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from commonhold.ground.signing.keys import PublicKey, UnusableKey, checked

_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_LONGEST = 2048  # letters: turning many of them is slow, and no key or signature needs so many

# Multicodec numbers as varints: ed25519-pub 0xed, ed25519-priv 0x1300, rsa-pub 0x1205.
_ED25519, _ED25519_SECRET, _RSA = b"\xed\x01", b"\x80\x26", b"\x85\x24"


def encode(data: bytes) -> str:
    """Multibase with base58btc: “z” and the letters."""
    number, letters = int.from_bytes(data), ""
    while number:
        number, value = divmod(number, 58)
        letters = _LETTERS[value] + letters
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + letters


def decode(text: str) -> bytes:
    """The bytes of base58btc multibase. Raises ValueError."""
    letters = text[1:]
    if not text.startswith("z") or len(text) > _LONGEST or not _VALUES.keys() >= set(letters):
        raise ValueError("not base58btc")
    number = 0
    for letter in letters:
        number = number * 58 + _VALUES[letter]
    zeros = len(letters) - len(letters.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def public(key: PublicKey) -> str:
    """`publicKeyMultibase` of a key."""
    if isinstance(key, Ed25519PublicKey):
        return encode(_ED25519 + key.public_bytes_raw())
    pkcs1 = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
    return encode(_RSA + pkcs1)


def read_public(text: str) -> PublicKey:
    """The key of a `publicKeyMultibase`. Raises UnusableKey."""
    try:
        data = decode(text)
        if data.startswith(_ED25519):
            return Ed25519PublicKey.from_public_bytes(data[2:])
        if data.startswith(_RSA):
            return checked(serialization.load_der_public_key(data[2:]))
    except UnusableKey:
        raise
    except (ValueError, UnsupportedAlgorithm) as broken:
        raise UnusableKey("not a multikey") from broken
    raise UnusableKey("a multikey of another kind")


def secret(key: Ed25519PrivateKey) -> str:
    """`secretKeyMultibase` of a key."""
    return encode(_ED25519_SECRET + key.private_bytes_raw())


def read_secret(text: str) -> Ed25519PrivateKey:
    """The counterpart of `secret`. Raises UnusableKey."""
    try:
        data = decode(text)
        if data.startswith(_ED25519_SECRET):
            return Ed25519PrivateKey.from_private_bytes(data[2:])
    except ValueError as broken:
        raise UnusableKey("not a multikey") from broken
    raise UnusableKey("a multikey of another kind")
