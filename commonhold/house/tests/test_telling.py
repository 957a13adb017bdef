"""Errors and traces that are sent elsewhere tell of nobody; and nothing is sent unless a setting says so."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import sentry_sdk
from django.http import HttpRequest, HttpResponse

from commonhold.house import telling

_EVENT = {
    "level": "error",
    "request": {"url": "https://yard.example/@ada", "env": {"REMOTE_ADDR": "203.0.113.7"}},
    "user": {"email": "ada@example.org"},
    "exception": {
        "values": [
            {
                "type": "ValueError",
                "value": "ada@example.org is taken",
                "stacktrace": {"frames": [{"function": "sign_up", "vars": {"name": "Ada"}}]},
            }
        ]
    },
}


def test_of_an_error_goes_where_in_the_code_it_was_and_nothing_of_whom():
    sent = json.dumps(telling.of_nobody(_EVENT))
    assert "sign_up" in sent
    assert not [word for word in ("ada", "Ada", "203.0.113.7") if word in sent]


def test_nothing_is_told_unless_a_setting_says_so(monkeypatch):
    monkeypatch.setattr(telling, "_loaded", lambda *_asked: pytest.fail("something was loaded"))
    telling.begin()
    assert telling.TracingMiddleware(lambda _request: HttpResponse("page"))(HttpRequest()).content == b"page"


@pytest.mark.parametrize("setting", ["COMMONHOLD_SENTRY", "COMMONHOLD_OTEL"])
def test_what_is_not_installed_is_said_with_how_to_install_it(monkeypatch, setting):
    monkeypatch.setenv(setting, "https://elsewhere.example")

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(telling.NotInstalled, match=r"pip install commonhold\["):
        telling.begin()


class _Collector(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.heard.append(zlib.decompress(body, 31) if packed else body)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Be silent."""


@pytest.fixture
def collector() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Collector)
    server.heard = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_an_error_in_the_log_reaches_sentry_without_anybody(monkeypatch, collector):
    monkeypatch.setenv("COMMONHOLD_SENTRY", f"http://key@127.0.0.1:{collector.server_port}/1")
    telling.begin()
    logging.getLogger("commonhold.tests").error("the letter to %s failed", "ada@example.org")
    sentry_sdk.flush(5)
    # Where nothing is sent. What it joins in by itself would stay in whatever this process asks for.
    sentry_sdk.init(default_integrations=False, auto_enabling_integrations=False)
    heard = b"".join(collector.heard).decode()
    assert "the letter to" in heard
    assert "ada@" not in heard


def test_a_span_names_the_route_and_nobody(monkeypatch, collector):
    monkeypatch.setenv("COMMONHOLD_OTEL", f"http://127.0.0.1:{collector.server_port}")
    monkeypatch.setattr(telling, "_tracers", [])
    telling.begin()
    request = HttpRequest()
    request.method, request.path = "GET", "/@ada"
    telling.TracingMiddleware(lambda _request: HttpResponse("page"))(request)
    telling._tracers[0].span_processor.force_flush()
    heard = b"".join(collector.heard)
    assert b"GET nowhere" in heard
    assert b"ada" not in heard
