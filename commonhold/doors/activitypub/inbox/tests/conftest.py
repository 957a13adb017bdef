"""What Eve's server posts, and one that answers for her key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from commonhold.doors.activitypub.inbox.desk import Desk
from commonhold.doors.activitypub.inbox.posted import Posted
from commonhold.doors.activitypub.incoming.tests.conftest import EVE, OtherServers, meet
from commonhold.doors.activitypub.trouble import Strange
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.signing.cavage import sign_cavage
from commonhold.ground.signing.keys import PrivateKey
from commonhold.social.actors.models import RemoteKey
from tests.cast import MORNING

KEY = f"{EVE}#main-key"
JSON = "application/activity+json"
Sign = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def eves_key() -> PrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="session")
def another_key() -> PrivateKey:
    return rsa.generate_private_key(65537, 2048)


def pem_of(key: PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@dataclass
class KeyServers(OtherServers):
    """Says whose key is called what, when it is asked."""

    keys: dict[str, PrivateKey] = field(default_factory=dict)
    owner: str = EVE

    def __post_init__(self) -> None:
        OtherServers.__init__(self)

    def key_of(self, key_id: str, *, now: datetime, fresh: bool = False) -> object:
        self._ask(key_id)
        if key_id not in self.keys:
            raise Strange("there is no such key")
        person_id = meet(self.owner, now=now)
        pem = pem_of(self.keys[key_id])
        return RemoteKey.objects.update_or_create(
            key_id=key_id, defaults={"actor_id": person_id, "pem": pem, "fetched_at": now}
        )


@pytest.fixture
def coop(db: None) -> None:
    install(mode=Mode.REAL, public_url="https://coop.example", now=MORNING)


@pytest.fixture
def servers(coop: None, eves_key: PrivateKey) -> KeyServers:
    return KeyServers(keys={KEY: eves_key})


@pytest.fixture
def desk(servers: KeyServers) -> Desk:
    return Desk(servers)


def like(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"{EVE}/likes/{number}", "type": "Like", "actor": EVE, "object": "x", **more}


def posted(
    key: PrivateKey,
    activity: Any = None,
    *,
    sign: Sign = sign_cavage,
    key_id: str = KEY,
    target: str = "/ap/inbox",
    kind: str = JSON,
    body: bytes | None = None,
    now: datetime = MORNING,
    **headers: str,
) -> Posted:
    """A POST, signed. `headers` are signed along where the scheme does that."""
    sent = orjson.dumps(like() if activity is None else activity) if body is None else body
    url = f"https://coop.example{target}"
    said = sign("POST", url, {"Content-Type": kind, **headers}, sent, key_id=key_id, key=key, now=now)
    return Posted(target, {name.lower(): value for name, value in said.items()}, sent)
