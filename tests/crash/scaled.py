"""Three web processes, two workers, a primary and a replica; each is killed in turn while members are at it.

    python -m tests.crash --scaled --kills 14 --seed 1

What `often.py` promises must hold however many processes there are: what was acknowledged is there once, what
was under way at most once. And whoever wrote something sees it at once, whichever process she asks.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from threading import Event
from typing import ClassVar

import httpx

from tests import postgres
from tests.crash.often import Hand, House, Story, live_through, settings
from tests.ports import free_port

_WEB, _WORK = ("web1", "web2", "web3"), ("work1", "work2")
_PROGRAMS = (*_WEB, *_WORK)
_SERVERS = ("replica", "primary")
_ALL = (*_PROGRAMS, *_SERVERS)
_LOAD, _DEAD, _PATIENCE = 1.5, 2.0, 90.0  # seconds
_SAID_LAST = 4_000  # characters of a log
_HERE = Path(__file__).resolve().parents[2]


@dataclass
class Town(House):
    """Everything on one machine, as several machines would share a folder and a database."""

    servers: dict[str, postgres.Server] = field(default_factory=dict)
    replica_url: str = ""
    ports: dict[str, int] = field(default_factory=lambda: {each: free_port() for each in _WEB})
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    of_replicas: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._next = cycle(_WEB)

    @property
    def url(self) -> str:
        """Of the next web process, as a balancer would choose that knows which are down."""
        return f"http://localhost:{self.ports[next(each for each in self._next if each not in self.down)]}"

    def start(self) -> None:
        for each in _PROGRAMS:
            self.start_one(each)

    def start_one(self, name: str) -> None:
        if name in self.servers:
            self.servers[name].start()
        else:
            web = ("serve", "--web-only", "--empty", "--port", str(self.ports.get(name)))
            self.running[name] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *self.words(*(web if name in _WEB else ("work",)))],
                env={
                    **settings(),
                    "COMMONHOLD_TEST_RATE_LIMITS": "off",
                    "COMMONHOLD_REPLICAS": self.replica_url,
                    **self.own,
                },
                cwd=_HERE,
                stderr=(self.data.parent / f"{name}.log").open("ab"),
            )
            self._wait_for(name)
        self.down.discard(name)

    def kill(self, how: int = signal.SIGKILL) -> None:
        for each in _PROGRAMS:
            self.kill_one(each, how)

    def kill_one(self, name: str, how: int = signal.SIGKILL) -> None:
        if name in self.servers:
            self.servers[name].crash()
            return
        self.down.add(name)
        if name in _WEB:
            self.of_replicas[name] += self._read_of_replica(name)
        self.running[name].send_signal(how)
        self.running[name].wait(timeout=60)

    def _read_of_replica(self, name: str) -> int:
        with suppress(httpx.TransportError):
            said = httpx.get(f"http://localhost:{self.ports[name]}/metrics", timeout=10).text
            counts = [each.split()[-1] for each in said.splitlines() if "replica_answers_total " in each]
            return int(float(counts[-1])) if counts else 0
        return 0

    def _wait_for(self, name: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        while name in _WEB and time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                httpx.get(f"http://localhost:{self.ports[name]}/healthz", timeout=5)
                return
            if self.running[name].poll() is not None:
                raise AssertionError((self.data.parent / f"{name}.log").read_text()[-3000:])
            time.sleep(0.02)
        assert name not in _WEB, f"{name} does not answer"


class TownHand(Hand):
    """She asks whichever web process comes next; after each post she looks whether another shows it."""

    rest: ClassVar[float] = 0.05  # so that whoever was killed can start beside her

    def post(self, key: str) -> None:
        # What is sent again may have been written before others of hers: then it is not the newest.
        among = 40 if key in self.story.open.get("post", set()) else 1
        super().post(key)
        if key not in self.story.acknowledged.get("post", set()):
            return
        town, own = self.house, {"Authorization": f"Bearer {self.token}"}
        assert isinstance(town, Town)
        for path in (f"/@{_HANDLE_OF[self.number]}", f"/api/v1/timelines/home?limit={among}"):
            with suppress(httpx.TransportError):
                page = httpx.get(f"{town.url}{path}", headers=own, timeout=30)
                if page.status_code == httpx.codes.OK and key not in page.text:
                    town.missing.append(f"post {key} was acknowledged and is not at {path}")

    def ballot(self, key: str) -> None:
        if self.voter is not None:
            self.voter.client.base_url = self.house.url
        super().ballot(key)

    def gift(self, key: str) -> None:
        if self.voter is not None:
            self.voter.client.base_url = self.house.url
        super().gift(key)


_HANDLE_OF = ("ada", "ben", "caro", "dev")


def main(folder: Path, *, kills: int, seed: int) -> int:
    """Exit 1 when something is missing or double, or nothing was read of the replica."""
    primary = postgres.Server(settings=postgres.FOLLOWED)
    servers = {"primary": primary}
    try:
        name = primary.create()
        servers["replica"] = primary.replica(settings=postgres.FOLLOWED)
        town = Town(folder / "coop", primary.url(name), servers=servers)
        town.replica_url = servers["replica"].url(name)
        try:
            pull = partial(_pulled, kills=kills)
            wrong = live_through(town, Story(may_be_busy=True), TownHand, pull, seed=seed)
        except BaseException:
            for log in sorted(folder.glob("*.log")):
                print(f"--- {log.name}", log.read_text()[-_SAID_LAST:], sep="\n", file=sys.stderr)
            raise
        finally:
            for each in town.running.values():
                each.kill()
                each.wait()
    finally:
        for server in servers.values():
            server.stop()
    print(f"{sum(town.of_replicas.values())} pages read of the replica")
    print(*town.missing[:20], sep="\n")
    return int(bool(wrong or town.missing or not town.of_replicas.total()))


def _pulled(town: House, story: Story, hands: list[Hand], rng: random.Random, *, kills: int) -> int:
    """Kill each in turn, so many times in all; how often a write was under way then."""
    counted = 0
    assert isinstance(town, Town)
    for number in range(kills):
        victim, over = _ALL[number % len(_ALL)], Event()
        with ThreadPoolExecutor(len(hands)) as pool:
            for hand in hands:
                hand.again()
            running = [pool.submit(hand.goes_on, over) for hand in hands]
            time.sleep(rng.uniform(0.5, 1.0) * _LOAD)
            counted += story.under_way > 0
            town.kill_one(victim)
            time.sleep(rng.uniform(0.5, 1.0) * _DEAD)
            town.start_one(victim)
            time.sleep(_LOAD)
            over.set()
            for each in running:
                each.result()
        print(f"{victim} was killed and is back", file=sys.stderr, flush=True)
    for hand in hands:
        hand.again()
    return counted
