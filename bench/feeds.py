"""The home page and publishing, in a co-op of two thousand people and two hundred thousand posts."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from bench import crowd, floor
from bench.everything import dress
from bench.figure import Figure, at_least, at_most, below, on_the_reference
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.house.wsgi import application
from commonhold.social.feeds import home
from commonhold.social.feeds.actions import follow_the_community, keep_feed, order_by, order_home
from commonhold.social.people.models import Login
from commonhold.social.posts.actions import publish_post
from rulebook.rank.document import parse

_FEW, _MANY = 20_000, 200_000
_READERS, _ROUNDS, _WARM_UP, _PUBLISHED = 50, 6, 20, 60
_HOME = (b'class="post"', b"</html>")
_WHY = b'href="/feeds/why/'
_ORDER = """{"id": "kitchen-table", "version": 1, "filters": {"oldest_hours": 8760},
 "features": {"recency": {"weight_milli": 2000}, "follow": {"weight_milli": 1000},
  "mutuals": {"weight_milli": 300}, "thanks": {"weight_milli": 500}, "replies": {"weight_milli": 500}}}"""
_SECRET = "b" * 32  # what a browser that was here before has against forged forms


@dataclass(frozen=True)
class Readings:
    """Seconds for each request, in order; `statements` is the most that one needed."""

    cpu: list[float]
    wall: list[float]
    statements: int
    size: int


def measure(_folder: Path) -> Iterator[Figure]:
    rng = random.Random(7)  # noqa: S311 - the same crowd in every run
    install(mode=Mode.TEST, public_url="http://localhost:8000", now=crowd.BEGIN)
    people = crowd.settle(rng)
    crowd.write(people, rng, first=0, count=_FEW)
    connection.cursor().execute("ANALYZE")
    readers = [_session(number) for number in range(1, _READERS + 1)]
    few = _read_anew(readers)
    crowd.write(people, rng, first=_FEW, count=_MANY - _FEW)
    connection.cursor().execute("ANALYZE")
    many = _read_anew(readers)
    middle, slowest = statistics.median(many.cpu) * 1000, _percentile(many.wall, 99) * 1000
    machine = floor.figure()
    yield machine
    times = machine.value
    yield from on_the_reference(2, f"home, {_MANY} posts: CPU for one, median", middle, "ms", times=times)
    yield from on_the_reference(15, "home: the slowest in a hundred", slowest, "ms", times=times)
    yield at_most(12, "home: SQL statements, at most", many.statements, "")
    yield Figure("home: size of the page", many.size / 1024, "KiB")
    yield Figure(f"home, {_FEW} posts: CPU for one, median", statistics.median(few.cpu) * 1000, "ms")
    yield below(1.2, "CPU with ten times the posts, against before", _ratio(many.cpu, few.cpu), "of 1")
    yield at_least(0.8, "the same, and not less", _ratio(many.cpu, few.cpu), "of 1")
    yield from _ordered(people[1 : _READERS + 1], readers, many)
    dress(people, people[:_READERS], rng)
    connection.cursor().execute("ANALYZE")
    dressed = _read_anew(readers)
    yield at_most(12, "home with everything: SQL statements, at most", dressed.statements, "")
    yield Figure("home with everything: CPU for one, median", statistics.median(dressed.cpu) * 1000, "ms")
    published = _publish(people[0])
    yield below(
        15, "publishing to 1000 followers, durable: median", statistics.median(published) * 1000, "ms"
    )
    yield Figure("publishing: the slowest of all", max(published) * 1000, "ms")


def _ordered(people: list[int], readers: list[str], newest_first: Readings) -> Iterator[Figure]:
    """The same readers, whose homes stand in the order of a document; then newest first again."""
    for person in people:
        keep_feed(person, text=_ORDER, title="Kitchen table", now=crowd.BEGIN)
        order_by(person, digest=parse(_ORDER).digest, now=crowd.BEGIN)
    began = time.process_time()
    for person in people:
        order_home(person, now=clock.now())
    anew = (time.process_time() - began) / len(people) * 1000
    ordered = _read_anew(readers, must_have=_WHY)
    ratio = _ratio(ordered.cpu, newest_first.cpu)
    yield below(1.3, "home in an order, against newest first: CPU", ratio, "of 1")
    yield Figure("home in an order: CPU for one, median", statistics.median(ordered.cpu) * 1000, "ms")
    yield Figure("ordering anew, once in five minutes: CPU for one", anew, "ms")
    for person in people:
        follow_the_community(person)


def _read_anew(readers: list[str], *, must_have: bytes = b"") -> Readings:
    """As a server's thread reads: over a connection of its own, which has changed no table."""
    connection.close()
    return _read(readers, must_have)


def _read(readers: list[str], must_have: bytes) -> Readings:
    """Every reader asks for her home several times; what she is answered is looked at."""
    cpu, wall, most, size = [], [], 0, 0
    for number in range(_WARM_UP + _READERS * _ROUNDS):
        cookie = readers[number % _READERS]
        began, busy = time.perf_counter(), time.process_time()
        page = _home(cookie)
        spent = (time.process_time() - busy, time.perf_counter() - began)
        if page.count(_HOME[0]) < 20 or _HOME[1] not in page or must_have not in page:
            raise RuntimeError("that was no home page with twenty posts, so the figures would mean nothing")
        if number >= _WARM_UP:
            cpu.append(spent[0])
            wall.append(spent[1])
            size = max(size, len(page))
    home.forget()  # as after a start, when nobody knows how far back a page goes
    for cookie in readers:
        most = max(most, _statements(lambda cookie=cookie: _home(cookie)))  # type: ignore[misc]  # bound now
    return Readings(cpu, wall, most, size)


def _home(cookie: str) -> bytes:
    """The page as the server's bridge asks Django for it."""
    environ: dict[str, Any] = {
        "PATH_INFO": "/",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT": "text/html",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={cookie}; {settings.CSRF_COOKIE_NAME}={_SECRET}",
        "wsgi.input": BytesIO(),
    }
    setup_testing_defaults(environ)
    response = application(environ, _heard)
    try:
        return b"".join(response)
    finally:
        response.close()


def _heard(_status: str, _headers: object, _trouble: object = None) -> Callable[[bytes], object]:
    """The server's side of a request, which needs no head here."""
    return lambda _body: None


def _publish(author: int) -> list[float]:
    """Seconds until a post is answered for, commit and all that hears of it included."""
    walls = []
    for number in range(_PUBLISHED):
        at = crowd.BEGIN + timedelta(minutes=_MANY + number)
        began = time.perf_counter()
        publish_post(author, text=f"Bread again, number {number}", audience="public", now=at)
        walls.append(time.perf_counter() - began)
    return walls


def _session(number: int) -> str:
    """The cookie of somebody who has signed in."""
    login = Login.objects.get(email=f"p{number}@example.org")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(login.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = login.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _statements(work: Callable[[], object]) -> int:
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        work()
    return len(asked)


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _ratio(after: list[float], before: list[float]) -> float:
    return statistics.median(after) / statistics.median(before)
