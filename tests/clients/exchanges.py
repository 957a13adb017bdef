"""What a client and the co-op said to each other, held against Mastodon's own OpenAPI."""

from __future__ import annotations

import json
from typing import Any

import requests

from tests.calling import faults_of


class Exchanges:
    """What was answered since the last look, and what was wrong with it."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.count = 0

    def note(self, method: str, path: str, status: int, body: str) -> None:
        self.count += 1
        try:
            told: Any = json.loads(body) if body else None
        except ValueError:
            told = None  # a picture, or a page
        found = [f"{status} {body[:200]}"] if status >= 500 else faults_of(method, path, status, told)
        self.faults += [f"{method} {path} -> {status}: {each}" for each in found]

    def listen(self, session: requests.Session) -> None:
        """Note whatever this session is told. Streams are left alone: reading one would never end."""
        session.hooks["response"].append(self._heard)

    def _heard(self, response: requests.Response, **_sent: Any) -> None:
        if response.headers.get("Content-Type", "").startswith("text/event-stream"):
            return
        request = response.request
        path = request.path_url.partition("?")[0]
        self.note(request.method or "", path, response.status_code, response.text)

    def are_faultless(self) -> None:
        """Fails if anything was wrong, or nothing was said at all."""
        faults, count, self.faults, self.count = self.faults, self.count, [], 0
        assert not faults, "\n".join(faults)
        assert count, "nothing was said"
