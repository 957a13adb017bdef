"""A request to the front and the same one to Django, as a server would get them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from django.test import Client

from commonhold.doors.mastodon.front.front import Front
from commonhold.ground.changes.reading import open_reading

_OF_ONE_ANSWER = {"content-length", "date"}


class Both:
    """Asks both the same. `answered` counts what the front said itself."""

    def __init__(self) -> None:
        self.front = Front(open_reading(), _here)
        self.answered = 0
        self._client = Client()

    def differ(self, path: str, token: str | None) -> str | None:
        """Where the two answers differ; None where they don't, or where the front leaves it to Django."""
        header = {} if token is None else {"HTTP_AUTHORIZATION": f"Bearer {token}"}
        response = self._client.get(path, **header)  # type: ignore[arg-type]  # headers, by their names in WSGI
        scope = _scope(path, token)
        told = {name.lower(): value for name, value in response.headers.items()}
        self.front.learn(scope, response.status_code, [(k.encode(), v.encode()) for k, v in told.items()])
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        if not asyncio.run(self.front.answer(scope, send)):
            return None
        self.answered += 1
        if (response.status_code, response.content) != (sent[0]["status"], sent[1]["body"]):
            return f"{path}: {response.content!r}\n{sent[1]['body']!r}"
        mine = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        wrong = {k for k in {*told, *mine} - _OF_ONE_ANSWER if told.get(k) != mine.get(k)}
        return f"{path}: {[(each, told.get(each), mine.get(each)) for each in wrong]}" if wrong else None


async def _here(call: Callable[[], Any]) -> Any:
    """Where Django lives: in a test, the same thread. What it did is known in the next turn of the loop."""
    made = call()
    await asyncio.sleep(0)
    return made


def _scope(path: str, token: str | None) -> dict[str, Any]:
    address, _mark, query = path.partition("?")
    headers = [(b"host", b"testserver")]
    if token is not None:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    return {
        "type": "http",
        "method": "GET",
        "path": address,
        "query_string": query.encode(),
        "headers": headers,
        "client": ("127.0.0.1", 40_000),
    }
