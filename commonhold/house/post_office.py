"""How mail is handed to the mail server: within bounds that hold for the whole, however it behaves.

Python's own client starts its time anew with each byte that comes, and reads as many lines as it is sent: a
server that says one byte a second would have it for hours.
"""

from __future__ import annotations

import io
import smtplib
import socket
import time
from contextlib import suppress
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from commonhold.social.letters.outbox import NobodyKnows

#: Seconds: until each answer is there, and from the first to the last. The whole is less than a letter is
#: claimed for. Once the text is out a server may look at it for as long as is left (RFC 5321 §4.5.3.2.6).
ANSWER, WHOLE = 20.0, 100.0
_MOST = 262_144  # bytes that a server may say about a letter


class PostOffice(EmailBackend):
    """Django's way to send mail, over a client that gives up."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _OverTls if self.use_ssl else _Client

    def _close_connection(self, connection: smtplib.SMTP) -> None:
        """What a server says at parting has no weight: the letter is taken, or isn't, by then."""
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


class _Client(smtplib.SMTP):
    """Raises SMTPServerDisconnected when the time is over, and NobodyKnows where the text was out by then."""

    ends = by = 0.0  # on the monotonic clock: all of it, and the answer that is waited for
    text_is_out = False

    def connect(self, *where: Any, **more: Any) -> tuple[int, bytes]:
        self.ends = time.monotonic() + WHOLE
        return super().connect(*where, **more)

    def send(self, s: Any) -> None:
        if self.sock is not None:
            self.sock.settimeout(max(0.001, self.ends - time.monotonic()))
        super().send(s)
        self.text_is_out = not isinstance(s, str)  # as which it sends its own words

    def getreply(self) -> tuple[int, bytes]:
        self.by = self.ends if self.text_is_out else min(self.ends, time.monotonic() + ANSWER)
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Heard(self.sock, self))
        try:
            return super().getreply()
        except smtplib.SMTPServerDisconnected as gone:
            if self.text_is_out:
                raise NobodyKnows("it fell silent when it had the letter") from gone
            raise


class _OverTls(_Client, smtplib.SMTP_SSL):
    """The same, encrypted from the start."""


class _Heard(io.RawIOBase):
    """What a server says. Raises OSError when the client's time is over, or when it says too much."""

    def __init__(self, sock: socket.socket, client: _Client) -> None:
        self._sock, self._client, self._left = sock, client, _MOST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        seconds = self._client.by - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("it took too long")
        if self._left <= 0:
            raise OSError("it said too much")
        self._sock.settimeout(seconds)
        count = self._sock.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count
