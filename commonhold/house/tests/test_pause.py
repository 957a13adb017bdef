"""Whoever comes while the database is brought up to date waits, or is told in words."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from commonhold.house.pause import Pause

_PATIENCE = 20.0  # seconds until a test gives up


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(_PATIENCE)
        yield listener


def _url(listening: socket.socket, path: str) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}{path}"


def test_a_long_pause_is_told_to_people_and_apps(listening):
    with Pause([listening], patience=0.0):
        page = httpx.get(_url(listening, "/decide"), timeout=_PATIENCE)
        app = httpx.post(_url(listening, "/api/v1/statuses"), json={"status": "Hello"}, timeout=_PATIENCE)
    assert (page.status_code, app.status_code) == (503, 503)
    assert page.headers["Retry-After"] == app.headers["Retry-After"] == "10"
    assert "Nothing is lost" in page.text
    assert "Nothing is lost" in json.loads(app.text)["error"]


def test_who_comes_in_a_short_pause_is_answered_by_the_server_after_it(listening):
    with Pause([listening]), socket.create_connection(listening.getsockname()) as client:
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
    taken, _address = listening.accept()
    with taken:
        assert taken.recv(100).startswith(b"GET /")
