"""Web Push: what a device gets is encrypted for it alone (RFC 8291) and signed by this co-op (RFC 8292).

Apps that don't say `standard` read what was there before: the `aesgcm` of the fourth draft of RFC 8291 with
the `WebPush` scheme of the first draft of RFC 8292, as Mastodon's relays still expect it.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import http_ece
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid01, Vapid02

from commonhold.ground import keys
from commonhold.ground.fetching.safely import is_fetchable

_LONGEST = 1000  # characters of an address
_LIVES = timedelta(hours=12)
_KEEPS = timedelta(days=1)  # how long a push service keeps it for a device that is off


@dataclass(frozen=True)
class Letter:
    """What a push service is sent."""

    body: bytes
    headers: Mapping[str, str]


def public_key() -> str:
    """The co-op's own key, as a browser asks for it when it subscribes."""
    return _text(_point(_signer(settings.KEYS_DIR / "push").private_key.public_key()))


def is_key(public: str, secret: str) -> bool:
    """Can we encrypt for a device with these?"""
    try:
        _point_of(_bytes(public))
        return len(_bytes(secret)) == 16
    except (ValueError, InvalidKey, binascii.Error):
        return False


def can_reach(endpoint: str, public: str, secret: str) -> bool:
    """Is this an address that letters may be sent to, and can we encrypt for who listens there?"""
    is_safe = endpoint.startswith("https://") and is_fetchable(endpoint) and len(endpoint) <= _LONGEST
    return is_safe and is_key(public, secret)


def letter(
    text: bytes,
    *,
    endpoint: str,
    public: str,
    secret: str,
    contact: str,
    is_standard: bool = True,
    now: datetime,
) -> Letter:
    """Encrypt `text` for a device, at most 3,000 bytes. `contact` is where the push service may complain."""
    key, salt = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    coding = "aes128gcm" if is_standard else "aesgcm"
    body = http_ece.encrypt(
        text,
        salt=salt,
        private_key=key,
        dh=_bytes(public),
        auth_secret=_bytes(secret),
        version=coding,
    )
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + _LIVES).timestamp()),
        "sub": contact,
    }
    signer = _signer(settings.KEYS_DIR / "push")
    signed: dict[str, str] = signer.sign(claims)
    if not is_standard:
        old = Vapid01.sign(signer, claims, crypto_key=f"dh={_text(_point(key.public_key()))}")
        _scheme, _space, proof = old["Authorization"].partition(" ")
        signed = {**old, "Authorization": f"WebPush {proof}", "Encryption": f"salt={_text(salt)}"}
    headers = {
        **signed,
        "Content-Encoding": coding,
        "Content-Type": "application/octet-stream",
        "TTL": str(int(_KEEPS.total_seconds())),
    }
    return Letter(body, headers)


@lru_cache(maxsize=1)
def _signer(path: Path) -> Vapid02:
    # Without "strict", any address may stand for the operator: http://localhost in a trial.
    signer = Vapid02.from_pem(keys.read_or_make(path, _new_key))
    signer.conf["no-strict"] = True
    return signer


def _new_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _point_of(raw: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
