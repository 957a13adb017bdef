"""A community of 5,000 people moves in from copies of its tables, with 100,000 posts, and goes again."""

from __future__ import annotations

import csv
import random
import resource
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench.figure import Figure, below
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.arrivals import bringing, queries
from commonhold.social.people.actions import open_coop_account

_DOMAIN = "old.example"
_PEOPLE, _POSTS, _TIES, _MARKS = 5_000, 100_000, 50_000, 100_000
_MOST_MB = 200
_MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
_AT = "2024-03-01 08:00:00"
_WORDS = [
    "frost",
    "beans",
    "bread",
    "harbour",
    "bicycle",
    "kiln",
    "rope",
    "lantern",
    "meeting",
    "soup",
    "tide",
    "orchard",
    "ladder",
    "seed",
]

_Row = Mapping[str, object]


def measure(folder: Path) -> list[Figure]:
    """Posts a second of a processor, and the most memory of the whole program."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=_MAY)
    open_coop_account(wanted_handles=["yard"], name="Lantern Yard", summary="", followers=[], now=_MAY)
    copy = _write(folder / "copy")
    began = _most_mb()
    wall, cpu = time.perf_counter(), time.process_time()
    bringing.bring_community(copy, clock=_now, tell=_nobody)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    came = queries.community_of(_DOMAIN)
    counts = (came.counts["people"], came.counts["posts"])
    if (came.state, *counts) != ("done", _PEOPLE, _POSTS):
        raise RuntimeError(f"what came is not what was there: {came}")
    after = _most_mb()
    again = time.process_time()
    bringing.bring_community(copy, clock=_now, tell=_nobody)
    again = time.process_time() - again
    words = f"{_PEOPLE} people with {_POSTS} posts, {_TIES} follows, {_MARKS} likes"
    return [
        Figure(f"{words}, on the wall", wall, "s"),
        Figure("the same, of a processor", cpu, "s"),
        Figure("posts a second of a processor, all that comes included", _POSTS / cpu, "a second"),
        Figure("the same copy once more, when all is there, of a processor", again, "s"),
        Figure("memory of the program before", began, "MB"),
        below(_MOST_MB, "the most while it came", after, "MB"),
        below(_MOST_MB, "the most while it came once more", _most_mb(), "MB"),
    ]


def _most_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _now() -> datetime:
    return datetime.now(UTC)


def _nobody(_step: str, _done: int) -> None:
    """It is measured, not watched."""


def _write(folder: Path) -> Path:
    """Its tables, a line at a time, so that making them up takes no memory."""
    folder.mkdir()
    dice = random.Random(2026)  # noqa: S311 - made-up people, no secret
    for name, rows in (
        ("accounts", _accounts()),
        ("users", _users()),
        ("statuses", _statuses(dice)),
        ("follows", _ties(dice)),
        ("favourites", _marks(dice)),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            first = next(rows)
            writer = csv.DictWriter(file, list(first))
            writer.writeheader()
            writer.writerow(first)
            writer.writerows(rows)
    return folder


def _accounts() -> Iterator[_Row]:
    for number in range(1, _PEOPLE + 1):
        yield {
            "id": number,
            "username": f"person{number}",
            "domain": "",
            "created_at": _AT,
            "display_name": f"Person {number}",
            "note": "I grow beans, and mend what breaks.",
            "fields": '[{"name": "Garden", "value": "plot 12"}]',
        }


def _users() -> Iterator[_Row]:
    for number in range(1, _PEOPLE + 1):
        yield {"account_id": number, "email": f"p{number}@example.org", "confirmed_at": _AT, "approved": "t"}


def _statuses(dice: random.Random) -> Iterator[_Row]:
    """A third of them are answers, some to people by name; every tenth has a tag."""
    for number in range(1, _POSTS + 1):
        words = " ".join(dice.choices(_WORDS, k=dice.randrange(8, 40)))
        is_answer = number > 1 and dice.randrange(3) == 0
        name = f"@person{dice.randrange(1, _PEOPLE + 1)} " if is_answer else ""
        by = dice.randrange(1, _PEOPLE + 1)
        yield {
            "id": 1_000_000 + number,
            "account_id": by,
            "text": f"{name}{words}{' #garden' if number % 10 == 0 else ''}",
            "created_at": f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d} 08:{number % 60:02d}:00",
            "visibility": dice.choice((0, 0, 0, 1, 2)),
            "in_reply_to_id": 1_000_000 + dice.randrange(max(1, number - 500), number) if is_answer else "",
            "language": "en",
            "uri": f"https://{_DOMAIN}/users/person{by}/statuses/{1_000_000 + number}",
        }


def _ties(dice: random.Random) -> Iterator[_Row]:
    for number in range(1, _TIES + 1):
        one, other = dice.sample(range(1, _PEOPLE + 1), 2)
        yield {"id": number, "account_id": one, "target_account_id": other, "created_at": _AT}


def _marks(dice: random.Random) -> Iterator[_Row]:
    for number in range(1, _MARKS + 1):
        by, post = dice.randrange(1, _PEOPLE + 1), 1_000_000 + dice.randrange(1, _POSTS + 1)
        yield {"id": number, "account_id": by, "status_id": post, "created_at": _AT}
