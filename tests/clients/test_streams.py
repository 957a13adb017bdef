"""What is new reaches Mastodon.py by server-sent events, and masto.js by WebSocket."""

from __future__ import annotations

import json
from queue import Queue
from typing import Any

import pytest
from mastodon import StreamListener

from tests.clients.patience import until
from tests.clients.test_masto_js import node, runs, tokens  # noqa: F401 - fixtures

_PATIENCE = 20.0  # seconds


class Ear(StreamListener):
    """Keeps what it hears, in order."""

    def __init__(self) -> None:
        self.heard: Queue[tuple[str, Any]] = Queue()

    def on_update(self, status: Any) -> None:
        self.heard.put(("update", status.id))

    def on_delete(self, status_id: Any) -> None:
        self.heard.put(("delete", status_id))

    def on_notification(self, notification: Any) -> None:
        self.heard.put((notification.type, notification.status.id))


@pytest.fixture
def hears(ada):
    """`hears(ada.stream_user)` is an ear at that stream, which is open."""
    open_streams = []

    def listen(stream, *words):
        ear = Ear()
        open_streams.append(stream(*words, ear, run_async=True))
        until(open_streams[-1].is_receiving, bool)
        return ear

    yield listen
    for each in open_streams:
        each.close()


def test_ones_own_stream_tells_what_came_and_went(ada, ben, hears):
    ear = hears(ada.stream_user)
    post = ada.status_post("Now")
    assert ear.heard.get(timeout=_PATIENCE) == ("update", post.id)
    ben.status_favourite(post.id)
    assert ear.heard.get(timeout=_PATIENCE) == ("favourite", post.id)
    ada.status_delete(post.id)
    name, gone = ear.heard.get(timeout=_PATIENCE)
    assert (name, str(gone)) == ("delete", str(post.id))


def test_public_and_tagged_posts_are_streamed(ada, ben, hears):
    local, tagged = hears(ada.stream_local), hears(ada.stream_hashtag, "sawdust")
    post = ben.status_post("So much #sawdust")
    assert local.heard.get(timeout=_PATIENCE) == ("update", post.id)
    assert tagged.heard.get(timeout=_PATIENCE) == ("update", post.id)
    assert ada.stream_healthy()


def test_masto_js_is_told_over_its_websocket(runs, tokens):  # noqa: F811 - fixtures
    told = runs("streaming", tokens=tokens)
    assert told == {"event": "update", "same": True}, json.dumps(told)
