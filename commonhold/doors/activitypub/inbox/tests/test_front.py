"""The inboxes in the event loop: the same as at the desk, and nothing waits there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any

import pytest

from commonhold.doors.activitypub.inbox.desk import Desk
from commonhold.doors.activitypub.inbox.front import InboxFront
from commonhold.doors.activitypub.inbox.posted import LARGEST, Posted
from commonhold.doors.activitypub.inbox.tests.conftest import KEY, KeyServers, like, posted
from commonhold.doors.calls.commits import Answered
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.signing.keys import PrivateKey
from commonhold.social.received.models import Received
from tests import loops
from tests.cast import MORNING

Said = tuple[int, dict[bytes, bytes]]


class AtOnce:
    """Writes where it is asked to, as a writer without a thread would."""

    def put(self, several: Callable[[list[Any]], list[Any]], one: Any, tell: Callable[..., None]) -> None:
        (result,) = several([one])
        asyncio.get_running_loop().call_soon(tell, [Answered(one, result, None)])

    async def __call__(self, call: Callable[[], Any]) -> Any:
        return call()


async def _here(call: Callable[[], Any]) -> Any:
    return call()


@pytest.fixture
def front(committing_db: str, eves_key: PrivateKey) -> InboxFront:
    install(mode=Mode.REAL, public_url="https://coop.example", now=MORNING)
    return InboxFront(Desk(KeyServers(keys={KEY: eves_key})), AtOnce(), _here, _here)


async def answered(front: InboxFront, sent: Posted, *, pieces: int = 1, **spoilt: bytes) -> Said:
    headers = {name.encode(): value.encode() for name, value in sent.headers.items()}
    headers |= {name.replace("_", "-").encode(): value for name, value in spoilt.items()}
    size = max(1, -(-len(sent.body) // pieces))
    parts = [sent.body[place : place + size] for place in range(0, max(1, len(sent.body)), size)]
    coming = [
        {"type": "http.request", "body": part, "more_body": place < len(parts) - 1}
        for place, part in enumerate(parts)
    ]
    said: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message)

    path, _mark, query = sent.target.partition("?")
    scope = {"path": path, "query_string": query.encode(), "headers": list(headers.items())}
    await front.answer(scope, receive, send)
    return said[0]["status"], dict(said[0]["headers"])


def run(front: InboxFront, sent: Posted, *, pieces: int = 1, **spoilt: bytes) -> Said:
    async def main() -> Said:
        return await answered(front, sent, pieces=pieces, **spoilt)

    with loops.Runner() as runner:
        return runner.run(main())


def take(front: InboxFront, sent: Posted, monkeypatch: pytest.MonkeyPatch, **more: Any) -> Said:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # here the loop is all there is
    return run(front, sent, **more)


def test_what_is_signed_is_answered_when_it_is_written_down(
    front: InboxFront, eves_key: PrivateKey, monkeypatch: pytest.MonkeyPatch
):
    now = clock.now()
    for pieces in (1, 3):
        sent = posted(eves_key, target="/ap/people/1/inbox?a=b", now=now)
        assert take(front, sent, monkeypatch, pieces=pieces) == (202, {b"content-length": b"0"})
    assert Received.objects.count() == 1


def test_what_is_too_long_is_refused_unread_and_what_has_no_end_is_cut_off(
    front: InboxFront, eves_key: PrivateKey, monkeypatch: pytest.MonkeyPatch
):
    sent = posted(eves_key, now=clock.now())
    status, headers = take(front, sent, monkeypatch, content_length=b"10000000")
    assert (status, headers[b"connection"]) == (413, b"close")
    endless = posted(eves_key, body=b" " * (LARGEST + 1), now=clock.now())
    assert take(front, endless, monkeypatch, pieces=4)[0] == 413
    assert take(front, sent, monkeypatch, content_length=b"ten")[0] == 400
    assert not Received.objects.exists()


def test_what_is_forged_is_refused_and_who_may_come_again_hears_when(
    front: InboxFront, eves_key: PrivateKey, another_key: PrivateKey, monkeypatch: pytest.MonkeyPatch
):
    now = clock.now()
    assert take(front, posted(another_key, like(1), now=now), monkeypatch)[0] == 401
    assert take(front, posted(eves_key, like(2), now=now), monkeypatch)[0] == 202
    assert take(front, posted(another_key, like(3), now=now), monkeypatch)[0] == 401
    away = InboxFront(Desk(_nobody_answers()), AtOnce(), _here, _here)
    status, headers = take(away, posted(eves_key, like(4), key_id=f"{KEY}2", now=now), monkeypatch)
    assert (status, headers[b"retry-after"]) == (503, b"60")


def test_what_has_all_at_hand_is_written_down_without_a_task_and_nothing_else_is(
    front: InboxFront, eves_key: PrivateKey, another_key: PrivateKey, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    now, told = clock.now(), list[bool]()

    async def main() -> list[bool]:
        first = posted(eves_key, like(1), now=now)
        taken = [front.take_at_once(first, told.append)]  # where the co-op is was not asked yet
        assert (await answered(front, first))[0] == 202
        for sent in (
            posted(eves_key, like(2), now=now),
            posted(another_key, like(3), now=now),
            posted(eves_key, like(4), key_id=f"{KEY}2", now=now),
            posted(eves_key, like(5), kind="text/plain", now=now),
        ):
            taken.append(front.take_at_once(sent, told.append))
        await asyncio.sleep(0)
        return taken

    with loops.Runner() as runner:
        assert runner.run(main()) == [False, True, False, False, False]
    assert told == [True]
    assert Received.objects.count() == 2


def _nobody_answers() -> KeyServers:
    servers = KeyServers()
    servers.away = {"elsewhere.example"}
    return servers


def test_a_co_op_that_has_ended_takes_nothing_in(
    front: InboxFront, eves_key: PrivateKey, monkeypatch: pytest.MonkeyPatch
):
    ending.begin(Stage.READING, reference="proposal:1", now=MORNING)
    sent = posted(eves_key, target="/ap/people/1/inbox", now=clock.now())
    assert take(front, sent, monkeypatch)[0] == 403
    assert not Received.objects.exists()
