"""The keys with which we sign: RSA of 2048 bits, which is what every server takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from commonhold.ground import ids, keys
from commonhold.social.actors.models import OwnKey

_BITS = 2048


@dataclass(frozen=True)
class Signer:
    """Whose key signs: a person's or a group's id; neither means the server itself."""

    person_id: int | None = None
    group_id: int | None = None


SERVER = Signer()


def public_pem(signer: Signer, *, now: datetime) -> str:
    """The public half, as SubjectPublicKeyInfo in PEM; the key is made when it is asked for first."""
    return _row(signer, now).public_pem


def private_key(signer: Signer, *, now: datetime) -> rsa.RSAPrivateKey:
    """The private half. Never within a transaction: making one takes a tenth of a second."""
    return _loaded(_row(signer, now).id)


def adopt(signer: Signer, *, pem: str, now: datetime) -> bool:
    """Sign with the key that she had where she comes from, so that others go on believing her.

    False for what is no RSA key of 2048 bits or more, and where she has one here: then nothing is done.
    """
    try:
        found = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError):
        return False
    if not isinstance(found, rsa.RSAPrivateKey) or found.key_size < _BITS or _of(signer).exists():
        return False
    _keep(found, signer, now)
    return True


def destroy(signer: Signer) -> None:
    """Nobody signs with it any more."""
    row = _of(signer).first()
    if row is not None:
        keys.destroy(_path(row.id))
        _loaded.cache_clear()
        row.delete()


def _row(signer: Signer, now: datetime) -> OwnKey:
    found = _of(signer).first()
    if found is not None:
        return found
    return _keep(rsa.generate_private_key(public_exponent=65537, key_size=_BITS), signer, now)


def _keep(made: rsa.RSAPrivateKey, signer: Signer, now: datetime) -> OwnKey:
    key_id = ids.new_id(now)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    keys.read_or_make(_path(key_id), lambda: pem)
    public = made.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    try:
        with transaction.atomic():
            return OwnKey.objects.create(
                id=key_id,
                person_id=signer.person_id,
                group_id=signer.group_id,
                public_pem=public.decode(),
                made_at=now,
            )
    except IntegrityError:  # somebody else needed it at the same moment
        keys.destroy(_path(key_id))
        return _of(signer).get()


def _of(signer: Signer) -> QuerySet[OwnKey]:
    whose: dict[str, Any] = {"person": signer.person_id, "group": signer.group_id}
    return OwnKey.objects.filter(**whose)


def _path(key_id: int) -> Path:
    return Path(settings.KEYS_DIR) / "actors" / f"{key_id}.pem"


@lru_cache(1_000)
def _loaded(key_id: int) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(_path(key_id).read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("this key is no RSA key")
    return key
