"""Documents that not everybody may read, and servers that say who they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from commonhold.doors.activitypub.tests.conftest import Fetch, Got, at_home_elsewhere
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.signing.cavage import sign_cavage
from commonhold.ground.signing.messages import sign_message
from commonhold.social.actors.charter import CLOSED, SIGNED, SignedReadingCharter
from commonhold.social.actors.models import RemoteKey
from commonhold.social.people import actions as people
from commonhold.social.posts import actions
from tests import cast
from tests.cast import MORNING

HERE = "http://coop.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    return MORNING


def _key_of(person_id: int, key_id: str) -> str:
    RemoteKey.objects.create(
        id=person_id, actor_id=person_id, key_id=key_id, pem=PEM.decode(), fetched_at=MORNING
    )
    return key_id


@pytest.fixture
def eves_key(eve: int, morning: datetime) -> str:
    return _key_of(eve, "https://elsewhere.example/users/eve#main-key")


@pytest.fixture
def servers_key(coop: str, eve: int, morning: datetime) -> str:
    """Of the server on which Eve lives."""
    person_id = people.meet_remote_person(
        handle="server", domain="elsewhere.example", display_name="Elsewhere", now=MORNING
    )
    at_home_elsewhere(person_id, "elsewhere.example", "server", kind="Application")
    return _key_of(person_id, "https://elsewhere.example/actor#key")


def _signed(path: str, key_id: str, *, scheme: str = "cavage") -> Mapping[str, str]:
    sign = {"cavage": sign_cavage, "rfc9421": sign_message}[scheme]
    made = sign("GET", f"{HERE}{path}", {}, b"", key_id=key_id, key=KEY, now=MORNING)
    return {**made, "host": "coop.example"}


def _fetch(fetch: Fetch, path: str, key_id: str, *, scheme: str = "cavage") -> Got:
    return fetch(path, **_signed(path, key_id, scheme=scheme))


@pytest.mark.parametrize("scheme", ["cavage", "rfc9421"])
def test_a_post_for_followers_is_for_whoever_follows(
    fetch: Fetch, ada: int, eve: int, eves_key: str, scheme: str
):
    post_id = actions.publish_post(ada, text="close", audience="followers", now=MORNING)
    path = f"/ap/posts/{post_id}"
    assert fetch(path).status == 404
    assert _fetch(fetch, path, eves_key, scheme=scheme).status == 404
    cast.befriend(eve, ada)
    got = _fetch(fetch, path, eves_key, scheme=scheme)
    assert got.status == 200
    assert "no-store" in got.headers["Cache-Control"]
    assert fetch(path).status == 404


def test_a_server_reads_what_its_people_may(fetch: Fetch, ada: int, eve: int, servers_key: str):
    post_id = actions.publish_post(ada, text="close", audience="followers", now=MORNING)
    path = f"/ap/posts/{post_id}"
    assert _fetch(fetch, path, servers_key).status == 404
    cast.befriend(eve, ada)
    assert _fetch(fetch, path, servers_key).status == 200


def test_a_direct_post_is_for_whom_it_names(fetch: Fetch, ada: int, eve: int, eves_key: str):
    cast.befriend(eve, ada)
    for_eve = actions.publish_post(ada, text="@eve@elsewhere.example psst", audience="direct", now=MORNING)
    ben = cast.make_person("ben")
    for_ben = actions.publish_post(ada, text="@ben psst", audience="direct", now=MORNING)
    assert _fetch(fetch, f"/ap/posts/{for_eve}", eves_key).status == 200
    assert _fetch(fetch, f"/ap/posts/{for_ben}", eves_key).status == 404
    assert ben


def test_a_forged_signature_is_nobodys(fetch: Fetch, ada: int, eve: int, eves_key: str):
    cast.befriend(eve, ada)
    post_id = actions.publish_post(ada, text="close", audience="followers", now=MORNING)
    other = actions.publish_post(ada, text="open", now=MORNING)
    stolen = _signed(f"/ap/posts/{other}", eves_key)
    assert fetch(f"/ap/posts/{post_id}", **stolen).status == 404


def test_whom_she_blocks_reads_nothing_of_hers(fetch: Fetch, ada: int, eve: int, eves_key: str):
    post_id = actions.publish_post(ada, text="open", now=MORNING)
    people.block(ada, person_id=eve, now=MORNING)
    for path in (f"/ap/posts/{post_id}", f"/ap/people/{ada}", f"/ap/people/{ada}/outbox"):
        assert fetch(path).status == 200
        assert _fetch(fetch, path, eves_key).status == 404


def test_a_server_that_she_blocks_reads_nothing_of_hers(fetch: Fetch, ada: int, eve: int, servers_key: str):
    post_id = actions.publish_post(ada, text="open", now=MORNING)
    people.block_server(ada, domain="elsewhere.example", now=MORNING)
    assert _fetch(fetch, f"/ap/posts/{post_id}", servers_key).status == 404


def _set(documents: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = charter.current()

    class Held:
        def read(self, section: type) -> object:
            if section is SignedReadingCharter:
                return SignedReadingCharter(documents=documents)
            return held.read(section)

    monkeypatch.setattr(charter, "current", Held)


def test_the_charter_may_ask_for_signatures(
    fetch: Fetch, ada: int, eve: int, eves_key: str, monkeypatch: pytest.MonkeyPatch
):
    post_id = actions.publish_post(ada, text="open", now=MORNING)
    _set(SIGNED, monkeypatch)
    assert fetch(f"/ap/posts/{post_id}").status == 401
    assert fetch(f"/ap/people/{ada}/outbox").status == 401
    bare = fetch(f"/ap/people/{ada}").body
    assert "publicKey" in bare
    assert "summary" not in bare
    assert _fetch(fetch, f"/ap/posts/{post_id}", eves_key).status == 200
    assert "summary" in _fetch(fetch, f"/ap/people/{ada}", eves_key).body


def test_the_charter_may_close_the_bare_actor_too_but_never_the_servers(
    fetch: Fetch, ada: int, eve: int, eves_key: str, monkeypatch: pytest.MonkeyPatch
):
    _set(CLOSED, monkeypatch)
    assert fetch(f"/ap/people/{ada}").status == 401
    assert fetch("/ap/server").status == 200
    assert _fetch(fetch, f"/ap/people/{ada}", eves_key).status == 200


def test_followers_are_told_to_their_own_server_alone(fetch: Fetch, ada: int, eve: int, eves_key: str):
    cast.befriend(eve, ada)
    path = f"/ap/people/{ada}/followers_synchronization"
    assert fetch(path).status == 401
    assert _fetch(fetch, path, eves_key).body["orderedItems"] == ["https://elsewhere.example/users/eve"]
