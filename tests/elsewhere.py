"""A web server of somebody else, as tests of what is fetched need one. Nothing leaves the machine."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from threading import Thread

from commonhold.ground.fetching.network import Network

_PATIENCE = 30.0  # seconds until who says nothing is sent away


class Pages:
    """One web server for all names: it answers with `page`, or sends who asks for `/bench` to `leads_to`."""

    def __init__(self, page: str) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.page = page
        self.kind = "text/html"
        self.leads_to = ""
        self.asked: list[bytes] = []
        Thread(target=self._serve, daemon=True).start()

    @property
    def network(self) -> Network:
        return Network(
            resolve=lambda _host, _timeout: [ip_address("93.184.216.34")],
            connect=lambda _address, _port, timeout: socket.create_connection(
                self._listening.getsockname(), timeout
            ),
        )

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        host, port = self._listening.getsockname()
        return f"http://{host}:{port}/"

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        """Each caller has a thread of her own: a browser also opens connections that it may use later."""
        while True:
            try:
                wire, _where = self._listening.accept()
            except OSError:
                return
            Thread(target=self._answer, args=[wire], daemon=True).start()

    def _answer(self, wire: socket.socket) -> None:
        wire.settimeout(_PATIENCE)
        with wire:
            try:
                said = wire.recv(65_536)
            except OSError:
                return
            if not said:
                return
            self.asked.append(said)
            head = "HTTP/1.1 200 OK"
            if self.leads_to and b"GET /bench" in said:
                head = f"HTTP/1.1 302 Found\r\nLocation: {self.leads_to}"
            wire.sendall(f"{head}\r\nContent-Type: {self.kind}\r\n\r\n{self.page}".encode())
