"""While the database is brought up to date, whoever comes waits; after some seconds she is told, in words."""

from __future__ import annotations

import select
import socket
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread

from django.utils.translation import gettext as _

_PATIENCE = 5.0  # seconds in which nobody is told anything: mostly it is over by then
_HEARD_OUT = 1.0  # seconds in which a request must have come
_HEAD = 65_536  # bytes
_AGAIN = 10  # seconds


class Pause:
    """Over sockets that listen already: what is not taken from them waits for the server."""

    def __init__(self, sockets: Sequence[socket.socket], *, patience: float = _PATIENCE) -> None:
        self._sockets, self._patience = list(sockets), patience
        self._over = Event()
        self._thread = Thread(target=self._run, name="pause", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        self._over.wait(self._patience)
        while not self._over.is_set():
            waiting, _writable, _odd = select.select(self._sockets, [], [], 0.1)
            for each in waiting:
                with suppress(OSError), each.accept()[0] as line:
                    _turn_away(line)


def _turn_away(line: socket.socket) -> None:
    line.settimeout(_HEARD_OUT)
    heard = b""
    while b"\r\n\r\n" not in heard and len(heard) < _HEAD and (piece := line.recv(_HEAD)):
        heard += piece
    line.sendall(_answer(is_app=b" /api/" in heard[:200] or b" /ap/" in heard[:200]))
    line.shutdown(socket.SHUT_WR)


def _answer(*, is_app: bool) -> bytes:
    title = _("We are bringing the house up to date")
    words = _(
        "Nothing is lost, and nothing that you sent just now was taken. Please send it again in a minute."
    )
    if is_app:
        kind, body = "application/json", f'{{"error":"{title}. {words}"}}'
    else:
        kind = "text/html; charset=utf-8"
        body = (
            f'<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{title}</title><h1>{title}</h1><p>{words}</p>"
        )
    whole = body.encode()
    head = (
        f"HTTP/1.1 503 Service Unavailable\r\nRetry-After: {_AGAIN}\r\nCache-Control: no-store\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(whole)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + whole
