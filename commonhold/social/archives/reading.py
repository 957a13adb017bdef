"""Reading an archive whole, before anything is brought along: what is in it, and what is left out, and why.

No table is asked here, so that it can take its time. What can be brought along is written into `posts.jsonl`
of the archive's own folder, one post a line, each behind what it answers.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from commonhold.ground.refusal import Refusal
from commonhold.social.archives.box import Box, open_box
from commonhold.social.archives.homes import home_of
from commonhold.social.archives.notes import LeftOut
from commonhold.social.archives.refusals import TooManyPosts

PACKED, UNPACKED, POSTS = "archive", "files", "posts.jsonl"
_MOST_NAMED = 20
_MOST_FOLLOWED = 3000


@dataclass(frozen=True)
class Order:
    """What reading needs to know. `now` is the latest that a post can be dated."""

    path: Path
    filename: str
    folder: Path
    megabytes: int
    most_posts: int
    now: datetime


@dataclass
class Survey:
    """What is in an archive. Counts are of posts; `left_out` has them by the code of the reason."""

    account: str = ""
    posts: int = 0
    threaded: int = 0  # answer a post of hers that is in the archive
    to_others: int = 0  # answer somebody else's post, or stand below such an answer
    with_media: int = 0
    with_poll: int = 0
    with_warning: int = 0
    audiences: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    years_to_others: dict[str, int] = field(default_factory=dict)
    first: str | None = None
    last: str | None = None
    media: int = 0
    media_bytes: int = 0
    media_missing: int = 0
    missing_names: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    likes: int = 0
    bookmarks: int = 0
    portraits: int = 0  # her avatar and header
    follows: int = 0  # of people whom the archive names by numbers alone
    followed: list[str] = field(default_factory=list)  # those of them of whom more is known


@dataclass
class _Place:
    """Where a post stands in the first, unsorted list, and what it answers."""

    at: float
    number: int
    offset: int
    answers: str


def read_archive(order: Order) -> Survey:
    """Read all of it and write down what can be brought along. Raises a Refusal that names the file."""
    box = open_box(
        order.path, filename=order.filename, megabytes=order.megabytes, folder=order.folder / UNPACKED
    )
    try:
        return _Reading(order, box).read()
    finally:
        box.close()


class _Reading:
    def __init__(self, order: Order, box: Box) -> None:
        self._order, self._box = order, box
        self._found = Survey()
        self._left_out: Counter[str] = Counter()
        self._places: dict[str, _Place] = {}
        self._home = home_of(box, order.filename, order.folder)
        self._checked: dict[str, bool] = {}

    def read(self) -> Survey:
        home = self._home
        self._found.account = home.author
        self._found.likes, self._found.bookmarks = home.likes, home.bookmarks
        self._found.portraits, self._found.follows = home.portraits, home.follows
        unsorted = self._order.folder / "unsorted.jsonl"
        with unsorted.open("wb") as kept:
            self._read_outbox(kept)
        with unsorted.open("rb") as kept, (self._order.folder / POSTS).open("wb") as sorted_file:
            self._sort(kept, sorted_file)
        unsorted.unlink()
        self._found.left_out = dict(self._left_out)
        self._found.followed = list(dict.fromkeys(home.followed))[:_MOST_FOLLOWED]
        return self._found

    def _read_outbox(self, kept: IO[bytes]) -> None:
        for number, note in enumerate(self._home.posts(self._order.now)):
            if number >= self._order.most_posts:
                raise TooManyPosts(self._home.outbox, self._order.most_posts)
            if isinstance(note, LeftOut) or note.source in self._places:
                self._left_out[note.why if isinstance(note, LeftOut) else "twice"] += 1
                continue
            place = _Place(note.at.timestamp(), number, kept.tell(), note.answers)
            self._places[note.source] = place
            kept.write(json.dumps(asdict(note), default=str, ensure_ascii=False).encode() + b"\n")

    def _sort(self, kept: IO[bytes], sorted_file: IO[bytes]) -> None:
        """Oldest first, and behind what it answers even where the dates say otherwise."""
        written: dict[str, bool] = {}  # whether it stands in somebody else's thread
        for source in sorted(
            self._places, key=lambda each: (self._places[each].at, self._places[each].number)
        ):
            for each in self._path_to(source, written):
                place = self._places[each]
                kept.seek(place.offset)
                line = json.loads(kept.readline())
                threaded = place.answers in written
                written[each] = written[place.answers] if threaded else self._is_others(place.answers)
                line["parent"] = place.answers if threaded else ""
                line["to_others"] = written[each]
                line["media"] = [found for found in map(self._found_medium, line["media"]) if found]
                self._count(line)
                sorted_file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def _path_to(self, source: str, written: dict[str, bool]) -> list[str]:
        """What it answers that is not written yet, topmost first, and itself. A circle is cut open."""
        path: dict[str, None] = {}
        at = source
        while at in self._places and at not in written and at not in path:
            path[at] = None
            at = self._places[at].answers
        return list(path)[::-1]

    def _is_others(self, answers: str) -> bool:
        return bool(answers) and not (self._home.author and answers.startswith(f"{self._home.author}/"))

    def _found_medium(self, medium: dict[str, Any]) -> dict[str, Any] | None:
        """With the name of its file in the archive; None, and counted, where there is no whole one."""
        path = medium["path"]
        for name in self._home.places_of(path):
            if name in self._box and self._is_whole(name):
                self._found.media += 1
                self._found.media_bytes += self._box.size(name)
                return {**medium, "path": name, "key": self._box.members[name].key}
        self._found.media_missing += 1
        if len(self._found.missing_names) < _MOST_NAMED:
            self._found.missing_names.append(path[:200])
        return None

    def _is_whole(self, name: str) -> bool:
        if name not in self._checked:
            try:
                self._box.check(name)
                self._checked[name] = True
            except Refusal:
                self._checked[name] = False
        return self._checked[name]

    def _count(self, line: dict[str, Any]) -> None:
        found = self._found
        found.posts += 1
        found.threaded += bool(line["parent"])
        found.to_others += line["to_others"]
        found.with_media += bool(line["media"])
        found.with_poll += line["has_poll"]
        found.with_warning += bool(line["warning"])
        found.media_missing += line["missing"]
        year = line["at"][:4]
        for counts, name in ((found.audiences, line["audience"]), (found.years, year)):
            counts[name] = counts.get(name, 0) + 1
        if line["to_others"]:
            found.years_to_others[year] = found.years_to_others.get(year, 0) + 1
        found.first = min(found.first or line["at"], line["at"])
        found.last = max(found.last or line["at"], line["at"])
