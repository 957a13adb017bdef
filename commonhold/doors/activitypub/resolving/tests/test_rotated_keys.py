"""Somebody who signs with a new key reads on: her server is asked for it, and no more than need be."""

from __future__ import annotations

from datetime import datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.test import Client

from commonhold.doors.activitypub import asking, resolving
from commonhold.doors.activitypub.resolving.pauses import Pauses
from commonhold.doors.activitypub.resolving.tests.conftest import Elsewhere
from commonhold.ground.clock import queries as clock
from commonhold.ground.signing.cavage import sign_cavage
from commonhold.social.posts import actions
from tests import cast
from tests.cast import MORNING, minutes

HERE = "https://coop.example"
OLD, NEW, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _each in range(3))


def _pem(key: RSAPrivateKey) -> str:
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, spki).decode()


class Reader:
    """Eve's server, with a key that changes; our server's day goes on as the test says."""

    def __init__(self, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
        self.elsewhere, self._now = elsewhere, MORNING
        self.uri = elsewhere.lives("eve")
        self.holds(OLD)
        monkeypatch.setattr(clock, "now", lambda: self._now)
        monkeypatch.setattr(resolving, "key_of", elsewhere.world.key_of)
        monkeypatch.setattr(asking, "_AGAIN", Pauses())

    def holds(self, key: RSAPrivateKey) -> None:
        self.elsewhere.says[self.uri]["publicKey"]["publicKeyPem"] = _pem(key)  # type: ignore[index]  # no status

    def reads(self, path: str, key: RSAPrivateKey, now: datetime) -> int:
        self._now = now
        key_id = f"{self.uri}#main-key"
        made = sign_cavage("GET", f"{HERE}{path}", {}, b"", key_id=key_id, key=key, now=now)
        headers = {**made, "host": "coop.example", "accept": "application/activity+json"}
        return Client().get(path, headers=headers).status_code

    @property
    def asked(self) -> int:
        """How often she was asked who she is."""
        return self.elsewhere.asked.count(self.uri)


@pytest.fixture
def reader(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(elsewhere, monkeypatch)


@pytest.fixture
def path(reader: Reader, ada: int) -> str:
    """Of what Ada said to her followers, of whom Eve is one."""
    eve = reader.elsewhere.world.actor_of(reader.uri, now=MORNING)
    cast.befriend(eve, ada)
    post_id = actions.publish_post(ada, text="close", audience="followers", now=MORNING)
    return f"/ap/posts/{post_id}"


def test_a_key_that_was_changed_is_asked_for_where_something_hangs_on_it(reader: Reader, path: str) -> None:
    assert reader.reads(path, OLD, MORNING) == 200
    assert reader.asked == 1
    reader.holds(NEW)
    assert reader.reads(path, NEW, minutes(1)) == 200
    assert reader.asked == 2
    assert reader.reads(path, NEW, minutes(1)) == 200
    assert reader.reads(path, OLD, minutes(1)) == 404
    assert reader.asked == 2


def test_who_forges_has_us_ask_no_more_than_once_a_minute(reader: Reader, path: str) -> None:
    for _each in range(5):
        assert reader.reads(path, OTHER, minutes(1)) == 404
    assert reader.asked == 2
    assert reader.reads(path, OTHER, minutes(2)) == 404
    assert reader.asked == 3
    assert reader.reads(path, OLD, minutes(2)) == 200


def test_what_anybody_may_read_makes_us_ask_nobody(reader: Reader, path: str, ada: int) -> None:
    post_id = actions.publish_post(ada, text="open", now=MORNING)
    assert reader.reads(f"/ap/posts/{post_id}", OTHER, minutes(1)) == 200
    assert reader.asked == 1


def test_a_server_that_does_not_answer_leaves_who_asks_a_stranger(reader: Reader, path: str) -> None:
    reader.elsewhere.away.add("elsewhere.example")
    assert reader.reads(path, NEW, minutes(1)) == 404


def test_while_one_request_waits_for_another_server_no_other_one_does(reader: Reader, path: str) -> None:
    assert reader.reads(path, OLD, MORNING) == 200
    reader.holds(NEW)
    with asking._SEAT:
        assert reader.reads(path, NEW, minutes(1)) == 404
        assert reader.reads(path, OLD, minutes(1)) == 200
    assert reader.asked == 1
    assert reader.reads(path, NEW, minutes(3)) == 200
