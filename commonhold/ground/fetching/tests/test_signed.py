"""What other servers are asked: signed at each turn, for documents of a kind, and told how it was taken."""

from __future__ import annotations

import pytest

from commonhold.ground.fetching import kinds, trouble
from commonhold.ground.fetching.safely import fetch, post
from commonhold.ground.fetching.tests.test_safely import AGENT, Elsewhere, turn


@pytest.fixture
def elsewhere():
    server = Elsewhere()
    yield server
    server.close()


def sign(method: str, url: str) -> dict[str, str]:
    return {"Signature": f"{method} {url}"}


def ask(elsewhere: Elsewhere, url: str = "http://news.example/a?b=ö"):
    return fetch(
        url,
        agent=AGENT,
        kinds=kinds.ACTIVITY,
        accept=kinds.ACCEPT_ACTIVITY,
        sign=sign,
        network=elsewhere.network,
    )


def document(kind: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 2\r\n\r\n{{}}".encode()


def test_each_turn_is_signed_for_where_it_goes(elsewhere):
    elsewhere.says(turn("http://Other.example/c"), document("application/activity+json; charset=utf-8"))
    assert ask(elsewhere).url == "http://Other.example/c"
    first, second = elsewhere.asked
    assert b"Signature: GET http://news.example/a?b=%C3%B6\r\n" in first
    assert b"Signature: GET http://other.example/c\r\n" in second
    assert f"Accept: {kinds.ACCEPT_ACTIVITY}".encode() in first


@pytest.mark.parametrize(
    "kind",
    [
        "application/activity+json",
        'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
        'application/ld+json;charset=utf-8;profile="https://x.example https://www.w3.org/ns/activitystreams"',
    ],
)
def test_documents_of_activitypub_are_taken(elsewhere, kind):
    elsewhere.says(document(kind))
    assert ask(elsewhere).body == b"{}"


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/ld+json",
        'application/ld+json; profile="https://x.example"',
        "text/html",
    ],
)
def test_what_might_be_a_file_that_somebody_brought_there_is_not(elsewhere, kind):
    elsewhere.says(document(kind))
    with pytest.raises(trouble.OtherKind):
        ask(elsewhere)


def test_the_answer_to_what_was_sent_says_when_to_come_again(elsewhere):
    elsewhere.says(b"HTTP/1.1 429 Too Many\r\nRetry-After: 120\r\nContent-Length: 4\r\n\r\nslow")
    answer = post("http://news.example/inbox", body=b"{}", agent=AGENT, sign=sign, network=elsewhere.network)
    assert (answer.status, answer.retry_after, answer.body) == (429, "120", b"slow")
    assert b"Signature: POST http://news.example/inbox\r\n" in elsewhere.asked[0]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 202 Accepted\r\nContent-Length: 9000\r\n\r\n" + b"x" * 9000,
        b"HTTP/1.1 202 Accepted\r\nContent-Length: 9000\r\n\r\nnot so much",
        b"HTTP/1.1 202 Accepted\r\n\r\n",
    ],
)
def test_a_long_answer_or_half_a_one_is_an_answer(elsewhere, answer):
    elsewhere.says(answer)
    said = post("http://news.example/inbox", body=b"{}", agent=AGENT, network=elsewhere.network)
    assert said.status == 202
    assert len(said.body) <= 4096
