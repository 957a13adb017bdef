"""`commonhold serve`: what `bin/run` calls."""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib
import resource
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn
from django.conf import settings
from django.db import connection

from commonhold.doors.calls.limits import limits
from commonhold.doors.console.answer import MISCONFIGURED, NO, YES, Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation import test_mode
from commonhold.ground.installation.queries import place
from commonhold.ground.record import sequencer
from commonhold.ground.refusal import Refusal
from commonhold.house import heap, joining, telling
from commonhold.house.at_once import AtOnce
from commonhold.house.migrate import bring_up
from commonhold.house.pause import Pause
from commonhold.house.sqlite.idle import IDLE
from commonhold.house.startup import is_new
from commonhold.house.streams import streams

_LARGEST_MESSAGE = 16_384  # bytes of what an app says on a WebSocket
_MOST_FILES = 8_192  # of which each open connection is one

_NOT_FOUNDED = """\
No co-op is founded here, and --founded says that one must be. The data folder is {folder}: is its disk there?
Restore a backup into the empty folder, or found a co-op with “commonhold found”.\
"""


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("serve", help="serve the co-op on this machine")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="localhost", help="default: this machine alone, by both its names")
    parser.add_argument(
        "--public-url",
        metavar="URL",
        help="where others reach it, with its scheme; moves a co-op that is elsewhere, as “address” does",
    )
    parser.add_argument(
        "--demo", action="store_true", help="found the sample co-op first, where there is none yet"
    )
    parser.add_argument(
        "--web-only", action="store_true", help="leave the work to processes that run “commonhold work”"
    )
    parser.add_argument("--empty", action="store_true", help="with no co-op yet: the first page founds one")
    parser.add_argument(
        "--founded",
        action="store_true",
        help="with no co-op yet: stop, so that nobody founds one where a disk is missing",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Migrate, check, found the demo if asked, and serve until told to stop."""
    gc.freeze()  # what was loaded stays until the end, and is never looked through
    try:
        sockets = _listen(args.host, args.port)
    except OSError as error:
        say(f"Port {args.port} can't be used: {error.strerror}. Choose another with --port.")
        return NO
    with Pause(sockets):
        wrong = (why_not_several() if args.web_only else "") or _bring_up(founded=args.founded)
    if wrong:
        say(wrong)
        return MISCONFIGURED
    try:
        _found_and_settle(args)
    except Refusal as refusal:
        say(str(refusal))
        return NO
    sequencer.mend(clock.now())
    authority = test_mode.extra_authority()
    if authority is not None and not authority.is_file():
        say(f"There is no file {authority}: COMMONHOLD_TEST_CA names one with certificates (PEM).")
        return MISCONFIGURED
    try:
        telling.begin()
    except telling.NotInstalled as missing:
        say(str(missing))
        return MISCONFIGURED
    heap.share()
    for warning in test_mode.warnings():
        say(warning)
    _mind_test_mode()
    settings.WEB_ONLY = args.web_only
    say(f"Commonhold is at http://{_shown(args.host)}:{args.port} (stop it with Ctrl-C).")
    config = uvicorn.Config(
        "commonhold.house.asgi:application",
        log_config=None,  # ours, which strikes out of whom it tells
        log_level="warning",
        access_log=False,
        lifespan="on",
        loop="uvloop",
        http=AtOnce,
        ws=_websocket,  # type: ignore[arg-type]  # whatever makes a protocol
        ws_max_size=_LARGEST_MESSAGE,
        ws_per_message_deflate=False,  # it keeps some 40 KB for each open connection
        timeout_graceful_shutdown=10,
        server_header=False,
    )
    _let_many_in()
    server = _Server(config)
    connection.close()  # in this thread nobody asks Django any more, and it holds the tables' names
    if connection.vendor == "sqlite":
        IDLE.keep(connection.settings_dict["NAME"])
    # uvicorn stops in good order at Ctrl-C, then raises it again for its caller.
    with suppress(KeyboardInterrupt):
        server.run(sockets=sockets)
    IDLE.end()
    return YES if server.started else MISCONFIGURED


def _bring_up(*, founded: bool) -> str:
    """Migrate and look, as `bring_up` does; where one must be `founded`, no tables are made for none."""
    folder = settings.DATA_DIR
    if founded and (_has_no_file() or is_new()):
        return _NOT_FOUNDED.format(folder=folder)
    wrong = bring_up()
    return wrong or (_NOT_FOUNDED.format(folder=folder) if founded and place() is None else "")


def _has_no_file() -> bool:
    """SQLite makes the file when it is asked for anything."""
    return connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists()


def why_not_several() -> str:
    """Why no process may do a part alone here, in words; empty when it may."""
    if connection.vendor != "sqlite":
        return ""
    return "On SQLite one process does everything: “commonhold serve”, without --web-only. Nothing was done."


def _found_and_settle(args: argparse.Namespace) -> None:
    """Found the sample co-op if asked, and bring the co-op to its public URL. Raises Refusal."""
    settings.PUBLIC_URL = args.public_url or settings.PUBLIC_URL
    if args.demo and not args.empty:
        from commonhold.house.demo import build_once  # noqa: PLC0415 - half a second, and eight megabytes

        joining.join()
        build_once(say, public_url=settings.PUBLIC_URL or f"http://localhost:{args.port}")
    here = place()
    if here is not None and args.public_url and here.public_url != args.public_url.strip().rstrip("/"):
        from commonhold.civic.founding.actions import move_to  # noqa: PLC0415 - hardly ever

        joining.join()
        move_to(public_url=args.public_url, now=clock.now())
        sequencer.sequence(clock.now())


def _let_many_in() -> None:
    """Many systems let a program have a thousand files until it asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _mind_test_mode() -> None:
    """Say it on every page, and slow nobody down where a test co-op was started so."""
    settings.SERVES_TESTS = test_mode.is_on()
    if not test_mode.rate_limits_are_on():
        settings.ACCOUNT_RATE_LIMITS = False
        limits.are_on = False


def _shown(host: str) -> str:
    """The host as an address has it; what means every name of this machine is shown as one of them."""
    if host in {"", "0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _websocket(*given: Any, **named: Any) -> asyncio.Protocol:
    """uvicorn's own protocol, loaded by whoever opens the first WebSocket."""
    found = importlib.import_module("uvicorn.protocols.websockets.auto")
    made: asyncio.Protocol = found.AutoWebSocketsProtocol(*given, **named)
    return made


class _Server(uvicorn.Server):
    """Live streams never end by themselves, and a server waits for what is open: so it ends them first."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        streams.end()
        await super().shutdown(sockets)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _listen(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of `host`: "localhost" is 127.0.0.1, and ::1 where the machine has it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = {(family, address) for family, _type, _protocol, _name, address in found}
    if host == "localhost":
        addresses |= {(socket.AF_INET, ("127.0.0.1", port)), (socket.AF_INET6, ("::1", port, 0, 0))}
    opened = []
    for family, address in sorted(addresses, key=lambda each: each[0] != socket.AF_INET):
        try:
            opened.append(_bound(family, address))
        except OSError:
            # A machine without IPv6 still serves on IPv4; without that there is nothing to serve on.
            if not opened:
                raise
    return opened


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    listener.listen(2048)
    listener.set_inheritable(True)
    return listener
