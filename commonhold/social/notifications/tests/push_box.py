"""A push service on this machine, and a browser that can read what comes there."""

from __future__ import annotations

import base64
import socket
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import Any

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from commonhold.ground.fetching.network import Network
from commonhold.ground.jobs.actions import tick
from commonhold.social.notifications import outbox
from tests.cast import minutes

ENDPOINT = "https://push.example/send/abc"


@dataclass
class Came:
    """One letter, as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushBox:
    """Listens on loopback under a public name; `statuses` are its next answers, then always 201."""

    came: list[Came] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        box = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                names = {name.lower(): value for name, value in self.headers.items()}
                box.came.append(Came(self.path, names, body))
                self.send_response(box.statuses.pop(0) if box.statuses else 201)
                self.end_headers()

            def log_message(self, *_said: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Answers)
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def network(self) -> Network:
        """Every name leads to a public address, and every public address here."""
        here = ("127.0.0.1", self._server.server_port)
        return Network(
            resolve=lambda _host, _seconds: [ip_address("93.184.216.34")],
            connect=lambda _address, _port, seconds: socket.create_connection(here, seconds),
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Browser:
    """Holds the keys that only it has."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = bytes(range(16))

    @property
    def public_key(self) -> str:
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return base64.urlsafe_b64encode(point).decode().rstrip("=")

    @property
    def secret(self) -> str:
        return base64.urlsafe_b64encode(self._secret).decode().rstrip("=")

    def reads_old(self, came: Came) -> bytes:
        """What a letter in the old coding says (draft-ietf-webpush-encryption-04)."""
        told = dict(each.split("=", 1) for each in came.headers["crypto-key"].split(";"))
        text: bytes = http_ece.decrypt(
            came.body,
            salt=_bytes(came.headers["encryption"].removeprefix("salt=")),
            dh=_bytes(told["dh"]),
            private_key=self._key,
            auth_secret=self._secret,
            version="aesgcm",
        )
        return text

    def reads(self, body: bytes) -> bytes:
        """What a letter says (RFC 8291)."""
        text: bytes = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._secret, version="aes128gcm"
        )
        return text


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def deliver(box: PushBox, minute: int = 2) -> None:
    """Do what is due at that minute, and ring what is to ring then."""
    tick(minutes(minute))
    outbox.deliver(minutes(minute), box.network)
