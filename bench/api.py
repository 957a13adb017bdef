"""What apps ask all day, driven over loopback by sixteen connections: CPU, rates and memory of the server.

Two thousand people follow a hundred each and wrote two hundred thousand posts for several audiences; they
block, mute, filter and pass on. `wrk` (Debian) asks; two hundred of the people read. On PostgreSQL its own
processes are counted beside the server.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pysqlite3
from django.db import connection
from django.db.models import Max

from bench import crowd, floor
from bench.cluster import Cluster, cluster
from bench.figure import Figure, below, on_the_reference
from bench.server import Served, served
from commonhold.ground.changes import triggers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.apps import actions as apps
from commonhold.social.posts.models import Post

_POSTS, _READERS, _SECONDS, _CONNECTIONS = 200_000, 200, 5, 16
_WRITTEN, _LIKED, _THREAD = 200, 2_000, 100
_lines = threading.local()
_ASKING = """
local tokens, paths, at = {tokens}, {paths}, 0
request = function()
  at = at + 1
  wrk.headers["Authorization"] = "Bearer " .. tokens[at % #tokens + 1]
  return wrk.format("GET", paths[at % #paths + 1])
end
"""


@dataclass(frozen=True)
class Asked:
    """One row of the table: its addresses, and milliseconds of CPU that one answer may cost."""

    name: str
    paths: list[str]
    target: float


@dataclass(frozen=True)
class Answered:
    rate: float
    cpu: float  # milliseconds for one
    beside: float  # the same of PostgreSQL's own processes
    slowest: float  # of a hundred, milliseconds
    failed: int


@dataclass(frozen=True)
class Drive:
    """A server that is asked by these tokens, what PostgreSQL has running beside it, and a file for wrk."""

    server: Served
    beside: Cluster | None
    tokens: list[str]
    script: Path
    dearness: float  # how much more everything costs here than on the machine of the targets

    def cpu(self) -> tuple[float, float]:
        """Seconds so far, of the server and of PostgreSQL."""
        return self.server.cpu(), 0.0 if self.beside is None else self.beside.cpu()


def measure(folder: Path) -> Iterator[Figure]:
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not here: apt install wrk")
    rng = random.Random(7)  # noqa: S311 - the same crowd in every run
    install(mode=Mode.TEST, public_url="http://localhost", now=crowd.BEGIN)
    triggers.drop(connection)  # nobody remembers anything yet, whom they could tell of every row
    people = crowd.settle(rng, loud_followers=crowd.PEOPLE)
    crowd.write(people, rng, first=0, count=_POSTS)
    crowd.mix(people, rng)
    thread = crowd.talk(people, rng, answers=_THREAD)
    readers = people[:_READERS]
    tokens = [apps.mint_token(person_id=each, scopes="read write", now=clock.now()) for each in readers]
    triggers.create(connection)
    bare, beside = None, cluster(connection)
    if beside is None:
        connection.cursor().execute("ANALYZE")
        bare = _bare_home(folder / "commonhold.sqlite3", readers)
        yield Figure("home of a bare sqlite3 function: CPU for one", bare, "ms")
    else:
        connection.cursor().execute("VACUUM ANALYZE")
    connection.close()
    here = floor.figure()
    yield here
    with served(str(folder)) as server:  # once: Python then has what it compiled
        _greet(server, "/healthz")
    began = time.perf_counter()
    with served(str(folder), COMMONHOLD_TEST_RATE_LIMITS="off") as server:
        _greet(server, "/api/v2/instance")
        started = time.perf_counter() - began
        yield Figure("from nothing to the first answer: CPU", server.cpu() / here.value, "s, there")
        yield from on_the_reference(0.8, "from nothing to the first answer", started, "s", times=here.value)
        _greet(server, "/api/v1/timelines/home", tokens[0])
        yield Figure("from nothing to somebody's home", time.perf_counter() - began, "s")
        _greet(server, "/healthz")  # which waits for the rest of the house
        yield Figure("from nothing until all is loaded", time.perf_counter() - began, "s")
        yield Figure("memory at the start", _memory(server), "MB")
        drive = Drive(server, beside, tokens, folder / "asking.lua", here.value)
        yield from _reads(drive, people, thread, bare)
        yield from _writes(drive)
        yield below(120, "memory after all that", _memory(server), "MB")


def _greet(server: Served, path: str, token: str = "") -> None:
    """Its first answer there, of whatever kind."""
    line = http.client.HTTPConnection("localhost", server.port, timeout=60)
    line.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
    line.getresponse().read()
    line.close()


def _reads(drive: Drive, people: list[int], thread: int, bare: float | None) -> Iterator[Figure]:
    for each in _rows(people, thread):
        _warm(drive, each.paths)
        found = _wrk(drive, each.paths, seconds=_SECONDS)
        if found.failed:
            raise SystemExit(
                f"{each.name}: {found.failed} answers were none, so the figures would mean nothing"
            )
        name = f"{each.name}: CPU for one"
        yield from on_the_reference(each.target, name, found.cpu, "ms", times=drive.dearness)
        if drive.beside is not None:
            yield Figure(f"{each.name}: PostgreSQL's own CPU", found.beside, "ms")
        yield Figure(f"{each.name}: answers", found.rate, "1/s")
        yield below(20, f"{each.name}: the slowest of a hundred", found.slowest, "ms")
        if each.name == "home" and bare is not None:
            yield below(1.6, "home, against the bare function", found.cpu / bare, "times")


def _rows(people: list[int], thread: int) -> list[Asked]:
    newest = Post.objects.aggregate(newest=Max("id"))["newest"]
    back = Post.objects.order_by("-id").values_list("id", flat=True)[_POSTS // 2]
    some = list(Post.objects.filter(audience="public").order_by("-id").values_list("id", flat=True)[:200])
    connection.close()
    api = "/api/v1"
    return [
        Asked("home", [f"{api}/timelines/home"], 0.20),
        Asked("home, 100,000 posts back", [f"{api}/timelines/home?max_id={back}"], 0.22),
        Asked("one status", [f"{api}/statuses/{each}" for each in some], 0.07),
        Asked("somebody's statuses", [f"{api}/accounts/{each}/statuses" for each in people[1:201]], 0.20),
        Asked("local timeline", [f"{api}/timelines/public?local=true"], 0.20),
        Asked("a tag's timeline", [f"{api}/timelines/tag/bread?max_id={newest}"], 0.20),
        Asked("a thread of 100 answers", [f"{api}/statuses/{thread}/context"], 1.0),
        Asked("notifications", [f"{api}/notifications"], 0.25),
        Asked("instance", ["/api/v2/instance"], 0.06),
    ]


def _writes(drive: Drive) -> Iterator[Figure]:
    """By the first of all, whom everybody follows; durable before the answer."""
    posts: list[str] = []

    def publish(number: int) -> None:
        words = {"status": f"Bread, number {number}"}
        told = _call(drive.server, "POST", "/api/v1/statuses", drive.tokens[0], words)
        posts.append(told["id"])

    yield from _repeated(drive, "a public post to 2,000 followers", _WRITTEN, publish, target=4.0)

    def favourite(number: int) -> None:
        path = f"/api/v1/statuses/{posts[number % len(posts)]}/favourite"
        _call(drive.server, "POST", path, drive.tokens[1 + number // len(posts)])

    yield from _repeated(drive, "a favourite", _LIKED, favourite, target=0.5)


def _repeated(drive: Drive, name: str, times: int, work, *, target: float) -> Iterator[Figure]:  # type: ignore[no-untyped-def]  # two closures above
    def timed(number: int) -> float:
        began = time.perf_counter()
        work(number)
        return time.perf_counter() - began

    with ThreadPoolExecutor(_CONNECTIONS) as callers:
        callers.submit(work, 0).result()  # in a thread of its own, whose connection is not left to grow old
        before = drive.cpu()
        walls = list(callers.map(timed, range(1, times)))
    spent, beside = ((now - then) / (times - 1) * 1000 for now, then in zip(drive.cpu(), before, strict=True))
    yield from on_the_reference(target, f"{name}: CPU for one", spent, "ms", times=drive.dearness)
    if drive.beside is not None:
        yield Figure(f"{name}: PostgreSQL's own CPU", beside, "ms")
    yield Figure(f"{name}: answered after, median", statistics.median(walls) * 1000, "ms")


def _warm(drive: Drive, paths: list[str]) -> None:
    """Every reader and every address once, as on any day but the first minute."""
    tokens = drive.tokens
    line = http.client.HTTPConnection("localhost", drive.server.port, timeout=60)
    for number in range(max(len(tokens), len(paths))):
        headers = {"Authorization": f"Bearer {tokens[number % len(tokens)]}"}
        line.request("GET", paths[number % len(paths)], headers=headers)
        line.getresponse().read()
    line.close()


def _call(server: Served, method: str, path: str, token: str, body: object = None) -> dict[str, str]:
    line = _lines.__dict__.setdefault("line", None) or http.client.HTTPConnection("localhost", server.port)
    _lines.line = line  # kept open, one for each of the callers
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request(method, path, body=json.dumps(body or {}), headers=headers)
    answer = line.getresponse()
    told: dict[str, str] = json.loads(answer.read())
    if answer.status != http.client.OK:
        raise SystemExit(f"{method} {path}: {answer.status} {told}")
    return told


def _wrk(drive: Drive, paths: list[str], *, seconds: int) -> Answered:
    drive.script.write_text(_ASKING.replace("{tokens}", _lua(drive.tokens)).replace("{paths}", _lua(paths)))
    words = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(drive.script)]
    before = drive.cpu()
    said = subprocess.run(  # noqa: S603 - our own words
        [*words, f"http://localhost:{drive.server.port}"], capture_output=True, text=True, check=True
    ).stdout
    spent, beside = (now - then for now, then in zip(drive.cpu(), before, strict=True))
    count = int(_found(r"(\d+) requests in", said) or 0)
    failed = int(_found(r"Non-2xx or 3xx responses: (\d+)", said) or 0)
    return Answered(
        rate=count / seconds,
        cpu=spent / max(count, 1) * 1000,
        beside=beside / max(count, 1) * 1000,
        slowest=_milliseconds(_found(r"99%\s+(\S+)", said)),
        failed=failed,
    )


def _lua(texts: list[str]) -> str:
    return "{" + ", ".join(f'"{each}"' for each in texts) + "}"


def _found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    return match[1] if match else ""


def _milliseconds(told: str) -> float:
    """wrk writes 950.00us, 1.20ms or 1.02s."""
    match = re.fullmatch(r"([\d.]+)(us|ms|s)", told)
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match[2]] if match else 0.0


def _memory(server: Served) -> float:
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(_found(r"VmRSS:\s+(\d+)", status)) / 1000


def _bare_home(file: Path, readers: list[int]) -> float:
    """The same rows by one statement, without rules, server or JSON: milliseconds of CPU for one page."""
    line = pysqlite3.connect(file)
    best = float("inf")
    for _round in range(3):
        began = time.process_time()
        for each in readers:
            if len(line.execute(_BARE, {"me": each}).fetchall()) != 20:
                raise SystemExit("the bare function found no whole page")
        best = min(best, (time.process_time() - began) / len(readers) * 1000)
    line.close()
    return best


_BARE = """
    WITH page AS (
        SELECT p.id FROM people_follow f CROSS JOIN posts_post p
        WHERE f.follower_id = :me AND f.accepted_at IS NOT NULL AND p.author_id = f.followed_id
        AND p.id > (SELECT MAX(id) FROM posts_post) - 56623104000000
        ORDER BY p.id DESC LIMIT 20)
    SELECT p.id, p.html, p.audience, p.published_at, a.handle, a.display_name,
        (SELECT COUNT(*) FROM posts_favourite l WHERE l.post_id = p.id),
        (SELECT COUNT(*) FROM posts_boost b WHERE b.post_id = p.id),
        EXISTS (SELECT 1 FROM posts_favourite l WHERE l.post_id = p.id AND l.person_id = :me),
        EXISTS (SELECT 1 FROM posts_bookmark k WHERE k.post_id = p.id AND k.person_id = :me)
    FROM page JOIN posts_post p ON p.id = page.id JOIN people_person a ON a.id = p.author_id
    ORDER BY p.id DESC
"""
