"""Another co-op, on loopback under a public name: its record, and the witness that it is to others."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commonhold.ground.fetching.network import Network
from rulebook.merkle import (
    COSIGNATURE_V1,
    Checkpoint,
    Frontier,
    VerifierKey,
    cosign,
    parse_checkpoint,
    parse_note,
    parse_request,
    sign_checkpoint,
    sign_note,
    verify_consistency,
)
from rulebook.merkle.tests.published import entries

URL = "http://peer.example"
_LOG = Ed25519PrivateKey.from_private_bytes(sha256(b"the log of another co-op").digest())
_WITNESS = Ed25519PrivateKey.from_private_bytes(sha256(b"the witness of another co-op").digest())
LOG_KEY = VerifierKey("peer.example/record", _LOG.public_key().public_bytes_raw())
WITNESS_KEY = VerifierKey("peer.example/witness", _WITNESS.public_key().public_bytes_raw(), COSIGNATURE_V1)
SEEN = 1_800_000_000


def note_of(size: int, root: bytes) -> bytes:
    return sign_checkpoint(Checkpoint(LOG_KEY.name, size, root), key=LOG_KEY, sign=_LOG.sign)


def signed(text: str) -> bytes:
    """A note of the other co-op under the key of its record."""
    return sign_note(text, key=LOG_KEY, sign=_LOG.sign)


@dataclass
class OtherCoop:
    """`files` is what it publishes; `saw` is the size and root of our record that it cosigned last."""

    files: dict[str, bytes] = field(default_factory=dict)
    saw: tuple[int, bytes] = (0, b"")
    statuses: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    proposals: list[Any] = field(default_factory=list)
    labelers: dict[str, bytes] = field(default_factory=dict)  # signed files by their path

    def __post_init__(self) -> None:
        self.publishes(0)
        co_op = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                co_op.asked.append(self.path)
                if self.path == "/api/commonhold/v1/proposals":
                    self._say(200, json.dumps({"proposals": co_op.proposals}).encode(), "application/json")
                    return
                data = co_op.files.get(self.path.removeprefix("/record/"))
                if self.path.startswith("/labelers/"):
                    data = co_op.labelers.get(self.path)
                self._say(404 if data is None else 200, data or b"")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._say(*co_op.witnesses(body))

            def _say(self, status: int, data: bytes, kind: str = "text/plain") -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_said: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        Thread(target=self._server.serve_forever, daemon=True).start()

    def publishes(self, size: int, *, other: int = 0) -> None:
        """Its record has so many entries from now on; another history where `other` says so."""
        growth = Frontier().append(entries(size + other)[other:])
        self.files = {**growth.files, "vkey": f"{LOG_KEY}\n".encode()}
        self.files["checkpoint"] = note_of(growth.frontier.size, growth.frontier.root)

    def witnesses(self, body: bytes) -> tuple[int, bytes]:
        """The answer to add-checkpoint, as C2SP tlog-witness asks."""
        if self.statuses:
            return self.statuses.pop(0), b""
        asked = parse_request(body)
        text = parse_note(asked.note).text
        seen = parse_checkpoint(text)
        size, root = self.saw
        if asked.old_size != size:
            return 409, f"{size}\n".encode()
        if size and not verify_consistency(
            old_size=size, old_root=root, size=seen.size, root=seen.root, proof=asked.proof
        ):
            return 422, b""
        self.saw = (seen.size, seen.root)
        return 200, cosign(text, key=WITNESS_KEY, seconds=SEEN, sign=_WITNESS.sign).encode()

    @property
    def network(self) -> Network:
        here = ("127.0.0.1", self._server.server_port)
        return Network(
            resolve=lambda _host, _seconds: [ip_address("93.184.216.34")],
            connect=lambda _address, _port, seconds: socket.create_connection(here, seconds),
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
