"""A mail server as one's neighbours keep it: well, or hanging, or saying a byte now and then, or for ever."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

_PATIENCE = 30.0  # seconds until a connection that nobody uses is let go
_PACE = 0.02  # seconds between two bytes that drip


class RudeMail:
    """`mood`: how it meets whoever comes next. `taken`: the subjects of the letters that it has."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.mood = "well"
        self.taken: list[str] = []
        self.asked, self.over = Event(), Event()
        Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                wire, _where = self._listening.accept()
            except OSError:
                return
            wire.settimeout(_PATIENCE)
            self.asked.set()
            Thread(target=self._meet, args=(wire, self.mood), daemon=True).start()

    def _meet(self, wire: socket.socket, mood: str) -> None:
        with wire, suppress(OSError):
            if mood == "silent":
                self.over.wait(_PATIENCE)
            elif mood == "drips":
                for each in b"220 " + b"a" * 5000:
                    wire.sendall(bytes([each]))
                    if self.over.wait(_PACE):
                        return
            elif mood == "never comes to an end":
                while not self.over.is_set():
                    wire.sendall(b"220-" + b"a" * 1000 + b"\r\n")
            else:
                self._speak(wire, mood)

    def _speak(self, wire: socket.socket, mood: str) -> None:
        heard = wire.makefile("rb")
        wire.sendall(b"220 here\r\n")
        for line in heard:
            word = line.split(b" ")[0].strip().upper()
            if word == b"MAIL" and mood == "hangs up":
                return
            if word == b"QUIT":
                wire.sendall(b"2" * 20_000 if mood == "leaves rudely" else b"221 bye\r\n")
                return
            if word != b"DATA":
                wire.sendall(b"250 fine\r\n")
                continue
            wire.sendall(b"354 go on\r\n")
            if mood == "hangs up in the text":
                heard.readline()
                return
            text = b"".join(iter(heard.readline, b".\r\n")).decode()
            subject = next(each for each in text.splitlines() if each.startswith("Subject: "))
            self.taken.append(subject.removeprefix("Subject: "))
            if mood == "takes it and says nothing":
                self.over.wait(_PATIENCE)
                return
            wire.sendall(b"250 taken\r\n")


@contextmanager
def served() -> Iterator[RudeMail]:
    made = RudeMail()
    try:
        yield made
    finally:
        made.close()
