"""A request to the front and the same one to Django, as a server would get them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from json import dumps, loads
from typing import Any

from django.db import connection
from django.test import Client

from commonhold.doors.calls.commits import Answered, Several, Tell
from commonhold.doors.mastodon.front.asking import Body
from commonhold.doors.mastodon.front.front import Front
from commonhold.ground.changes.reading import open_reading
from commonhold.ground.refusal import Refusal
from tests import loops

_OF_ONE_ANSWER = {"content-length", "date"}


class Both:
    """Asks both the same.

    `answered` counts what the front said itself, `at_once` what of it again to bytes, `done` what it did,
    and `done_at_once` what of that for bytes.
    """

    def __init__(self) -> None:
        self.front = Front(open_reading(), _here, Here())
        self.answered = self.at_once = self.done = self.done_at_once = 0
        self._turn = False
        self._client = Client()
        self._loop = loops.Runner()  # one for all, as in a server: each has a connection of its own

    def close(self) -> None:
        """Let go of the database; `contextlib.closing` calls it."""

        async def let_go() -> None:
            connection.close()

        self._loop.run(let_go())
        self._loop.close()

    def differ(self, path: str, token: str | None) -> str | None:
        """Where the two answers differ; None where they don't, or where the front leaves it to Django."""
        response = self._client.get(path, **_shown(token))  # type: ignore[arg-type]  # headers, as WSGI names them
        scope = _scope("GET", path, token)
        told = self._learn(scope, response)
        sent = self._sent(scope, b"")
        if not sent:
            return None
        self.answered += 1
        if (response.status_code, response.content) != (sent[0]["status"], sent[1]["body"]):
            return _apart(path, response.content, sent[1]["body"])
        mine = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        wrong = {k for k in {*told, *mine} - _OF_ONE_ANSWER if told.get(k) != mine.get(k)}
        if wrong:
            return f"{path}: {[(each, told.get(each), mine.get(each)) for each in wrong]}"
        return self._at_once(path, scope, sent)

    def _at_once(self, path: str, scope: dict[str, Any], sent: list[Any]) -> str | None:
        """Where what it says to the bytes of the same request is other than what it just sent."""
        lines = b"".join(b"%b: %b\r\n" % each for each in scope["headers"])
        data = b"GET %b HTTP/1.1\r\n%b\r\n" % (path.encode(), lines)
        self.front.letters.learn(data, scope["headers"])
        told = self.front.at_once(data, scope["client"])
        if told is None:
            return None
        self.at_once += 1
        head = b"".join(b"%b: %b\r\n" % each for each in sent[0]["headers"]) + b"\r\n"
        same = told == (head, sent[1]["body"])
        return None if same else _apart(path, head + sent[1]["body"], b"".join(told))

    def do(self, path: str, token: str, sent: dict[str, Any]) -> str | None:
        """Have something done; where the front does it and says other than what Django then shows."""
        body, json = dumps(sent).encode(), "application/json"
        scope = _scope("POST", path, token, (b"content-type", json.encode()))
        at_once = self._done_at_once(path, scope, body)
        if at_once is not None:
            self.done_at_once += 1
            head, said = at_once
            once_more = self._sent(scope, body)  # it may be done twice, and says the same
            lines = b"".join(b"%b: %b\r\n" % each for each in once_more[0]["headers"]) + b"\r\n"
            same = (head, said) == (lines, once_more[1]["body"])
            return None if same else _apart(path, lines + once_more[1]["body"], head + said)
        told = self._sent(scope, body)
        if not told:
            response = self._client.post(path, body, json, **_shown(token))  # type: ignore[arg-type]  # as above
            self._learn(scope, response)
            return None
        self.done += 1
        made = loads(told[1]["body"])
        shown = self._client.get(f"/api/v1/statuses/{made['id']}", **_shown(token))  # type: ignore[arg-type]  # as above
        same = told[0]["status"] == shown.status_code and told[1]["body"] == shown.content
        return None if same else _apart(path, shown.content, told[1]["body"])

    def _done_at_once(self, path: str, scope: dict[str, Any], body: bytes) -> tuple[bytes, bytes] | None:
        """What it says when the same request comes as bytes, every other time."""
        self._turn = not self._turn
        headers = [*scope["headers"], (b"content-length", b"%d" % len(body))]
        head = b"POST %b HTTP/1.1\r\n%b\r\n" % (
            path.encode(),
            b"".join(b"%b: %b\r\n" % each for each in headers),
        )
        self.front.letters.learn_deed(head + body, headers, body)
        letter = self.front.letters.read_deed(head + body)
        if letter is None or self._turn:
            return None

        async def ask() -> tuple[bytes, bytes] | None:
            end: asyncio.Future[tuple[bytes, bytes] | None] = asyncio.get_running_loop().create_future()
            is_done = self.front.do_at_once(letter, scope["client"], end.set_result)
            return await end if is_done else None

        return self._loop.run(ask())

    def _learn(self, scope: dict[str, Any], response: Any) -> dict[str, str]:
        told = {name.lower(): value for name, value in response.headers.items()}
        self.front.learn(scope, response.status_code, [(k.encode(), v.encode()) for k, v in told.items()])
        return told

    def _sent(self, scope: dict[str, Any], body: bytes) -> list[Any]:
        """What the front sends; nothing when it leaves the request to Django."""
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        self._loop.run(self.front.answer(scope, Body(receive), send))
        return sent


def _apart(path: str, django: bytes, front: bytes) -> str:
    """Where two answers begin to differ."""
    pairs = enumerate(zip(django, front, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(django), len(front)))
    near = slice(max(0, at - 80), at + 80)
    return f"{path}, at {at}: {django[near]!r}, but {front[near]!r}"


async def _here(call: Callable[[], Any]) -> Any:
    """Where Django lives: in a test, the same thread. What it did is known in the next turn of the loop."""
    made = call()
    await asyncio.sleep(0)
    return made


class Here:
    """The same for what is written: each by itself, and each told in the next turn."""

    async def __call__(self, call: Callable[[], Any]) -> Any:
        return await _here(call)

    def put(self, several: Several, one: Any, tell: Tell) -> None:
        try:
            (result,) = several([one])
        except Refusal as refusal:
            result = refusal
        is_wrong = isinstance(result, Exception)
        answered = Answered(one, None, result) if is_wrong else Answered(one, result, None)
        asyncio.get_running_loop().call_soon(tell, [answered])


def _shown(token: str | None) -> dict[str, str]:
    return {} if token is None else {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def _scope(method: str, path: str, token: str | None, *more: tuple[bytes, bytes]) -> dict[str, Any]:
    address, _mark, query = path.partition("?")
    headers = [(b"host", b"testserver"), *more]
    if token is not None:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    return {
        "type": "http",
        "method": method,
        "path": address,
        "query_string": query.encode(),
        "headers": headers,
        "client": ("127.0.0.1", 40_000),
    }
