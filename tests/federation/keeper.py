"""An internet of its own: `unshare -mn python -m tests.federation.keeper FOLDER NAME=PORT…`.

There is no way out of it, and it ends with this program's input. Each name has an address on loopback, where
what comes over TLS is taken and brought to the name's port, as the front of a web server does. Tests are
outside; for them `FOLDER/internet.sock` is the way in: what comes there goes to the name that it asks for.
"""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import os
import socket
import ssl
import struct
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1
_MS_BIND = 4096
_MOST_HEAD = 65_536  # bytes


def main() -> None:
    folder = Path(sys.argv[1])
    ports = {name: int(port) for name, port in (each.split("=") for each in sys.argv[2:])}
    addresses = {name: f"127.0.1.{at}" for at, name in enumerate(ports, start=1)}
    _raise_loopback()
    _name(folder, addresses)
    asyncio.run(_forward(folder, ports, addresses))


def _raise_loopback() -> None:
    with socket.socket() as any_socket:
        asked = struct.pack("16sh", b"lo", 0)
        (flags,) = struct.unpack_from("16xh", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, asked))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | _IFF_UP))


def _name(folder: Path, addresses: Mapping[str, str]) -> None:
    """Lays a hosts file over the system's, for this namespace alone."""
    hosts = folder / "hosts"
    lines = ["127.0.0.1 localhost", *(f"{address} {name}" for name, address in addresses.items())]
    hosts.write_text("\n".join(lines) + "\n")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(bytes(hosts), b"/etc/hosts", None, _MS_BIND, None) != 0:
        raise OSError(ctypes.get_errno(), "/etc/hosts can't be laid over")


async def _forward(folder: Path, ports: Mapping[str, int], addresses: Mapping[str, str]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "served.pem")
    forwarder = _Forwarder(ports)
    for address in addresses.values():
        await asyncio.start_server(forwarder.bring, address, 443, ssl=context, limit=_MOST_HEAD)
    await asyncio.start_unix_server(forwarder.bring, folder / "internet.sock", ssl=context, limit=_MOST_HEAD)
    os.write(sys.stdout.fileno(), b"ready\n")
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)


class _Forwarder:
    """One request for each connection: whoever answers closes it, so that no body need be understood here."""

    def __init__(self, ports: Mapping[str, int]) -> None:
        self._ports = ports

    async def bring(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            await self._on(head, reader, writer)
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # who asked is gone, or never said what for
        finally:
            with suppress(OSError, ssl.SSLError):
                writer.close()

    async def _on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        name = next((each[5:].strip() for each in lines if each.lower().startswith("host:")), "")
        try:
            there, onward = await asyncio.open_connection("127.0.0.1", self._ports[name])
        except (OSError, KeyError):
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return
        kept = [each for each in lines if not each.lower().startswith(("connection:", "x-forwarded-"))]
        if any(each.lower().startswith("upgrade:") for each in lines):
            kept.append("Connection: Upgrade")
        else:
            kept.append("Connection: close")
        kept += ["X-Forwarded-Proto: https", f"X-Forwarded-Host: {name}", "X-Forwarded-For: 127.0.0.1"]
        onward.write("\r\n".join([first, *kept, "", ""]).encode("latin-1"))
        sending = asyncio.create_task(_pump(reader, onward))
        try:
            await _pump(there, writer)
        finally:
            sending.cancel()
            onward.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError, ssl.SSLError):
        while chunk := await source.read(65_536):
            sink.write(chunk)
            await sink.drain()


if __name__ == "__main__":
    main()
