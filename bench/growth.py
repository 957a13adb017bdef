"""From a thousand members to ten million: which part is full first, worked out from what things cost.

Each part has what it can bear; what one member does in a day, and what that costs, are below, each with where
it is from: measured here and now, measured before (docs/running/performance.md), or assumed. What is assumed
is printed with the rest. Nothing is extrapolated but by counting: a cost that grows with the co-op says how.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from bench.crowd import BEGIN, settle
from bench.figure import Figure
from commonhold.ground.jobs import actions as jobs
from commonhold.social.memory.lines import Block
from commonhold.social.posts import actions as posts

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_PEOPLE, _ROUND = 300, 100  # deeds of each kind that are measured


@dataclass(frozen=True)
class Day:
    """What is assumed of one member's day, over all members: three in ten come on a given day."""

    homes: float = 9.0  # feeds read by apps; 30 for each who comes
    pages: float = 3.0  # pages that Django makes: somebody's own page, a vote, settings; 10 for each
    posts: float = 0.3
    likes: float = 1.5  # favourites, boosts and follows: each tells somebody
    heard: float = 3.0  # posts that other servers bring
    servers: float = 8.0  # that hear of one post
    listening: float = 0.03  # streams that apps hold open, of each member, in the busiest minutes
    follows: int = 100
    peak: float = 3.0  # times the mean, in the busiest minutes
    busy: float = 0.6  # of a part that may be used in those minutes: beyond, waiting grows
    kept: int = 365  # days of posts on the fast disk


@dataclass(frozen=True)
class Costs:
    """Milliseconds of processor for one, and bytes; `(before)`: from docs/running/performance.md."""

    publish: float  # saying something
    told: float  # what follows a post in the worker
    like: float
    told_like: float
    row: float  # bytes of the database that a post takes, with all that follows it
    block: float  # looking through 1,024 lines for those whom one follows
    home: float = 0.15  # (before) PostgreSQL, from memory
    page: float = 17.0  # (before) a page through Django
    page_database: float = 4.0  # of which in PostgreSQL, on a replica or the primary
    write_database: float = 5.3  # (before) PostgreSQL's own, for one post; a like takes a third
    take_in: float = 0.42  # (before) one signed post of another server, read
    deliver: float = 1.3  # (before) one delivery
    owed: float = 28.0  # (before) on the clock: one member's part of a month's sharing
    heard_database: float = 1.0  # assumed: the database's part of a post that another server brings
    sent_database: float = 0.5  # assumed: of one delivery
    question: float = 0.05  # (before) to the primary, for a page that a replica is to answer
    look: float = 0.01  # (before) of the primary, for one answer from memory


@dataclass(frozen=True)
class Part:
    """Something that can be full. `load` gives how much of one is needed, at so many members.

    `most` is how many of it there can be, as the program is now; `then` what to do when that is not enough.
    What `is_refused` beyond is a limit of ours, and no machine's.
    """

    name: str
    load: Callable[[int], float]
    most: float
    then: str
    is_refused: bool = False


def measure(_folder: Path) -> list[Figure]:
    day, costs = Day(), _measured()
    return [*_assumed(day), *_costs(costs), *_all_sizes(day, costs)]


def parts(day: Day, costs: Costs) -> list[Part]:
    """Everything that has an end, in processors, servers or lines."""

    def cores(milliseconds: float) -> Callable[[int], float]:
        """Of processors, for so many milliseconds of one member's day."""
        return lambda members: members * milliseconds / 86_400_000 * day.peak / day.busy

    def homes(members: int) -> float:
        blocks = max(1.0, _lines(members, day) / 1_024)
        return cores(day.homes * (costs.home + blocks * costs.block))(members)

    writes = day.posts + day.likes / 3
    primary = writes * costs.write_database + day.homes * costs.look + day.pages * costs.question
    primary += day.heard * costs.heard_database + day.posts * day.servers * costs.sent_database
    web = day.pages * costs.page + day.posts * costs.publish + day.likes * costs.like
    return [
        Part(
            "the worker that has the turn",
            cores(day.posts * costs.told + day.likes * costs.told_like),
            1,
            "turns by kind of work, then by account: jobs of one person stay in order, others need not",
        ),
        Part("the reader of other servers", cores(day.heard * costs.take_in), 1, "a turn for each of them"),
        Part("deliveries, in workers", cores(day.posts * day.servers * costs.deliver), 64, "more workers"),
        Part("web processes, for pages and deeds", cores(web), 256, "more machines"),
        Part("web processes, for feeds in memory", homes, 256, "each process for some accounts only"),
        Part(
            "lines that one feed walks",
            lambda members: _lines(members, day),
            160 * 1_024,
            "a list for each reader who came this week, written when somebody posts (fan-out)",
        ),
        Part("replicas of 16 processors", _of_16(cores(day.pages * costs.page_database)), 8, "shards"),
        Part(
            "connections of the primary",
            lambda members: 20 * (max(1.0, cores(web)(members)) + homes(members)),
            2_000,
            "a pooler for pages' connections, which turns and bells go around",
        ),
        Part(
            "processes for open streams of apps",
            lambda members: members * day.listening / 2_000,
            256,
            "more machines",
        ),
        Part(
            "members in one sealed vote",
            float,
            10_000,
            "larger ones are refused until somebody has tried them; confidential votes have no such end",
            is_refused=True,
        ),
        Part(
            "hours to pay out a month's sharing, of 24",
            lambda members: members * costs.owed / 3_600_000,
            24,
            "larger transactions, and several workers, each with accounts of its own",
        ),
        Part(
            "the primary, 64 processors",
            lambda members: cores(primary)(members) / 64,
            1,
            "posts, likes and what people are told in shards by account (as Citus does); books, votes and "
            "record stay in one: they grow with decisions, not with posts",
        ),
        Part(
            "its disk, 16 TB for a year",
            lambda members: members * (day.posts + day.heard) * day.kept * costs.row / 16e12,
            1,
            "partitions by month, the old ones on slower disks",
        ),
    ]


