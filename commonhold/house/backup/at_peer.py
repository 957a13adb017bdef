"""A backup that lies with another co-op: `coop:https://other-coop.example`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from commonhold.ground.refusal import Refusal
from commonhold.ground.signing.messages import sign_message
from commonhold.house.backup.places import Kept

PREFIX = "coop:"
_SALT = b"commonhold-deposit.v1"
_PATIENCE = 120.0  # seconds
_LARGEST = 64 << 20
_FULL = 507


def deposit_key(secret: bytes) -> Ed25519PrivateKey:
    """Made of the backup's secret alone: who has that gets the deposit back."""
    return Ed25519PrivateKey.from_private_bytes(
        Scrypt(salt=_SALT, length=32, n=65_536, r=8, p=1).derive(secret)
    )


def public_of(secret: bytes) -> str:
    """What the other co-op's members agree to, in hex."""
    return deposit_key(secret).public_key().public_bytes_raw().hex()


class AtPeer:
    """Each request is signed (RFC 9421). Only one of ours writes there, by agreement: see `grace`."""

    grace = 0.0
    is_away = True

    def __init__(self, url: str, secret: bytes) -> None:
        self._key = deposit_key(secret)
        self._public = self._key.public_key().public_bytes_raw().hex()
        self._base = f"{url.rstrip('/')}/witness/deposit/{self._public}/"

    def put(self, name: str, data: bytes) -> None:
        self._ask("POST", name, data)

    def get(self, name: str) -> bytes | None:
        return self._ask("GET", name)

    def remove(self, name: str) -> None:
        self._ask("DELETE", name)

    def listed(self, prefix: str) -> Iterator[Kept]:
        told = self._ask("GET", "")
        if told is None:
            raise Refusal("That co-op keeps no backup of ours, or not with this key. Nothing was changed.")
        for each in json.loads(told):
            if each["name"].startswith(f"{prefix}/"):
                yield Kept(each["name"], int(each["size"]), 0.0)

    @contextmanager
    def alone(self) -> Iterator[None]:
        yield

    def _ask(self, method: str, name: str, data: bytes | None = None) -> bytes | None:
        url = f"{self._base}{name}"
        headers = sign_message(
            method, url, {}, data, key_id=self._public, key=self._key, now=datetime.now(UTC)
        )
        if data is not None:
            headers["Content-Type"] = "application/octet-stream"
        try:
            asked = Request(url, data=data, headers=headers, method=method)  # noqa: S310 - as the operator typed
            with urlopen(asked, timeout=_PATIENCE) as answer:  # noqa: S310 - as the operator typed
                said: bytes = answer.read(_LARGEST)
                return said
        except HTTPError as error:
            if error.code == _FULL:
                raise Refusal(
                    "The other co-op keeps no more than was agreed: prune, or ask its members for more. "
                    "What was there already is whole."
                ) from error
            if error.code != 404 or method != "GET":
                raise Refusal(
                    "The other co-op did not take it (status {code}). Do its members keep our backups?",
                    code=error.code,
                ) from error
            return None
        except (URLError, OSError) as error:
            raise Refusal(
                "The other co-op can't be reached: {error}. Nothing was lost.", error=error
            ) from error
