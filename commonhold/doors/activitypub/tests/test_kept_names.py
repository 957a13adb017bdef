"""Who came along with a server that had our own address is known to others as before."""

from __future__ import annotations

from datetime import datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.inbox.posted import is_inbox
from commonhold.ground import ids
from commonhold.social.actors import kept, keys
from commonhold.social.actors.keys import Signer
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.posts.actions import OldPost, bring_post
from tests.cast import MORNING, make_person

JSON = {"accept": "application/activity+json"}
BASE = "http://coop.example"


def _pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@pytest.fixture
def iris(coop: str) -> int:
    """She was /users/Iris at coop.example, and wrote a post with the number 7 there."""
    person_id, now = make_person("iris"), MORNING
    community = Community.objects.create(
        id=ids.new_id(now), domain="coop.example", state="done", digest="", begun_at=now
    )
    Arrival.objects.create(
        id=1, community=community, person_id=person_id, source=100, username="Iris", arrived_at=now
    )
    kept.keep_name(person_id, name="Iris", now=now)
    return person_id


def wrote(person_id: int, at: datetime = MORNING) -> int:
    old = OldPost("https://coop.example/users/Iris/statuses/7", "Frost", at)
    return bring_post(person_id, old=old, now=at)


def test_her_actor_stays_where_it_was_with_the_key_of_before(iris: int) -> None:
    assert keys.adopt(Signer(person_id=iris), pem=_pem(), now=MORNING)
    assert not keys.adopt(Signer(person_id=iris), pem=_pem(), now=MORNING)
    made = Client().get("/users/iris", headers=JSON).json()
    assert made["id"] == f"{BASE}/users/Iris"
    assert made["inbox"] == f"{BASE}/users/Iris/inbox"
    assert made["publicKey"]["id"] == f"{BASE}/users/Iris#main-key"
    assert (
        made["publicKey"]["publicKeyPem"].strip()
        == keys.public_pem(Signer(person_id=iris), now=MORNING).strip()
    )
    assert Client().get("/users/nobody", headers=JSON).status_code == 404
    assert Client().get("/users/Iris", HTTP_ACCEPT="text/html")["Location"] == f"{BASE}/@iris"
    found = Client().get("/.well-known/webfinger?resource=acct:iris@coop.example").json()
    assert f"{BASE}/users/Iris" in [each["href"] for each in found["links"] if "href" in each]


@pytest.mark.parametrize(
    "pem", ["", "no key", "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----"]
)
def test_what_is_no_key_is_passed_over(iris: int, pem: str) -> None:
    assert not keys.adopt(Signer(person_id=iris), pem=pem, now=MORNING)


def test_what_others_call_her_and_her_posts_is_understood(iris: int) -> None:
    post_id = wrote(iris)
    assert addresses.person(iris) == f"{BASE}/users/Iris"
    assert addresses.ours(f"{BASE}/users/Iris") == addresses.Ours("people", iris)
    assert addresses.ours(f"{BASE}/users/Iris/followers") == addresses.Ours("people", iris, "followers")
    assert addresses.ours(f"{BASE}/users/Iris/statuses/7") == addresses.Ours("posts", post_id)
    assert addresses.ours(f"{BASE}/users/Iris/statuses/8") is None
    assert addresses.ours(f"{BASE}/users/other") is None


def test_old_links_to_posts_lead_to_them(iris: int) -> None:
    post_id = wrote(iris)
    for old in ("/users/Iris/statuses/7", "/@iris/7"):
        answer = Client().get(old, HTTP_ACCEPT="text/html")
        assert (answer.status_code, answer["Location"].removeprefix(BASE)) == (301, f"/@iris/{post_id}")
    assert Client().get("/@iris/8").status_code == 404
    assert Client().get("/users/Iris/statuses/7", headers=JSON).status_code == 404


def test_an_old_link_does_not_tell_that_there_is_a_post_for_followers(iris: int) -> None:
    old = OldPost("https://coop.example/users/Iris/statuses/9", "Frost", MORNING, audience="followers")
    bring_post(iris, old=old, now=MORNING)
    for path in ("/users/Iris/statuses/9", "/@iris/9"):
        assert Client().get(path, headers={"accept": "text/html"}).status_code == 404


@pytest.mark.parametrize("path", ["/inbox", "/users/Iris/inbox"])
def test_their_inboxes_are_ours(path: str) -> None:
    assert is_inbox(path)
    assert not is_inbox(f"{path}/more")
