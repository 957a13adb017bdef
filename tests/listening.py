"""Apps that listen to a served co-op: server-sent events over HTTP, and WebSockets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import httpx
from websockets.sync.client import ClientConnection, connect

from tests.served import Coop

_PATIENCE = 20.0  # seconds until something must be heard


class Heard:
    """What comes on one stream of server-sent events, read one event at a time."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.last_id = ""
        self._lines = answer.iter_lines()

    def next(self) -> tuple[str, Any]:
        """The next event's name and what its payload says."""
        found: dict[str, str] = {}
        for line in self._lines:
            name, _colon, value = line.partition(": ")
            if name == "id":
                self.last_id = value
            elif name in {"event", "data"}:
                found[name] = value
            elif not line and "event" in found:
                return found["event"], said(found["data"])
        raise EOFError("the stream ended")

    def has_ended(self) -> bool:
        """Wait until the server ends it; fails when an event comes first."""
        try:
            event = self.next()
        except EOFError:
            return True
        raise AssertionError(event)


def said(payload: str) -> Any:
    try:
        return json.loads(payload)
    except json.JSONDecodeError:
        return payload


class Listener:
    """Somebody's app at a served co-op."""

    def __init__(self, coop: Coop, handle: str, scopes: str = "read write follow push") -> None:
        self.coop = coop
        minted = coop.console("tokens", "mint", handle, "--scopes", scopes)
        self.token: str = minted["token"]
        self._client = httpx.Client(base_url=coop.url, timeout=_PATIENCE)

    @property
    def person_id(self) -> str:
        return str(self._called("GET", "/api/v1/accounts/verify_credentials")["id"])

    def post(self, path: str, **form: Any) -> Any:
        return self._called("POST", path, data=form)

    def put(self, path: str, **form: Any) -> Any:
        return self._called("PUT", path, data=form)

    def delete(self, path: str) -> Any:
        return self._called("DELETE", path)

    def says(self, text: str, **form: Any) -> str:
        """Publish; the post's id."""
        return str(self.post("/api/v1/statuses", status=text, **form)["id"])

    @contextmanager
    def hears(self, stream: str, headers: Mapping[str, str] | None = None, **params: str) -> Iterator[Heard]:
        """Open a stream of server-sent events."""
        named = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        path = f"/api/v1/streaming/{stream}"
        with self._client.stream("GET", path, headers=named, params=params) as answer:
            yield Heard(answer)

    def socket(self, **params: str) -> ClientConnection:
        """Open a WebSocket, with the token in its header."""
        return open_socket(self.coop, {"Authorization": f"Bearer {self.token}"}, **params)

    def _called(self, method: str, path: str, **given: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self._client.request(method, path, headers=headers, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()


def open_socket(
    coop: Coop, headers: Mapping[str, str] | None = None, protocol: str | None = None, **params: str
) -> ClientConnection:
    return connect(
        f"ws://localhost:{coop.port}/api/v1/streaming?{urlencode(params)}",
        additional_headers=dict(headers or {}),
        subprotocols=None if protocol is None else [protocol],  # type: ignore[list-item]  # a token, here
        open_timeout=_PATIENCE,
        proxy=None,
    )


def ask(socket: ClientConnection, act: str, stream: str, **params: str) -> None:
    """Subscribe or unsubscribe."""
    socket.send(json.dumps({"type": act, "stream": stream, **params}))


def next_on(socket: ClientConnection) -> dict[str, Any]:
    """The next message."""
    found: dict[str, Any] = json.loads(socket.recv(timeout=_PATIENCE))
    return found


def settled(socket: ClientConnection) -> None:
    """Wait until everything asked so far was done: what comes after it is answered after it."""
    ask(socket, "subscribe", "no such stream")
    assert next_on(socket) == {"error": "Unknown stream type", "status": 400}
