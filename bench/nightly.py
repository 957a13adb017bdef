"""Bridging's night through the database: ten thousand people, fifty thousand posts, two million ratings.

What is worthwhile was liked, the rest was said not to be. The night before learns a first axis, in a process
of its own; the one that is measured learns the next, scores the week's posts and draws whom to ask.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection

from bench.bridging.world import PEOPLE, POSTS, build
from bench.figure import Figure, at_most, below
from commonhold.ground import ids
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.bridging.models import Rating, Score
from commonhold.social.consents.models import Consent, ConsentText
from commonhold.social.people.models import Person
from commonhold.social.posts.models import Audience, Favourite, Post, Tagging
from commonhold.social.tags.models import Tag

_BEGIN = datetime(2026, 5, 4, 9, tzinfo=UTC)
_DAYS, _FIRST_NIGHT = 28, 20
_APART = timedelta(days=_DAYS) / POSTS
_BATCH = 5_000
_NIGHT = """
import json, resource, sys, time
from datetime import datetime
import django
django.setup()
from commonhold.social.bridging import axis, learning
fitted, places = [], axis.places
def timed(*args, **more):
    began = time.process_time()
    found = places(*args, **more)
    fitted.append(time.process_time() - began)
    return found
axis.places = timed
began = time.process_time()
learning.learn(datetime.fromisoformat(sys.argv[1]))
spent = time.process_time() - began
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"all": spent, "fit": sum(fitted), "most": most}))
"""


def measure(_folder: Path) -> Iterator[Figure]:
    install(mode=Mode.TEST, public_url="http://localhost:8000", now=_BEGIN)
    many = _settle()
    connection.cursor().execute("ANALYZE")
    connection.close()
    _night(_BEGIN + timedelta(days=_FIRST_NIGHT))
    told = _night(_BEGIN + timedelta(days=_DAYS))
    scored = Score.objects.count()
    if scored < POSTS / _DAYS:
        raise RuntimeError(f"{scored} posts have a score, so the figures would mean nothing")
    yield Figure(f"a night of bridging: {PEOPLE:,} people, {POSTS:,} posts, ratings", many, "")
    yield below(5, "the fit alone: CPU", told["fit"], "s")
    yield Figure("the whole night, read and written: CPU", told["all"], "s")
    yield Figure("the same: posts that were scored", scored, "")
    yield at_most(300, "the same: the most memory, Django included", told["most"], "MB")


def _night(now: datetime) -> dict[str, float]:
    command = [sys.executable, "-c", _NIGHT, now.isoformat()]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603 - our own
    told: dict[str, float] = json.loads(said)
    return told


def _settle() -> int:
    """Everybody takes part; how many ratings there are."""
    town = build(1)
    numbers = range(1, PEOPLE + 1)
    _laid(Person, (Person(id=n, handle=f"p{n}", display_name=f"P{n}", created_at=_BEGIN) for n in numbers))
    text = ConsentText.objects.create(
        digest="0" * 64, purpose="bridging", version=0, language="en", text="Yes.", since=_BEGIN
    )
    given = {"purpose": "bridging", "is_given": True, "text": text, "at": _BEGIN}
    _laid(Consent, (Consent(id=n, person_id=n, **given) for n in numbers))
    topics = np.unique(town.topic).tolist()
    _laid(Tag, (Tag(id=each, name=f"topic{each}") for each in topics))
    times = [_BEGIN + _APART * number for number in range(POSTS)]
    post_ids = [ids.new_id(at) for at in times]
    _laid(Post, (_post(*each) for each in zip(post_ids, times, range(POSTS), strict=True)))
    tagged = zip(post_ids, town.topic.tolist(), range(1, POSTS + 1), strict=True)
    _laid(Tagging, (Tagging(id=n, post_id=post, tag_id=topic) for post, topic, n in tagged))
    said = town.reactions
    _both, first = np.unique(said.by.astype(np.int64) * POSTS + said.to, return_index=True)
    ratings = [each[first].tolist() for each in (said.by, said.to, said.worthwhile)]
    rows = list(enumerate(zip(*ratings, strict=True), start=1))
    at = {"given_at": _BEGIN}
    _laid(
        Favourite,
        (Favourite(id=n, post_id=post_ids[to], person_id=by + 1, **at) for n, (by, to, good) in rows if good),
    )
    bad = {"is_worthwhile": False, "at": _BEGIN}
    _laid(
        Rating,
        (
            Rating(id=n, post_id=post_ids[to], person_id=by + 1, **bad)
            for n, (by, to, good) in rows
            if not good
        ),
    )
    return len(rows)


def _post(post_id: int, at: datetime, number: int) -> Post:
    author = number % PEOPLE + 1
    words = f"Lantern {number}"
    return Post(
        id=post_id,
        author_id=author,
        audience=Audience.PUBLIC,
        circle_of_id=author,
        thread_id=post_id,
        text=words,
        html=f"<p>{words}</p>",
        language="en",
        published_at=at,
    )


def _laid(model: Any, rows: Iterator[Any]) -> None:
    while some := list(islice(rows, _BATCH)):
        model.objects.bulk_create(some)
