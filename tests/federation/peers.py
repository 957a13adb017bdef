"""The servers that no one here wrote: one Node.js program with a Fedify server for each of three names."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx

from tests import absent
from tests.federation.offline import PORTS, Internet

NAMES = ("peer.test", "old.test", "new.test")
_PROGRAM = Path(__file__).with_name("peer") / "main.mjs"
_LIBRARY = _PROGRAM.parents[3] / "node_modules" / "@fedify" / "fedify"
_SECONDS = 30  # until something must have come


class Peers:
    """The program. Ends with `close`."""

    def __init__(self, internet: Internet) -> None:
        self._socket = internet.folder / "peers.sock"
        self._log = (internet.folder / "peers.log").open("wb")
        self._program = subprocess.Popen(
            internet.inside(
                "env",
                f"NODE_EXTRA_CA_CERTS={internet.authority}",
                "NODE_NO_WARNINGS=1",
                node(),
                _PROGRAM,
                str(PORTS[NAMES[0]]),
                self._socket,
                *NAMES,
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def wait_until_ready(self) -> None:
        assert self._program.stdout is not None
        assert self._program.stdout.readline() == b"ready\n", self.log()

    def log(self) -> str:
        return Path(self._log.name).read_text()

    def close(self) -> None:
        assert self._program.stdin is not None
        self._program.stdin.close()
        self._program.wait(_SECONDS)
        self._log.close()

    def named(self, name: str) -> Peer:
        return Peer(name, self._socket)


class Peer:
    """One of the three servers; `received` tells only what its Fedify found well signed."""

    def __init__(self, name: str, socket: Path) -> None:
        self.name = name
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(uds=str(socket)),
            base_url=f"http://told/{name}",
            timeout=_SECONDS + 10,
        )

    def person(self, identifier: str) -> str:
        """The actor's id: there is somebody by every name."""
        return f"https://{self.name}/users/{identifier}"

    def does(self, verb: str, **asked: Any) -> dict[str, Any]:
        """Do it; the ids of what was made. Fails when another server refused it, with that server's words."""
        return self._told("/do", {"verb": verb, **asked})

    def refuses(self, verb: str, **asked: Any) -> str:
        """Try it; why it failed."""
        answer = self._client.post("/do", json={"verb": verb, **asked})
        assert answer.status_code == 500, f"{verb} should have failed: {answer.text}"
        return str(answer.json()["error"])

    def received(self, since: int = 0, **match: Any) -> dict[str, Any]:
        """Wait until something came whose `kind`, `actor`, `scheme` and `raw` JSON have what `match` says."""
        return self._told("/received", {"match": match, "since": since, "seconds": _SECONDS})

    def all_received(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._arrived()["received"]
        return found

    def requests(self) -> list[dict[str, Any]]:
        """Every request so far: `method`, `path`, `scheme` of its signature, `status` of the answer."""
        found: list[dict[str, Any]] = self._arrived()["requests"]
        return found

    def sent(self) -> list[dict[str, Any]]:
        """Every request that this server signed: `method`, `url`, `scheme`, and the `status` that came."""
        found: list[dict[str, Any]] = self._arrived()["sent"]
        return found

    def _arrived(self) -> dict[str, Any]:
        return dict(self._client.get("/arrived").json())

    def _told(self, path: str, asked: dict[str, Any]) -> dict[str, Any]:
        answer = self._client.post(path, json=asked)
        assert answer.status_code == 200, answer.json()["error"]
        return dict(answer.json())


class Foreigner:
    """Somebody at one of the servers; what arrived before she was met is not looked at."""

    def __init__(self, peer: Peer, name: str) -> None:
        self.peer, self.name = peer, name
        self.id = peer.person(name)
        self.address = f"@{name}@{peer.name}"
        self._since = len(peer.all_received())

    def does(self, verb: str, **asked: Any) -> dict[str, Any]:
        return self.peer.does(verb, by=self.name, **asked)

    def received(self, **match: Any) -> dict[str, Any]:
        """Wait until her server received this."""
        return self.peer.received(self._since, **match)

    def followers(self) -> list[str]:
        """The actors that follow her."""
        return list(self.does("followers")["ids"])


def node() -> str:
    found = shutil.which("node")
    if found is None:
        absent.skip("Node.js", "apt install npm")
    if not _LIBRARY.exists():
        absent.skip("Fedify", "npm ci")
    return str(found)
