"""As much of S3's protocol as stores here speak: put, get with a range, head, delete and list objects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs
from xml.sax.saxutils import escape


class Objects(ThreadingHTTPServer):
    """`held`: bytes by path, bucket first. `is_away`: it answers nothing but 500."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.held: dict[str, bytes] = {}
        self.is_away = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Objects
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self._body()
        if not self.server.is_away:
            self.server.held[self._path()] = body
        self._say(500 if self.server.is_away else 200)

    def do_GET(self) -> None:
        if self.server.is_away:
            self._say(500)
            return
        asked_for = parse_qs(self.path.partition("?")[2])
        if "list-type" in asked_for or "prefix" in asked_for:
            self._list(asked_for.get("prefix", [""])[0])
            return
        data = self.server.held.get(self._path())
        if data is None:
            self._say(404)
            return
        asked = self.headers.get("Range")
        if asked:
            first, last = map(int, asked.removeprefix("bytes=").split("-"))
            data = data[first : last + 1]
        self._say(206 if asked else 200, data)

    def do_HEAD(self) -> None:
        data = self.server.held.get(self._path())
        status = 404 if data is None else 200
        self._say(500 if self.server.is_away else status, data or b"")

    def do_DELETE(self) -> None:
        if not self.server.is_away:
            self.server.held.pop(self._path(), None)
        self._say(500 if self.server.is_away else 204)

    def log_message(self, *_said: object) -> None:
        """Be silent."""

    def _list(self, prefix: str) -> None:
        bucket = f"{self._path().strip('/')}/"
        found = "".join(
            f"<Contents><Key>{escape(path.removeprefix(bucket))}</Key><Size>{len(data)}</Size>"
            f"<ETag>&quot;{sha256(data).hexdigest()}&quot;</ETag>"
            "<LastModified>2026-05-04T09:00:00.000Z</LastModified></Contents>"
            for path, data in sorted(self.server.held.items())
            if path.startswith(bucket + prefix)
        )
        self._say(
            200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>".encode()
        )

    def _path(self) -> str:
        return self.path.partition("?")[0].lstrip("/")

    def _body(self) -> bytes:
        if self.headers.get("Expect") == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return self.rfile.read(int(self.headers["Content-Length"]))
        whole = b""
        while length := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(length)
            self.rfile.readline()
        while self.rfile.readline().strip():  # checksums after the last chunk
            pass
        return whole

    def _say(self, status: int, data: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Mon, 04 May 2026 09:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@contextmanager
def served() -> Iterator[Objects]:
    objects = Objects()
    thread = Thread(target=objects.serve_forever, daemon=True)
    thread.start()
    try:
        yield objects
    finally:
        objects.shutdown()
        objects.server_close()
        thread.join()