def _of_16(load: Callable[[int], float]) -> Callable[[int], float]:
    return lambda members: load(members) / 16


def _lines(members: int, day: Day) -> float:
    """Until twenty are of those whom one follows, among all who write, here and on servers that are heard."""
    writers = members * (1 + day.heard / day.posts)
    return 20 * writers / day.follows


def _all_sizes(day: Day, costs: Costs) -> Iterator[Figure]:
    for members in SIZES:
        for each in parts(day, costs):
            yield Figure(f"{members:,} members: {each.name}", each.load(members), f"of {each.most:,}")
        machines = [each for each in parts(day, costs) if not each.is_refused]
        fullest = max(machines, key=lambda each: each.load(members) / each.most)
        share = fullest.load(members) / fullest.most
        yield Figure(f"{members:,} members: fullest is {fullest.name}", share * 100, "%")
    for each in sorted(parts(day, costs), key=_full_at):
        yield Figure(f"full: {each.name}; then: {each.then}", _full_at(each) / 1_000, "thousands")


def _full_at(part: Part) -> int:
    """At how many members, to the nearest hundredth below."""
    low, high = 1, 1 << 40
    while high - low > low // 100 + 1:
        middle = (low + high) // 2
        low, high = (middle, high) if part.load(middle) <= part.most else (low, middle)
    return low


def _assumed(day: Day) -> Iterator[Figure]:
    for name, words in {
        "homes": "feeds read by apps, of one member in a day",
        "pages": "pages made by Django",
        "posts": "posts",
        "likes": "favourites, boosts and follows",
        "heard": "posts that other servers bring",
        "servers": "servers that hear of one post",
        "kept": "days of posts on the fast disk",
        "listening": "streams held open in the busiest minutes",
        "follows": "people whom one follows",
        "peak": "busiest minutes, against the mean",
        "busy": "how much of a part may be used then",
    }.items():
        yield Figure(f"assumed: {words}", float(getattr(day, name)), "")


def _costs(costs: Costs) -> Iterator[Figure]:
    for words, value, unit in [
        ("measured now: saying something", costs.publish, "ms of CPU"),
        ("measured now: what follows it, in the worker", costs.told, "ms of CPU"),
        ("measured now: a favourite", costs.like, "ms of CPU"),
        ("measured now: what follows it, in the worker", costs.told_like, "ms of CPU"),
        ("measured now: looking through 1,024 lines", costs.block, "ms of CPU"),
        ("measured now: bytes that a post takes, with all that follows", costs.row, "bytes"),
        ("measured before: a feed from memory", costs.home, "ms of CPU"),
        ("measured before: a page through Django", costs.page, "ms of CPU"),
        ("measured before: the database's part of a post", costs.write_database, "ms of CPU"),
        ("measured before: one post of another server", costs.take_in, "ms of CPU"),
        ("measured before: one delivery", costs.deliver, "ms of CPU"),
        ("measured before: a member's part of a month's sharing", costs.owed, "ms"),
        ("assumed: of a page, in PostgreSQL", costs.page_database, "ms of CPU"),
        ("assumed: of a post of another server, in PostgreSQL", costs.heard_database, "ms of CPU"),
        ("assumed: of one delivery, in PostgreSQL", costs.sent_database, "ms of CPU"),
    ]:
        yield Figure(words, value, unit)


def _measured() -> Costs:
    rng = random.Random(1)  # noqa: S311 - no secret
    people = settle(rng, loud_followers=100, people_in_all=_PEOPLE)
    now = BEGIN + timedelta(days=200)
    size = _size()
    made: list[int] = []

    def publish(number: int) -> None:
        at = now + timedelta(seconds=number)
        said = f"The lamp in the hall is mended, number {number}. Who comes to the garden on Sunday?"
        made.append(posts.publish_post(people[number], text=said, audience="public", now=at))

    publish_took = _of_one(publish)
    told = _of_all(now + timedelta(hours=1))
    row = (_size() - size) / _ROUND
    like_took = _of_one(
        lambda number: posts.favourite_post(people[-1 - number], post_id=made[number], now=now)
    )
    return Costs(
        publish=publish_took,
        told=told,
        like=like_took,
        told_like=_of_all(now + timedelta(hours=2)),
        row=row,
        block=_block(rng),
    )


def _of_one(deed: Callable[[int], object]) -> float:
    began = time.process_time()
    for number in range(_ROUND):
        deed(number)
    return (time.process_time() - began) / _ROUND * 1_000


def _of_all(now: datetime) -> float:
    began = time.process_time()
    jobs.run_due(now.astimezone(UTC))
    return (time.process_time() - began) / _ROUND * 1_000


def _block(rng: random.Random) -> float:
    """Where each line is somebody else's, as in a large co-op; how it looks once somebody asked before."""
    block = Block(0, 1 << 62)
    for place in range(1_024):
        block.add(place + 1, place, 0)
    followed = frozenset(rng.sample(range(1_024 * 50), 100))
    return _of_one(lambda _number: block.lines_of(followed))


def _size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])
