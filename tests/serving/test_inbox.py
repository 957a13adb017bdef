"""A served co-op hears another server: signed posts over a real socket, and what is turned away there."""

from __future__ import annotations

import json
import select
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from commonhold.ground.signing.cavage import sign_cavage
from commonhold.ground.signing.keys import PrivateKey
from tests.console.typed import founding
from tests.served import Coop

JSON = "application/activity+json"
_PATIENCE = 120.0  # seconds
_PIECE = b"10000\r\n" + b" " * 0x10000 + b"\r\n"


def new_key() -> PrivateKey:
    return rsa.generate_private_key(65537, 2048)


class EvesServer:
    """Another server on this machine: says who Eve is, and keeps what comes to her inbox in `heard`."""

    def __init__(self) -> None:
        self.key = new_key()
        self.heard: Queue[dict[str, Any]] = Queue()
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_name = self.path.startswith("/.well-known/webfinger")
                said = outer.name() if is_name else outer.document()
                self._say(200, json.dumps(said).encode(), "application/jrd+json" if is_name else JSON)

            def do_POST(self) -> None:
                outer.heard.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self._say(202, b"", JSON)

            def _say(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.place = f"localhost:{self._server.server_port}"
        self.eve = f"http://{self.place}/users/eve"
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def document(self) -> dict[str, Any]:
        pem = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        return {
            "id": self.eve,
            "type": "Person",
            "preferredUsername": "eve",
            "inbox": f"{self.eve}/inbox",
            "outbox": f"{self.eve}/outbox",
            "followers": f"{self.eve}/followers",
            "publicKey": {"id": f"{self.eve}#main-key", "owner": self.eve, "publicKeyPem": pem},
        }

    def name(self) -> dict[str, Any]:
        link = {"rel": "self", "type": JSON, "href": self.eve}
        return {"subject": f"acct:eve@{self.place}", "links": [link]}

    def letter(self, url: str, activity: dict[str, Any], *, key: PrivateKey | None = None) -> bytes:
        """A request, as it goes over the line."""
        body = json.dumps(activity).encode()
        said = {"Content-Type": JSON, "Content-Length": str(len(body))}
        headers = sign_cavage(
            "POST",
            url,
            said,
            body,
            key_id=f"{self.eve}#main-key",
            key=key or self.key,
            now=datetime.now(UTC),
        )
        return _head(url, headers) + body

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def eves() -> Iterator[EvesServer]:
    server = EvesServer()
    yield server
    server.close()


@pytest.fixture
def coop(coop_folder) -> Coop:
    coop: Coop = coop_folder(COMMONHOLD_TEST_LOOPBACK="1")
    coop.console(*founding("ada", "ben", "caro"), "--test-mode", "--public-url", coop.url)
    coop.start()
    return coop


def _head(url: str, headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {urlsplit(url).path} HTTP/1.1\r\n{lines}\r\n".encode()


def status(line: socket.socket, request: bytes) -> int:
    """Of the answer, on a line that stays open."""
    line.sendall(request)
    return _status(line)


def _status(line: socket.socket) -> int:
    answer = HTTPResponse(line, method="POST")
    answer.begin()
    answer.read()
    return answer.status


def asked(coop: Coop, path: str) -> dict[str, Any]:
    line = HTTPConnection("localhost", coop.port)
    line.request("GET", path, headers={"Accept": JSON})
    found: dict[str, Any] = json.loads(line.getresponse().read())
    line.close()
    return found


def connected(coop: Coop) -> socket.socket:
    return socket.create_connection(("localhost", coop.port), timeout=_PATIENCE)


def test_a_served_co_op_takes_what_is_signed_once_and_turns_away_the_rest_in_a_line_each(
    coop: Coop, eves: EvesServer
):
    place = urlsplit(coop.url).netloc
    finger = asked(coop, f"/.well-known/webfinger?resource=acct:ada@{place}")
    ada = next(each["href"] for each in finger["links"] if each["rel"] == "self")
    inbox = asked(coop, urlsplit(ada).path)["inbox"]
    follow = {"id": f"{eves.eve}#follow", "type": "Follow", "actor": eves.eve, "object": ada}
    letter = eves.letter(inbox, follow)
    with connected(coop) as line:
        assert status(line, letter) == 202
        answer = eves.heard.get(timeout=_PATIENCE)
        assert (answer["type"], answer["actor"]) == ("Accept", ada)
        assert status(line, letter) == 202
        assert asked(coop, f"{urlsplit(ada).path}/followers")["totalItems"] == 1
        another = {**follow, "id": f"{eves.eve}#again"}
        assert status(line, eves.letter(inbox, another, key=new_key())) == 401
        assert (
            status(line, eves.letter(inbox, {"id": f"{eves.eve}#x", "type": "View", "actor": eves.eve}))
            == 202
        )
    with connected(coop) as line:
        ten = {"Host": place, "Content-Type": JSON, "Content-Length": "10000000"}
        assert status(line, _head(inbox, ten)) == 413
    with connected(coop) as line:
        line.sendall(_head(inbox, {"Host": place, "Content-Type": JSON, "Transfer-Encoding": "chunked"}))
        assert _pieces_until_answered(line, most=160) < 160
        assert _status(line) == 413
    turned_away = [each for each in coop.log().splitlines() if "at the inbox" in each]
    assert [each.partition("commonhold.inbox: ")[2][:4] for each in turned_away] == ["401 ", "413 ", "413 "]
    assert "Traceback" not in coop.log()


def _pieces_until_answered(line: socket.socket, *, most: int) -> int:
    """How many pieces of 64 KiB it took until something was said."""
    for count in range(most):
        try:
            line.sendall(_PIECE)
        except (BrokenPipeError, ConnectionResetError):
            return count
        if select.select([line], [], [], 0.0)[0]:
            return count
    return most
