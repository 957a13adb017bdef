"""Somebody's whole archive: a hundred thousand posts and two gigabytes of files, and the memory it takes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bench.figure import Figure, below
from commonhold.ground import ids
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.media import addresses
from commonhold.social.media.models import Medium
from commonhold.social.people import actions as people
from commonhold.social.posts.models import Audience, Post
from commonhold.social.takeout import folders
from commonhold.social.takeout.actions import ask_for_takeout
from commonhold.social.takeout.jobs import make_waiting
from commonhold.social.takeout.models import Takeout

_POSTS, _FILES, _FILE = 100_000, 200, 10_000_000  # a file's size in bytes
_BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_MEGABYTE = 1_000_000
_MAKING = "import django; django.setup(); from bench.export import make_one; make_one()"


def measure(folder: Path) -> list[Figure]:
    install(mode=Mode.TEST, public_url="http://localhost", now=_BEGIN)
    me = people.create_person(login_id=None, handle="p0", display_name="Person 0", now=_BEGIN)
    _write(me)
    _lay_files(me, folder)
    takeout_id = ask_for_takeout(me, now=_BEGIN)
    begun = time.perf_counter()
    ran = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", _MAKING], stdout=subprocess.PIPE, text=True, check=True, env=dict(os.environ)
    )
    spent = time.perf_counter() - begun
    row = Takeout.objects.get(id=takeout_id)
    if row.state != Takeout.State.READY or folders.whole(takeout_id).stat().st_size != row.byte_count:
        raise RuntimeError("the archive was not made, so the figures would mean nothing")
    return [
        below(200, "the most memory that making it takes, with the whole program", float(ran.stdout), "MB"),
        Figure(f"an archive of {_POSTS} posts and {_FILES} files", spent, "s"),
        Figure("its size", row.byte_count / _MEGABYTE, "MB"),
    ]


def make_one() -> None:
    """In a program of its own, so that its memory is known: print the most that it took, in MB."""
    make_waiting(_BEGIN + timedelta(days=100))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MEGABYTE)


def _write(me: int) -> None:
    words = "We meet at the hall on Saturday, and whoever has a ladder brings it along. " * 4
    moments = (_BEGIN + timedelta(minutes=number) for number in range(_POSTS))
    while batch := list(islice(moments, 5_000)):
        rows = []
        for at in batch:
            post_id = ids.new_id(at)
            rows.append(
                Post(
                    id=post_id,
                    author_id=me,
                    audience=Audience.PUBLIC,
                    circle_of_id=me,
                    thread_id=post_id,
                    text=words,
                    html=f"<p>{words}</p>",
                    language="en",
                    published_at=at,
                )
            )
        Post.objects.bulk_create(rows)


def _lay_files(me: int, folder: Path) -> None:
    content = os.urandom(_FILE)
    for number in range(_FILES):
        secret = f"bench{number:038}"
        path = folder / "media" / addresses.key(secret, addresses.full_name("image/jpeg"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        Medium.objects.create(
            id=ids.new_id(_BEGIN + timedelta(seconds=number)),
            owner_id=me,
            kind=Medium.Kind.IMAGE,
            state=Medium.State.READY,
            secret=secret,
            mime="image/jpeg",
            byte_count=_FILE,
            received_at=_BEGIN,
        )
