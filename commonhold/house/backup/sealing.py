"""How what lies in a backup is sealed, and what it is called there.

One secret, stretched by scrypt with the backup's own salt; HKDF makes of it a key for sealing and one for
names. Each object has a key of its own, from the sealing key and 32 random bytes, so that no nonce is used
twice; AES-256-GCM binds it to its name, so that nobody can put one object in another's place.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from commonhold.ground.refusal import Refusal

FORMAT = "commonhold-backup.v1"
_MAGIC = b"CHB1"
_SALT = 32  # bytes
_ONCE = b"\0" * 12  # a key seals one object, so its nonce never repeats
_COST = {"n": 65_536, "r": 8, "p": 1}  # 64 MiB once for each command
_SHORTEST = 12  # characters of a secret
_LEVEL = 1  # of zlib: half the size for a tenth of the time


class Damaged(Exception):
    """An object is not what was put there; the words say which."""


class Seal(Protocol):
    is_sealed: bool

    def name_of(self, plain: bytes) -> str: ...
    def close(self, name: str, plain: bytes) -> bytes: ...
    def open(self, name: str, data: bytes) -> bytes: ...


class Clear:
    """No key was given: compressed, and named by its SHA-256."""

    is_sealed = False

    def name_of(self, plain: bytes) -> str:
        return hashlib.sha256(plain).hexdigest()

    def close(self, name: str, plain: bytes) -> bytes:
        return zlib.compress(plain, _LEVEL)

    def open(self, name: str, data: bytes) -> bytes:
        return _unpacked(name, data)


@dataclass(frozen=True)
class Sealed:
    """Readable with the secret alone; names tell nobody which content is there."""

    sealing_key: bytes
    naming_key: bytes
    is_sealed = True

    def name_of(self, plain: bytes) -> str:
        return hmac.new(self.naming_key, plain, hashlib.sha256).hexdigest()

    def close(self, name: str, plain: bytes) -> bytes:
        salt = os.urandom(_SALT)
        return _MAGIC + salt + self._cipher(salt).encrypt(_ONCE, zlib.compress(plain, _LEVEL), name.encode())

    def open(self, name: str, data: bytes) -> bytes:
        salt, rest = data[4 : 4 + _SALT], data[4 + _SALT :]
        if data[:4] != _MAGIC:
            raise Damaged(f"{name} is not sealed as this backup is")
        try:
            return _unpacked(name, self._cipher(salt).decrypt(_ONCE, rest, name.encode()))
        except InvalidTag as error:
            raise Damaged(f"{name} was altered, or stands in another's place") from error

    def check(self) -> str:
        """Tells a wrong secret from a right one."""
        return hmac.new(self.naming_key, FORMAT.encode(), hashlib.sha256).hexdigest()

    def _cipher(self, salt: bytes) -> AESGCM:
        return AESGCM(_derived(self.sealing_key, b"object", salt))


def new_terms(secret: bytes | None) -> tuple[Seal, dict[str, Any]]:
    """The seal of a new backup, and what is written beside it in the clear."""
    if secret is None:
        return Clear(), {"format": FORMAT, "sealed": False}
    if len(secret) < _SHORTEST:
        raise Refusal(
            "A backup's secret has at least {count} characters. Nothing was written.", count=_SHORTEST
        )
    salt = os.urandom(_SALT)
    seal = _stretched(secret, salt, _COST)
    return seal, {"format": FORMAT, "sealed": True, "salt": salt.hex(), **_COST, "check": seal.check()}


def agreed(terms: dict[str, Any], secret: bytes | None) -> Seal:
    """The seal of a backup that is there. Raises Refusal for a wrong secret, or one too many or too few."""
    if terms.get("format") != FORMAT:
        raise Refusal("This is no backup that this release reads: {format}.", format=terms.get("format"))
    if not terms["sealed"]:
        if secret is not None:
            raise Refusal("This backup is not sealed. Leave the key away, or begin a sealed one elsewhere.")
        return Clear()
    if secret is None:
        raise Refusal("This backup is sealed. Name the file of its key with --key FILE.")
    seal = _stretched(secret, bytes.fromhex(terms["salt"]), {name: int(terms[name]) for name in _COST})
    if not hmac.compare_digest(seal.check(), terms["check"]):
        raise Refusal("That is not the key of this backup. Nothing was changed.")
    return seal


def read_secret(path: str | None) -> bytes | None:
    """The secret in a key's file, without the end of its line; None without a file."""
    if not path:
        return None
    try:
        return Path(path).read_bytes().strip()
    except OSError as error:
        raise Refusal("The key can't be read: {error}. Nothing was changed.", error=error) from error


def _stretched(secret: bytes, salt: bytes, cost: dict[str, int]) -> Sealed:
    master = Scrypt(salt=salt, length=32, **cost).derive(secret)
    return Sealed(_derived(master, b"sealing", b""), _derived(master, b"naming", b""))


def _derived(key: bytes, purpose: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, FORMAT.encode() + b" " + purpose).derive(key)


def _unpacked(name: str, data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise Damaged(f"{name} is damaged") from error
