"""What is taken in, and what is turned away with a reason."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import RequestFactory

from commonhold.doors.activitypub.inbox.desk import Desk
from commonhold.doors.activitypub.inbox.judging import looked_at
from commonhold.doors.activitypub.inbox.posted import LARGEST, Posted, Refused, is_inbox
from commonhold.doors.activitypub.inbox.tests.conftest import KEY, KeyServers, like, posted
from commonhold.doors.activitypub.inbox.views import inbox_at
from commonhold.doors.activitypub.incoming.tests.conftest import EVE
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.signing.keys import PrivateKey
from commonhold.ground.signing.messages import sign_message
from commonhold.social.received.models import Received
from commonhold.social.servers import deciding
from tests.cast import MORNING, minutes

MALLORY = "https://bad.example/users/mallory"
OURS = "https://coop.example/ap/people/1"
TOM = "https://third.example/users/tom"


def refusal(desk: Desk, sent: Posted, now=MORNING) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        desk.take(sent, now)
    return refused.value.status, refused.value.reason


@pytest.mark.parametrize("sign", [None, sign_message], ids=["draft-cavage", "RFC 9421"])
@pytest.mark.parametrize("target", ["/ap/inbox", "/ap/people/17/inbox", "/ap/groups/17/inbox?from=here"])
def test_what_is_signed_is_written_down_once(desk: Desk, eves_key: PrivateKey, sign, target: str):
    extra = {} if sign is None else {"sign": sign}
    sent = posted(eves_key, target=target, **extra)
    desk.take(sent, MORNING)
    desk.take(sent, minutes(1))
    row = Received.objects.get()
    assert (row.signer, row.domain, row.arrived_at) == (EVE, "elsewhere.example", MORNING)
    assert orjson.loads(row.body) == like()


def test_a_key_is_asked_for_once(desk: Desk, servers: KeyServers, eves_key: PrivateKey):
    for number in range(3):
        desk.take(posted(eves_key, like(number)), MORNING)
    assert servers.asked == [KEY]
    assert desk.holders.at_hand(KEY, minutes(4)) is not None
    assert desk.holders.at_hand(KEY, minutes(6)) is None


def test_a_new_key_is_found_when_the_old_one_fails(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey, another_key: PrivateKey
):
    desk.take(posted(eves_key), MORNING)
    servers.keys[KEY] = another_key
    desk.take(posted(another_key, like(2)), minutes(2))
    assert refusal(desk, posted(eves_key, like(3)), minutes(10))[0] == 401
    assert Received.objects.count() == 2


def test_nobody_has_us_ask_others_again_and_again(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey, another_key: PrivateKey
):
    desk.take(posted(eves_key), MORNING)
    for number in range(5):
        status, reason = refusal(desk, posted(another_key, like(number)), MORNING)
        assert (status, "does not hold" in reason) == (401, True)
    assert servers.asked == [KEY, KEY]


def test_a_server_that_does_not_answer_for_its_key_may_come_again(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey
):
    servers.away = {"elsewhere.example"}
    with pytest.raises(Refused) as refused:
        desk.take(posted(eves_key), MORNING)
    assert (refused.value.status, refused.value.retry_after) == (503, 60)
    servers.away, servers.keys = set(), {}
    assert refusal(desk, posted(eves_key))[0] == 401


def test_who_is_gone_and_was_never_known_is_asked_for_nothing(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey
):
    assert refusal(desk, posted(eves_key, like(type="Delete", object=EVE)))[0] == 202
    assert servers.asked == []
    assert not Received.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"date": None}, "cannot be read"),
        ({"date": "Mon, 04 May 2026 09:00:01 GMT"}, "does not hold"),
        ({"digest": None}, "cannot be read"),
        ({"digest": "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}, "another body"),
        ({"host": "other.example"}, "another host"),
        ({"signature": None}, "no signature"),
        ({"signature": "keyId="}, "cannot be read"),
    ],
)
def test_what_was_changed_on_the_way_is_refused(desk: Desk, eves_key: PrivateKey, changed, words: str):
    sent = posted(eves_key)
    headers = {name: value for name, value in {**sent.headers, **changed}.items() if value is not None}
    status, reason = refusal(desk, replace(sent, headers=headers))
    assert (status, words in reason) == (401, True), reason
    assert not Received.objects.exists()


def test_another_body_or_inbox_than_was_signed_is_refused(desk: Desk, eves_key: PrivateKey):
    sent = posted(eves_key)
    assert refusal(desk, replace(sent, body=orjson.dumps(like(2))))[0] == 401
    assert refusal(desk, replace(sent, target="/ap/server/inbox"))[0] == 401


@pytest.mark.parametrize("off", [timedelta(hours=13), timedelta(hours=-13), timedelta(days=-400)])
def test_an_expired_date_is_refused_before_any_key_is_asked_for(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey, off: timedelta
):
    status, reason = refusal(desk, posted(eves_key, now=MORNING + off))
    assert (status, "not fresh" in reason) == (401, True)
    assert servers.asked == []


def test_who_lies_about_ids_is_refused(desk: Desk, servers: KeyServers, eves_key: PrivateKey):
    sister = "https://elsewhere.example/users/sister"
    for status, words, activity in (
        (403, "speaks for", like(actor=MALLORY)),
        (403, "speaks for", like(actor=sister)),
        (403, "another server", like(id=f"{MALLORY}/1")),
        (403, "another server", like(id=17)),
        (403, "speaks for", like(type="Delete", actor=MALLORY, id=f"{MALLORY}/1", object=MALLORY)),
        (403, "speaks for", like(type="Create", actor=MALLORY, id=f"{MALLORY}/1", object=f"{EVE}/1")),
        (403, "speaks for", like(type="Create", actor=OURS, id=f"{OURS}/1", object=f"{OURS}/2")),
        (403, "another server", like(type="Create", actor=MALLORY, object=f"{MALLORY}/1")),
        (403, "speaks for", like(actor=None)),
        (403, "speaks for", like(actor=["x"] * 20)),
    ):
        found = refusal(desk, posted(eves_key, activity))
        assert (found[0], words in found[1]) == (status, True), found
    servers.owner = MALLORY  # the key's document says that somebody else holds it
    servers.keys["https://elsewhere.example/other"] = eves_key
    assert refusal(desk, posted(eves_key, key_id="https://elsewhere.example/other"))[0] == 403
    assert not Received.objects.exists()


def test_what_a_server_passes_on_is_taken_as_hearsay_of_who_does_and_keeps_the_real_one_away_from_nothing(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey, another_key: PrivateKey
):
    said = like(type="Create", actor=TOM, id=f"{TOM}/activities/1", object=f"{TOM}/notes/1")
    desk.take(posted(eves_key, said), MORNING)
    desk.take(posted(eves_key, said, now=minutes(1)), minutes(1))
    row = Received.objects.get()
    assert (row.signer, row.domain, orjson.loads(row.body)) == (EVE, "elsewhere.example", said)
    assert refusal(desk, posted(another_key, said))[0] == 401
    servers.owner, servers.keys = TOM, {f"{TOM}#main-key": another_key}
    desk.take(posted(another_key, said, key_id=f"{TOM}#main-key"), MORNING)
    assert set(Received.objects.values_list("signer", flat=True)) == {EVE, TOM}


def test_what_a_blocked_server_says_itself_is_refused_before_any_key_is_asked_for(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey
):
    because = Enactment(id=1, at=MORNING, reference="proposal:1", rule=UNANIMOUS)
    deciding.set_policy("elsewhere.example", kind="block", reason="Threats", because=because)
    assert refusal(desk, posted(eves_key))[0] == 403
    assert servers.asked == []
    assert not Received.objects.exists()


def test_what_a_blocked_server_said_is_not_taken_from_others_either(
    coop: None, servers: KeyServers, eves_key: PrivateKey
):
    said = like(type="Create", actor=TOM, id=f"{TOM}/activities/1", object=f"{TOM}/notes/1")
    sent = posted(eves_key, said)
    with pytest.raises(Refused, match="blocked") as refused:
        looked_at(sent, base="https://coop.example", is_blocked={"third.example"}.__contains__, now=MORNING)
    assert refused.value.status == 403


@pytest.mark.parametrize(
    "key_id", ["https://coop.example/ap/server#main-key", "main-key", "https://[", "data:,x"]
)
def test_a_key_that_is_nobodys_elsewhere_is_asked_of_nobody(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey, key_id: str
):
    assert refusal(desk, posted(eves_key, key_id=key_id))[0] == 401
    assert servers.asked == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/activity+json", 403),
        (b'["Like"]', "application/activity+json", 400),
        (b'{"a":' + b"[" * 900_000, "application/activity+json", 400),
        (b'"x', 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"', 400),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
        (b" " * (LARGEST + 1), "application/activity+json", 413),
    ],
)
def test_what_is_no_activity_is_refused_before_any_key_is_asked_for(
    desk: Desk, servers: KeyServers, eves_key: PrivateKey, body: bytes, kind: str, status: int
):
    assert refusal(desk, posted(eves_key, body=body, kind=kind))[0] == status
    assert servers.asked == []


def test_what_bears_no_address_is_written_down_once(desk: Desk, eves_key: PrivateKey):
    bare = {"type": "View", "actor": EVE, "object": "x"}
    desk.take(posted(eves_key, bare), MORNING)
    desk.take(posted(eves_key, bare, now=minutes(1)), minutes(1))
    desk.take(posted(eves_key, {**bare, "object": "y"}), MORNING)
    assert Received.objects.count() == 2


def test_the_view_says_in_one_line_why_it_refuses(
    desk: Desk, eves_key: PrivateKey, caplog: pytest.LogCaptureFixture
):
    def answer(sent: Posted) -> int:
        headers: Any = {
            f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.headers.items()
        }
        request = RequestFactory().post(
            sent.target, sent.body, content_type=sent.headers["content-type"], headers=None, **headers
        )
        return inbox_at(desk)(request).status_code

    now = clock.now()
    assert answer(posted(eves_key, now=now)) == 202
    with caplog.at_level(logging.INFO, "commonhold.inbox"):
        assert answer(replace(posted(eves_key, now=now), body=b"{}")) == 401
        assert answer(posted(eves_key, body=b" " * 10_000_000, now=now)) == 413
    assert [each.getMessage() for each in caplog.records] == [
        f"401 at the inbox: the digest is of another body ({KEY!r})",
        "413 at the inbox: it has 10000000 bytes",
    ]


def test_inboxes_are_known_by_their_addresses():
    ours = ["/ap/inbox", "/ap/server/inbox", "/ap/people/1/inbox", "/ap/groups/12345/inbox"]
    assert all(is_inbox(each) for each in [*ours, "/inbox", "/users/iris/inbox"])
    others = ["/ap/people/x/inbox", "/ap/people//inbox", "/ap/people/1/outbox", "/ap/posts/1/inbox"]
    assert not any(is_inbox(each) for each in [*others, "/ap/people/²/inbox"])
