"""Streams by themselves, without a server: nothing is told twice or lost, and what ends them ends them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonhold.doors.mastodon.streaming.channels import channel_of
from commonhold.doors.mastodon.streaming.streams import EventStream, Socket
from commonhold.doors.mastodon.streaming.tests.listening import bearer_for
from commonhold.doors.mastodon.streaming.views import enter
from commonhold.doors.mastodon.streaming.watch import Watch
from commonhold.ground.clock import queries as clock
from commonhold.social.apps import personal_data
from commonhold.social.apps.actions import revoke_app
from commonhold.social.filters.actions import delete_filter, make_filter
from commonhold.social.live.hints import Hint, rows_since
from commonhold.social.live.queries import OVERLAP
from commonhold.social.posts.actions import publish_post
from tests.cast import make_person


@pytest.fixture
def caro(coop: str) -> int:
    return make_person("caro", member=True)


@pytest.fixture
def ben(coop: str) -> int:
    return make_person("ben", member=True)


def events_of(person_id: int, name: str = "public", **given: Any) -> EventStream:
    bearer = bearer_for(person_id)
    return EventStream(bearer, channel_of(bearer, name, {}), **given)


def socket_of(person_id: int, **first: str) -> Socket:
    return Socket(bearer_for(person_id), first)


def says(ben: int, text: str = "Hello") -> str:
    return str(publish_post(ben, text=text, now=clock.now()))


def hint() -> Hint:
    """What the look-out points out, however often it did before."""
    return rows_since(clock.now() - OVERLAP)


def looked(stream: EventStream) -> list[bytes]:
    return list(stream.look() or [])


def messages(socket: Socket) -> list[dict[str, Any]]:
    return [json.loads(each) for each in socket.look() or ()]


def test_what_was_there_before_is_not_told_and_what_came_in_between_is_told_once(ben: int, caro: int) -> None:
    before = says(ben)
    stream = events_of(caro)
    assert stream.begin() == b":)\n\n"
    between = says(ben)
    (told,) = looked(stream)
    assert f'"id":"{between}"'.encode() in told
    assert stream.hears(hint())
    assert stream.look() == []
    after = says(ben)
    assert stream.hears(hint())
    (told,) = looked(stream)
    assert f'"id":"{after}"'.encode() in told
    assert before.encode() not in told


def test_who_comes_back_hears_what_she_missed(ben: int, caro: int) -> None:
    stream = events_of(caro)
    stream.begin()
    says(ben)
    (told,) = looked(stream)
    last = int(told.partition(b"\n")[0].removeprefix(b"id: "))
    missed = says(ben)
    again = events_of(caro, last_heard=last).begin()
    assert f'"id":"{missed}"'.encode() in again


def test_a_socket_tells_what_it_was_asked_for_until_it_is_not(ben: int, caro: int) -> None:
    socket = socket_of(caro, stream="public")
    assert messages(socket) == []
    socket.take('{"type": "subscribe", "stream": ["hashtag"], "tag": "Soup"}')
    assert messages(socket) == []
    post_id = says(ben, "#soup")
    assert socket.hears(hint())
    heard = messages(socket)
    assert [each["stream"] for each in heard] == [["public"], ["hashtag", "Soup"]]
    assert {json.loads(each["payload"])["id"] for each in heard} == {post_id}
    for each in ("public", "hashtag"):
        socket.take(json.dumps({"type": "unsubscribe", "stream": each, "tag": "soup"}))
    assert messages(socket) == []
    says(ben, "#soup")
    assert not socket.hears(hint())


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"stream": "dance"}, 400),
        ({}, 400),
        ({"stream": "hashtag"}, 400),
        ({"stream": "hashtag", "tag": "!"}, 404),
        ({"stream": "list"}, 400),
        ({"stream": "list", "list": "17"}, 401),
        ({"stream": "list", "list": "none"}, 401),
    ],
)
def test_a_stream_that_there_is_not_is_refused_in_words(caro: int, said: dict[str, str], status: int) -> None:
    socket = socket_of(caro)
    socket.take(json.dumps({"type": "subscribe", **said}))
    (refused,) = messages(socket)
    assert refused["status"] == status
    assert refused["error"]


def test_who_reads_too_slowly_is_let_go(ben: int, caro: int) -> None:
    socket = socket_of(caro, stream="public")
    socket.look()
    says(ben)
    for _each in range(101):
        socket.hears(hint())
    assert socket.is_over
    assert socket.look() is None


def test_a_token_that_was_taken_back_and_an_account_that_was_closed_end_their_streams(
    ben: int, caro: int
) -> None:
    kept, taken = events_of(ben), events_of(caro)
    closed = socket_of(make_person("dev"))
    watch = Watch()
    streams = [kept, taken, closed]
    for each in (kept, taken):
        each.begin()
    assert watch.look(streams) == []
    revoke_app(caro, app_id=bearer_for(caro).app_id, now=clock.now())
    personal_data.erase(closed.person_id, clock.now())
    assert set(watch.look(streams)) == {taken, closed}
    assert (kept.look(), taken.look(), closed.look()) == ([], None, None)


def test_other_filters_are_told_at_home(ben: int, caro: int) -> None:
    home, public = socket_of(caro, stream="user"), socket_of(caro, stream="public")
    watch, streams = Watch(), [home, public]
    for each in streams:
        each.look()
    assert watch.look(streams) == []
    made = make_filter(caro, title="No soup", phrases=["soup"], now=clock.now())
    assert watch.look(streams) == [home]
    assert messages(home) == [{"stream": ["user"], "event": "filters_changed"}]
    assert watch.look(streams) == []
    delete_filter(caro, filter_id=made, now=clock.now())
    assert watch.look(streams) == [home]


def test_a_socket_is_for_people_with_tokens_and_for_its_address_alone(coop: str, caro: int) -> None:
    for path, status in (("/api/v1/streaming", 401), ("/live", 404)):
        refused = enter(path=path, query="", headers={}, protocols=[])
        assert isinstance(refused, tuple)
        assert refused[0] == status
