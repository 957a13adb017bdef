"""A test co-op may be started so that it fetches from this machine and believes one more authority."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from commonhold.ground.fetching import trouble
from commonhold.ground.fetching.safely import Fetched, fetch, is_fetchable, send
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


class Peer:
    """A web server on this machine; over TLS when it gets a context. It remembers who was asked for."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        peer = self
        self.hosts: list[str] = []

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                peer.hosts.append(self.headers["Host"])
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"hello")

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(202)
                self.end_headers()

            def log_message(self, *_said: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Answers)
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.server_port

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def peer() -> Iterator[Peer]:
    made = Peer()
    yield made
    made.close()


@pytest.fixture
def loopback(settings) -> None:
    settings.TEST_OPTIONS = {"COMMONHOLD_TEST_LOOPBACK": "1"}


@pytest.fixture
def test_co_op(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


def read(url: str) -> Fetched:
    return fetch(url, agent="Commonhold")


def test_a_test_co_op_reads_from_this_machine_at_any_port(test_co_op, loopback, peer):
    url = f"http://127.0.0.1:{peer.port}/a"
    assert is_fetchable(url)
    assert read(url).body == b"hello"
    assert peer.hosts == [f"127.0.0.1:{peer.port}"]
    assert send(f"{url}/inbox", body=b"{}", headers={}, agent="Commonhold") == 202


def test_but_from_nobody_elses_machine(test_co_op, loopback):
    for host in ("10.0.0.1", "169.254.169.254", "192.168.1.1:8000", "[fe80::1]"):
        with pytest.raises(trouble.UnsafeAddress):
            read(f"http://{host}/")


def test_other_ports_stay_closed_where_an_address_is_everybodys(test_co_op, loopback):
    with pytest.raises(trouble.UnsafeAddress):
        read("http://93.184.216.34:8000/")


def test_a_test_co_op_that_was_not_started_so_is_as_careful_as_any(test_co_op, peer):
    with pytest.raises(trouble.UnsafeAddress):
        read(f"http://127.0.0.1:{peer.port}/")


@pytest.mark.parametrize("mode", [Mode.REAL, Mode.DEMO, None])
def test_no_other_co_op_reads_from_this_machine_whatever_was_asked_for(loopback, peer, mode):
    if mode:
        install(mode=mode, public_url="http://coop.example", now=MORNING)
    url = f"http://127.0.0.1:{peer.port}/"
    assert not is_fetchable(url)
    for each in (url, "http://127.0.0.1/", "http://localhost/"):
        with pytest.raises(trouble.UnsafeAddress):
            read(each)
    assert peer.hosts == []


def test_one_more_authority_is_believed_in_test_mode_alone(test_co_op, settings, tmp_path):
    peer = Peer(_vouched_for(tmp_path))
    url = f"https://localhost:{peer.port}/"
    settings.TEST_OPTIONS = {"COMMONHOLD_TEST_LOOPBACK": "1"}
    with pytest.raises(trouble.NoAnswer):
        read(url)
    settings.TEST_OPTIONS |= {"COMMONHOLD_TEST_CA": str(tmp_path / "authority.pem")}
    assert read(url).body == b"hello"
    settings.TEST_OPTIONS |= {"COMMONHOLD_TEST_CA": str(tmp_path / "none.pem")}
    with pytest.raises(trouble.NoAnswer):
        read(url)
    peer.close()


def _vouched_for(folder: Path) -> ssl.SSLContext:
    """A server's side of TLS for this machine, vouched for by `authority.pem` in the folder."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Authority", "Authority", authority_key, authority_key, is_authority=True)
    leaf = _certificate("localhost", "Authority", key, authority_key, is_authority=False)
    pem = serialization.Encoding.PEM
    (folder / "authority.pem").write_bytes(authority.public_bytes(pem))
    (folder / "leaf.pem").write_bytes(
        leaf.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem")
    return context


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    signed_with: ec.EllipticCurvePrivateKey,
    *,
    is_authority: bool,
) -> x509.Certificate:
    # TLS looks at the machine's own clock, so this is the one test that has to.
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(signed_with, hashes.SHA256())
    )
