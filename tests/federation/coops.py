"""Co-ops of ours in the offline internet, under their own names; founded once a run, and copied."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import httpx

from commonhold.house.demo.story import PASSWORD
from tests import preloaded, served
from tests.databases import migrated_template
from tests.federation.offline import PORTS, Internet
from tests.once import made_once
from tests.served import Coop

PEOPLE = ("Ada", "Ben", "Caro", "Finn", "Hana", "Ivo", "Jun", "Kai")
_PATIENCE = 120.0  # seconds until it must serve, on a busy machine


class OnlineCoop(Coop):
    """A co-op in test mode whose public address is `https://NAME`."""

    def __init__(self, folder: Path, name: str, internet: Internet) -> None:
        super().__init__(
            folder,
            COMMONHOLD_PUBLIC_URL=f"https://{name}",
            COMMONHOLD_SECURE="1",
            COMMONHOLD_TEST_LOOPBACK="1",
            COMMONHOLD_TEST_CA=str(internet.authority),
            COMMONHOLD_TEST_RATE_LIMITS="off",
        )
        self.name, self.url, self.port = name, f"https://{name}", PORTS[name]
        self.internet = internet

    def begin(self) -> None:
        """Start serving; `wait` says when it does."""
        words = ["serve", "--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.data)]
        environment = {**served.clean_environment(), **self._settings}
        with self._log.open("ab") as log, Path(os.devnull).open("rb") as nothing:
            self._server = preloaded.Program(
                words,
                environment=environment,
                stdin=nothing.fileno(),
                stdout=log.fileno(),
                stderr=log.fileno(),
                within=self.internet.keeper,
            )

    def wait(self) -> None:
        """Until the front page answers."""
        assert self._server is not None
        deadline = time.monotonic() + _PATIENCE
        with self.internet.client(self.name) as client:
            while time.monotonic() < deadline:
                assert self._server.poll() is None, self.log()
                try:
                    if client.get("/about").status_code == 200:
                        return
                except httpx.HTTPError:
                    pass  # it is about to listen
                time.sleep(0.1)
        raise AssertionError(f"no answer in {_PATIENCE:.0f} s\n{self.log()}")

    def begins_again(self) -> None:
        """Serve anew over what lies in its folder now."""
        self.begin()
        self.wait()

    def peer_keys(self) -> dict[str, str]:
        """What others need to make it their peer: `url`, `log_key`, `witness_key`."""
        return dict(self.console("peers", "keys"))

    def makes_a_peer_of(self, other: OnlineCoop) -> None:
        """Witness its record from now on."""
        keys = other.peer_keys()
        words = ["--url", keys["url"], "--log-key", keys["log_key"], "--witness-key", keys["witness_key"]]
        self.console("peers", "add", f"Yard of {other.name}", *words)

    def client(self, token: str) -> httpx.Client:
        """Somebody's app."""
        return self.internet.client(self.name, {"Authorization": f"Bearer {token}"})

    def stranger(self) -> httpx.Client:
        """Somebody who is not signed in."""
        return self.internet.client(self.name)


def founded(shared: Path, name: str) -> Path:
    """The data of a co-op at `https://NAME` whose founders are its members."""
    return made_once(
        shared,
        f"founded-{name}",
        lambda folder: _found(Coop(folder, template=migrated_template(shared)), name),
    )


def copied(shared: Path, name: str, folder: Path) -> Path:
    return Path(shutil.copytree(founded(shared, name), folder / name))


def _found(coop: Coop, name: str) -> None:
    people = [word for each in PEOPLE for word in ("--founder", f"{each}:{each.lower()}@example.org")]
    words = ["--name", f"Yard of {name}", *people, "--password", PASSWORD, "--public-url", f"https://{name}"]
    coop.console("found", *words, "--test-mode")
