"""Streams of a co-op that is really served, over both transports."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from http.client import HTTPConnection

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.console.typed import founding
from tests.listening import Listener, ask, next_on, open_socket, said, settled
from tests.served import Coop


@pytest.fixture(scope="module")
def coop(tmp_path_factory):
    """One for all of these stories: each is about posts of its own."""
    coop = Coop(tmp_path_factory.mktemp("streaming") / "coop", COMMONHOLD_TEST_RATE_LIMITS="off")
    coop.console(*founding("ada", "ben", "caro"), "--test-mode")
    coop.start()
    yield coop
    coop.stop()


@pytest.fixture(scope="module")
def ada(coop):
    return Listener(coop, "ada")


@pytest.fixture(scope="module")
def ben(coop, ada):
    """Ben and Ada follow each other."""
    ben = Listener(coop, "ben")
    for one, other in ((ada, ben), (ben, ada)):
        one.post(f"/api/v1/accounts/{other.person_id}/follow")
    return ben


def test_a_post_an_edit_and_its_removal_are_heard_as_they_happen(ada, ben):
    with ada.hears("public") as heard:
        assert heard.answer.headers["content-type"] == "text/event-stream"
        assert heard.answer.headers["access-control-allow-origin"] == "*"
        post_id = ben.says("Soup is ready")
        name, status = heard.next()
        assert (name, status["id"], status["account"]["acct"]) == ("update", post_id, "ben")
        ben.put(f"/api/v1/statuses/{post_id}", status="Soup is cold")
        name, status = heard.next()
        assert (name, status["id"]) == ("status.update", post_id)
        assert "cold" in status["content"]
        ben.delete(f"/api/v1/statuses/{post_id}")
        assert heard.next() == ("delete", int(post_id))


def test_several_streams_on_one_socket_each_name_themselves(ada, ben):
    with ada.socket(stream="public:local") as socket:
        ask(socket, "subscribe", "hashtag", tag="Soup")
        ask(socket, "subscribe", "direct")
        settled(socket)
        post_id = ben.says("Now with #soup")
        heard = [next_on(socket) for _each in range(2)]
        assert {tuple(each["stream"]) for each in heard} == {("public:local",), ("hashtag", "Soup")}
        assert {each["event"] for each in heard} == {"update"}
        assert {said(each["payload"])["id"] for each in heard} == {post_id}
        ask(socket, "unsubscribe", "hashtag", tag="soup")
        ask(socket, "unsubscribe", "public:local")
        ask(socket, "subscribe", "public")
        settled(socket)
        post_id = ben.says("More #soup")
        only = next_on(socket)
        assert (only["stream"], said(only["payload"])["id"]) == (["public"], post_id)


def test_what_somebody_is_told_and_what_is_said_to_her_alone_is_heard(ada, ben):
    with ada.hears("user") as user, ada.hears("direct") as direct, ada.hears("user/notification") as told:
        post_id = ben.says("@ada between us", visibility="direct")
        name, conversation = direct.next()
        assert name == "conversation"
        assert conversation["last_status"]["id"] == post_id
        assert [each["acct"] for each in conversation["accounts"]] == ["ben"]
        for heard in (user, told):
            name, notification = heard.next()
            assert (name, notification["type"]) == ("notification", "mention")


@pytest.mark.parametrize("place", ["header", "query", "protocol"])
def test_a_token_is_shown_in_each_of_its_places(coop, ada, place):
    token = ada.token
    given = {
        "header": {"headers": {"Authorization": f"Bearer {token}"}},
        "query": {"access_token": token},
        "protocol": {"protocol": token},
    }[place]
    with open_socket(coop, **given) as socket:
        assert socket.subprotocol == (token if place == "protocol" else None)
        settled(socket)
    if place == "query":
        with httpx.stream(
            "GET", f"{coop.url}/api/v1/streaming/user", params={"access_token": token}
        ) as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize("given", [{}, {"access_token": "wrong"}, {"protocol": "wrong"}])
def test_without_a_token_that_holds_nothing_is_upgraded(coop, given):
    with pytest.raises(InvalidStatus) as refused, open_socket(coop, **given):
        pass
    assert refused.value.response.status_code == 401
    assert said(refused.value.response.body.decode())["error"] == "The access token is invalid"
    assert httpx.get(f"{coop.url}/api/v1/streaming/public").status_code == 401


def test_a_socket_anywhere_else_is_not_found(coop):

    with pytest.raises(InvalidStatus) as refused, connect(f"ws://localhost:{coop.port}/live", proxy=None):
        pass
    assert refused.value.response.status_code == 404


def test_the_health_of_streams_needs_no_token(coop):
    answer = httpx.get(f"{coop.url}/api/v1/streaming/health")
    assert (answer.status_code, answer.text) == (200, "OK")


def test_a_token_that_is_taken_back_ends_its_streams_within_seconds(coop):
    caro = Listener(coop, "caro")
    (kept,) = coop.console("tokens", "list", "caro")
    with caro.hears("user") as heard, caro.socket(stream="user") as socket:
        settled(socket)
        coop.console("tokens", "revoke", "caro", "--id", str(kept["id"]))
        assert heard.has_ended()
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=20)


def test_a_client_that_comes_back_hears_what_it_missed(ada, ben):
    with ada.hears("public") as heard:
        ben.says("first")
        heard.next()
    missed = ben.says("while nobody listened")
    with ada.hears("public", {"Last-Event-ID": heard.last_id}) as again:
        found = [again.next()[1]["id"]]
        while missed not in found:
            found.append(again.next()[1]["id"])


def test_ten_thousand_subscriptions_are_refused_and_the_socket_lives_on(ada, ben):
    with ada.socket() as socket:
        for number in range(10_000):
            ask(socket, "subscribe", "hashtag", tag=f"tag{number}")
        refused = next_on(socket)
        assert refused["status"] == 429
        assert "Too many streams" in refused["error"]
        post_id = ben.says("Still there, #tag7")
        while "error" in (heard := next_on(socket)):
            pass
        assert said(heard["payload"])["id"] == post_id


def test_somebody_with_too_many_streams_is_told_so(coop):
    caro = Listener(coop, "caro")
    with ExitStack() as kept:
        for _each in range(32):
            kept.enter_context(caro.socket())
        with pytest.raises(InvalidStatus) as refused, caro.socket():
            pass
        assert refused.value.response.status_code == 429
        with caro.hears("public") as heard:
            assert heard.answer.status_code == 429
            assert heard.answer.headers["retry-after"] == "30"
            assert said(heard.answer.read().decode())["error"] == "Too many open streams"


def test_what_is_no_message_is_passed_over_and_bytes_end_the_socket(ada):
    with ada.socket() as socket:
        for text in ("no json", "[]", '{"type": "dance"}', '{"type": ["subscribe"], "stream": {"a": 1}}'):
            socket.send(text)
        settled_or_refused = next_on(socket)
        assert settled_or_refused["status"] == 400
        socket.send(b"bytes")
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=20)
        assert closed.value.rcvd.code == 1003


def test_who_asks_for_the_head_of_a_stream_gets_no_more(coop, ada):
    calls = HTTPConnection("localhost", coop.port)
    calls.request("HEAD", "/api/v1/streaming/user", headers={"Authorization": f"Bearer {ada.token}"})
    answer = calls.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    calls.close()


def test_a_server_that_stops_ends_all_streams_in_good_order(coop, ada):
    with ada.hears("user") as heard, ada.socket(stream="user") as socket:
        settled(socket)
        assert coop.stop(how=signal.SIGINT) == 0
        assert heard.has_ended()
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=20)
        assert closed.value.rcvd.code in {1001, 1012}
    assert "Traceback" not in coop.log()
