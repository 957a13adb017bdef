"""Other servers, on this machine: what each address gives is said by the test."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import Any

import orjson
import pytest

from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.resolving import World
from commonhold.ground.fetching.addresses import Address
from commonhold.ground.fetching.network import Network
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING

Json = dict[str, Any]
PEM = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"


class Elsewhere:
    """All other servers. `says` is JSON, a page's HTML or a status, by address; `takes` judges headers."""

    def __init__(self) -> None:
        self.says: dict[str, Json | str | int] = {}
        self.turns: dict[str, str] = {}  # redirects
        self.asked: list[str] = []
        self.takes: Callable[[Any], bool] = lambda _headers: True
        self.away: set[str] = set()
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_said: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def world(self) -> World:
        network = Network(resolve=self._resolve, allow=lambda _address: True, connect=self._connect)
        return World(network, scheme="http")

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        url = f"http://{request.headers['Host']}{request.path}"
        self.asked.append(url)
        if url in self.turns:
            request.send_response(302)
            request.send_header("Location", self.turns[url])
            request.end_headers()
            return
        said = self.says.get(url, 404) if self.takes(request.headers) else 401
        body = b"" if isinstance(said, int) else orjson.dumps(said)
        if isinstance(said, str):
            body = said.encode()
        request.send_response(said if isinstance(said, int) else 200)
        kind = "application/jrd+json" if "webfinger" in url else "application/activity+json"
        request.send_header("Content-Type", "text/html" if isinstance(said, str) else kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def lives(self, name: str, domain: str = "elsewhere.example", /, **more: Any) -> str:
        """Somebody lives there, whom WebFinger finds; return her URI."""
        uri = f"http://{domain}/users/{name}"
        self.says[uri] = {
            "id": uri,
            "type": "Person",
            "preferredUsername": name,
            "inbox": f"{uri}/inbox",
            "outbox": f"{uri}/outbox",
            "followers": f"{uri}/followers",
            "url": f"http://{domain}/@{name}",
            "publicKey": {"id": f"{uri}#main-key", "owner": uri, "publicKeyPem": PEM},
            **more,
        }
        self.finger(name, domain, uri)
        return uri

    def finger(self, name: str, domain: str, uri: str, *, subject: str = "") -> None:
        self.says[f"http://{domain}/.well-known/webfinger?resource=acct:{name}@{domain}"] = {
            "subject": f"acct:{subject or f'{name}@{domain}'}",
            "links": [{"rel": "self", "type": "application/activity+json", "href": uri}],
        }

    def writes(self, author: str, name: str, /, **more: Any) -> str:
        """Somebody wrote something there; return its URI."""
        uri = f"{author.partition('/users/')[0]}/notes/{name}"
        self.says[uri] = {
            "id": uri,
            "type": "Note",
            "attributedTo": author,
            "content": f"<p>{name}</p>",
            "published": "2026-05-04T08:00:00Z",
            "to": [PUBLIC],
            **more,
        }
        return uri

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _resolve(self, host: str, _timeout: float) -> Sequence[Address]:
        if host in self.away:
            raise OSError("no such name")
        return [ip_address("127.0.0.1")]

    def _connect(self, _address: Address, _port: int, timeout: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._server.server_port), timeout=timeout)


@pytest.fixture
def coop(db: None) -> None:
    install(mode=Mode.REAL, public_url="https://coop.example", now=MORNING)


@pytest.fixture
def elsewhere(coop: None) -> Iterator[Elsewhere]:
    servers = Elsewhere()
    yield servers
    servers.close()
