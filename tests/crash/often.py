"""The plug is pulled again and again while members write, vote, pay and give.

    python -m tests.crash --kills 200 --database sqlite --seed 1

Only a kill with a write under way counts. What was acknowledged over HTTP must be there once; what was under
way is sent again with its key, as apps do, and is there once as well, or, where it has no key, at most once.
Prints attempted, acknowledged and found for each kind, as JSON; exits 1 when something is missing or double.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import Any, ClassVar

import httpx

from tests import postgres, preloaded
from tests.console.typed import dues_of, founding
from tests.crash.voters import Voter
from tests.ports import free_port
from tests.served import clean_environment

_HANDLES = ("ada", "ben", "caro", "dev")
_PATIENCE, _LONG_PATIENCE = 60.0, 240.0  # seconds until the server must answer, and a command be done
_LONGEST, _SHORTEST = 0.8, 0.05  # seconds between a start and a kill
_CHOICES = ("yes", "no", "abstain")
_HERE = Path(__file__).resolve().parents[2]


@dataclass
class House:
    """A served co-op that is killed; every command names its folder and database."""

    data: Path
    database: str
    port: int = field(default_factory=free_port)
    own: dict[str, str] = field(default_factory=dict)  # settings of the server
    is_forked: bool = False  # from a program that is loaded already: loading one takes longest of all
    server: preloaded.Program | subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def words(self, *words: str) -> list[str]:
        """The whole command, for a program that loads all it needs."""
        return [sys.executable, "-m", "commonhold.house.console", *self.asked(*words)]

    def asked(self, *words: str) -> list[str]:
        where = ["--data", str(self.data), *(["--database", self.database] if self.database else [])]
        return [*words, *where]

    def console(self, *words: str) -> Any:
        done = preloaded.run(self.asked(*words, "--json"), environment=settings(), patience=_LONG_PATIENCE)
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return json.loads(done.stdout) if done.stdout.strip() else None

    def kept(self, *words: str) -> str:
        """What `tests.crash.kept` says of its database."""
        where = {"COMMONHOLD_DATA": str(self.data), "COMMONHOLD_DATABASE": self.database}
        known = {**settings(), **{name: value for name, value in where.items() if value}}
        known["DJANGO_SETTINGS_MODULE"] = "commonhold.house.settings"
        command = [sys.executable, "-m", "tests.crash.kept", *words]
        done = subprocess.run(command, env=known, cwd=_HERE, check=True, capture_output=True, text=True)
        return done.stdout

    def start(self) -> None:
        words = ("serve", "--empty", "--port", str(self.port))
        environment = {**settings(), "COMMONHOLD_TEST_RATE_LIMITS": "off", **self.own}
        if not self.is_forked:
            self.server = subprocess.Popen(
                self.words(*words), env=environment, cwd=_HERE, stderr=subprocess.DEVNULL
            )
        else:
            with Path(os.devnull).open("r+b") as nothing:
                at = nothing.fileno()
                self.server = preloaded.Program(
                    self.asked(*words), environment=environment, stdin=at, stdout=at, stderr=at
                )
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                answer = httpx.get(f"{self.url}/health", timeout=5)
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:  # while tables are being made
                    return
            assert self.server.poll() is None, "the server ended by itself"
            time.sleep(0.02)
        raise AssertionError("the server does not answer")

    def kill(self, how: int = signal.SIGKILL) -> None:
        assert self.server is not None
        assert self.server.poll() is None, "the server ended by itself"
        self.server.send_signal(how)
        self.server.wait(timeout=60)


def settings() -> dict[str, str]:
    return {**clean_environment(), "PYTHONPATH": str(_HERE)}


@dataclass
class Story:
    """What was sent and what came of it, by kind. Keys of `open` were under way when the server fell."""

    may_be_busy: bool = False  # the database is killed as well: then nobody knows whether it was written
    lock: Lock = field(default_factory=Lock)
    under_way: int = 0
    attempted: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[str, set[str]] = field(default_factory=dict)
    open: dict[str, set[str]] = field(default_factory=dict)

    def sends(self, kind: str, key: str, send: Callable[[], httpx.Response]) -> httpx.Response | None:
        with self.lock:
            self.under_way += 1
            self.attempted[kind] += 1
        answer = None
        try:
            answer = send()
        except httpx.TransportError:
            pass
        finally:
            with self.lock:
                self.under_way -= 1
        if answer is None or (self.may_be_busy and answer.status_code == httpx.codes.SERVICE_UNAVAILABLE):
            with self.lock:
                self.open.setdefault(kind, set()).add(key)
            return None
        assert answer.status_code in {200, 201, 303}, f"{kind}: {answer.status_code} {answer.text[:300]}"
        with self.lock:
            self.acknowledged.setdefault(kind, set()).add(key)
            self.open.get(kind, set()).discard(key)
        return answer


@dataclass
class Hand:
    """One member who does one thing after the other; her own counter, so that two runs do the same."""

    house: House
    story: Story
    number: int
    token: str
    proposal: int
    payee: str
    rng: random.Random
    count: int = 0
    voter: Voter | None = None
    rest: ClassVar[float] = 0.0  # seconds between two deeds

    def goes_on(self, over: Event) -> None:
        while not over.wait(self.rest):
            self.count += 1
            what = self.rng.choice(
                ("post", "post", "ballot", "hours", "gift" if self.number == 1 else "post")
            )
            # Over a connection of the server before, nothing is sent; the next one is new.
            with suppress(httpx.TransportError):
                getattr(self, what)(f"{self.number:04d}-{self.count:06d}")

    def again(self) -> None:
        """What was under way is sent once more, as apps do."""
        for kind in ("post", "hours"):
            for key in sorted(self.story.open.get(kind, set())):
                if key.startswith(f"{self.number:04d}-"):
                    getattr(self, kind)(key)

    def post(self, key: str) -> None:
        self._calls("post", key, "/api/v1/statuses", {"status": f"Lantern {key}"}, {"Idempotency-Key": key})

    def hours(self, key: str) -> None:
        self._calls(
            "hours", key, "/api/commonhold/v1/credit/payments", {"to": self.payee, "minutes": 1, "key": key}
        )

    def ballot(self, _key: str) -> None:
        voter = self.voter
        if voter is None:
            return
        before, choice = voter.unanswered, self.rng.choice(_CHOICES)
        self.story.attempted["ballot"] += 1
        answer = voter.vote(self.proposal, choice)
        if self.story.may_be_busy and answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            voter.unanswered = before or choice  # nobody knows
            return
        assert answer.status_code == 303, answer.text[:300]
        assert before is None or voter.commitment
        self.story.acknowledged.setdefault("ballot", set()).add(str(voter.commitment))

    def gift(self, key: str) -> None:
        if self.voter is None:
            return
        cents = 10_000 + self.count
        said = {"amount": f"{cents / 100:.2f}", "csrfmiddlewaretoken": self.voter.token}
        client = self.voter.client
        self.story.sends("gift", str(cents), lambda: client.post("/money/desk/gift", data=said))

    def _calls(
        self, kind: str, key: str, path: str, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        own = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        self.story.sends(
            kind, key, lambda: httpx.post(f"{self.house.url}{path}", json=body, headers=own, timeout=30)
        )


def main() -> int:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="commonhold-often-") as folder:
        if asked.scaled:
            from tests.crash import scaled  # noqa: PLC0415 - it builds on this

            return scaled.main(Path(folder), kills=asked.kills, seed=asked.seed)
        if asked.database == "sqlite":
            return _run(House(Path(folder) / "coop", "", is_forked=True), asked)
        server = postgres.Server()
        try:
            database = server.url(server.create())
            return _run(House(Path(folder) / "coop", database, is_forked=True), asked)
        finally:
            server.stop()


def _run(house: House, asked: argparse.Namespace) -> int:
    return live_through(house, Story(), Hand, partial(_pulled, kills=asked.kills), seed=asked.seed)


Pull = Callable[[House, Story, list[Hand], random.Random], int]


def live_through(house: House, story: Story, made: type[Hand], pull: Pull, *, seed: int) -> int:
    """Found a co-op, let four members live in it while `pull` kills, and judge. The exit status."""
    rng = random.Random(seed)  # noqa: S311 - a plug is no secret
    house.console("migrate")
    house.console(*founding(*_HANDLES), "--test-mode")
    house.kept("--meet")
    proposal = int(house.console(*dues_of(400))["id"])
    tokens = [
        house.console("tokens", "mint", each, "--scopes", "read", "write", "write:credit")["token"]
        for each in _HANDLES
    ]
    house.start()
    ids = [
        httpx.get(f"{house.url}/api/v1/accounts/lookup", params={"acct": each}).json()["id"]
        for each in _HANDLES
    ]
    hands = [
        made(
            house,
            story,
            n,
            tokens[n],
            proposal,
            ids[(n + 1) % len(ids)],
            random.Random(seed * 100 + n),  # noqa: S311 - the same
        )
        for n in range(len(_HANDLES))
    ]
    for hand in hands[:2]:
        hand.voter = Voter(house.url, _HANDLES[hand.number])  # it takes long, and is none of these
        hand.voter.client.headers["Connection"] = "close"  # none outlives its server
    kills = pull(house, story, hands, rng)
    found = _found(house, story, hands, ids)
    wrong = found.pop("wrong")
    print(
        json.dumps({"kills with a write under way": kills, "attempted": story.attempted, **found}, indent=1)
    )
    print(*wrong, sep="\n")
    return 1 if wrong else 0


def _pulled(house: House, story: Story, hands: list[Hand], rng: random.Random, *, kills: int) -> int:
    """As often as asked with a write under way; the server runs afterwards."""
    counted = 0
    while counted < kills:
        over = Event()
        with ThreadPoolExecutor(len(hands)) as pool:
            for hand in hands:
                hand.again()
            running = [pool.submit(hand.goes_on, over) for hand in hands]
            time.sleep(rng.uniform(_SHORTEST, _LONGEST))
            is_under_way = story.under_way > 0
            house.kill()
            over.set()
            for each in running:
                each.result()
        counted += is_under_way
        house.start()
        if counted % 10 == 0:
            print(f"{counted} kills", file=sys.stderr, flush=True)
    for hand in hands:
        hand.again()
    return counted


def _found(house: House, story: Story, hands: list[Hand], ids: list[str]) -> dict[str, Any]:
    wrong: list[str] = []
    posts = Counter(text for each in ids for text in _posts_of(house, each))
    house.kill(signal.SIGTERM)
    house.console("clock", "advance", "60d")
    assert house.console("ledger", "check")["ok"] is True
    assert house.console("credit", "check")["ok"] is True
    record = house.data / "record"
    assert house.console("record", "verify", str(record), "--key", str(record / "vkey"))["ok"] is True
    kept: dict[str, Any] = json.loads(house.kept())
    found = {"post": posts, "hours": Counter(kept["hours"]), "gift": Counter(map(str, kept["gifts"]))}
    told: dict[str, Any] = {}
    for kind, there in found.items():
        acknowledged, left = story.acknowledged.get(kind, set()), story.open.get(kind, set())
        told[kind] = {"acknowledged": len(acknowledged), "found": there.total(), "never answered": len(left)}
        wrong += [f"{kind} {key} was acknowledged and is missing" for key in acknowledged - there.keys()]
        wrong += [f"{kind} {key} is there {many} times" for key, many in there.items() if many > 1]
        wrong += [f"{kind} {key} was never sent" for key in there.keys() - acknowledged - left]
    counted = {each[1]: each[0] for each in kept["ballots"]}
    sure = [
        each.voter for each in hands if each.voter and each.voter.commitment and not each.voter.unanswered
    ]
    wrong += [f"{each.handle}'s ballot is not counted" for each in sure if each.commitment not in counted]
    told["ballot"] = {"acknowledged": len(story.acknowledged.get("ballot", ())), "counted": len(counted)}
    told["deliveries"] = kept["deliveries"]
    wrong += kept["wrong"]
    return {**told, "wrong": wrong}


def _posts_of(house: House, account: str) -> list[str]:
    texts: list[str] = []
    before = ""
    while True:
        page = httpx.get(
            f"{house.url}/api/v1/accounts/{account}/statuses",
            params={"limit": 40, **({"max_id": before} if before else {})},
        ).json()
        if not page:
            return texts
        texts += [each["content"].removeprefix("<p>Lantern ").removesuffix("</p>") for each in page]
        before = page[-1]["id"]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--scaled", action="store_true", help="several processes, a primary and a replica")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()
