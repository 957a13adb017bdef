"""A proxy that only listens: what a program says through it goes on as it is, and each answer is noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from tests.clients.exchanges import Exchanges

_OURS = {"connection", "proxy-connection", "transfer-encoding", "content-length", "keep-alive"}


@contextmanager
def listening(exchanges: Exchanges) -> Iterator[str]:
    """The proxy's own address, while it stands."""

    class Ear(BaseHTTPRequestHandler):
        def log_message(self, *_said: object) -> None:
            """Nothing: the exchanges tell."""

        def pass_on(self) -> None:
            asked = urlsplit(self.path)
            assert asked.hostname in {"localhost", "127.0.0.1"}, f"{self.path} is not here"
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = {name: value for name, value in self.headers.items() if name.lower() not in _OURS}
            calls = HTTPConnection(asked.hostname, asked.port or 80, timeout=60)
            calls.request(
                self.command, f"{asked.path}?{asked.query}" if asked.query else asked.path, body, kept
            )
            answer = calls.getresponse()
            told = answer.read()
            calls.close()
            exchanges.note(self.command, asked.path, answer.status, told.decode(errors="replace"))
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _OURS:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(told)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(told)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on  # noqa: N815 - the server asks by these

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
