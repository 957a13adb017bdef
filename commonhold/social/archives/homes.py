"""Where somebody comes from: what her archive is, and its posts one after the other, in our own words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from commonhold.ground.refusal import Refusal
from commonhold.social.archives.bluesky import BlueskyHome
from commonhold.social.archives.box import Box
from commonhold.social.archives.notes import LeftOut, Note, mended, read_note
from commonhold.social.archives.refusals import NoOutbox, NotJson
from commonhold.social.archives.stream import entries
from commonhold.social.archives.twitter import TwitterHome

_LARGEST_ACTOR = 2_000_000


class Home(Protocol):
    """An archive of one kind. `author` is her address there, empty where it is not known."""

    author: str
    likes: int
    bookmarks: int
    portraits: int
    follows: int  # of people whom the archive names by numbers alone
    outbox: str  # the file in which her posts stand

    @property
    def followed(self) -> Sequence[str]:
        """Those of whom more is known: a DID, or a name as "x:eve"; whole once the posts were read."""

    def posts(self, now: datetime) -> Iterator[Note | LeftOut]:
        """Each post, or why it is not brought along. Raises a Refusal that names the file."""

    def places_of(self, path: str) -> Sequence[str]:
        """Under which names in the archive the file of a post may lie."""


def home_of(box: Box, filename: str, folder: Path) -> Home:
    """What kind of archive it is. Raises NoOutbox, or a Refusal that names what can't be read."""
    for kind in (TwitterHome, BlueskyHome):
        found = kind.found_in(box, folder)
        if found is not None:
            return found
    return _MastodonHome(box, filename)


class _MastodonHome:
    """Mastodon's, and of all that make the same: an outbox of ActivityStreams, and files beside it."""

    follows = 0
    followed: Sequence[str] = ()

    def __init__(self, box: Box, filename: str) -> None:
        self._box = box
        self._folder = self._find_outbox(filename)
        self.outbox = f"{self._folder}outbox.json"
        self.author = self._read_author()
        self.likes, self.bookmarks = self._length_of("likes.json"), self._length_of("bookmarks.json")
        beginnings = (f"{self._folder}avatar.", f"{self._folder}header.")
        self.portraits = sum(each.startswith(beginnings) for each in box.members)

    def posts(self, now: datetime) -> Iterator[Note | LeftOut]:
        with self._box.open(self.outbox) as file:
            for entry in entries(file, name=self.outbox):
                try:
                    yield read_note(entry, author=self.author, now=now)
                except LeftOut as left_out:
                    yield left_out

    def places_of(self, path: str) -> Sequence[str]:
        tail = path[path.find("media_attachments/") :] if "media_attachments/" in path else path
        return (f"{self._folder}{path}", f"{self._folder}{tail}")

    def _find_outbox(self, filename: str) -> str:
        """The folder in which it lies: some people pack their archive again, with a folder around it."""
        found = [each for each in self._box.members if each.rpartition("/")[2] == "outbox.json"]
        if not found:
            raise NoOutbox(filename)
        return min(found, key=lambda each: (each.count("/"), each)).removesuffix("outbox.json")

    def _read_author(self) -> str:
        name = f"{self._folder}actor.json"
        if name not in self._box:
            return ""
        with self._box.open(name) as file:
            text = file.read(_LARGEST_ACTOR)
        try:
            actor = json.loads(text.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            at = getattr(error, "pos", 0) if isinstance(error, json.JSONDecodeError) else 0
            line, column = getattr(error, "lineno", 1), getattr(error, "colno", at + 1)
            raise NotJson(name, line=line, column=column) from error
        return mended(actor.get("id"))[:500] if isinstance(actor, dict) else ""

    def _length_of(self, name: str) -> int:
        """How many entries a list beside the outbox has; one that can't be read is none of our business."""
        name = f"{self._folder}{name}"
        if name not in self._box:
            return 0
        try:
            with self._box.open(name) as file:
                return sum(1 for _each in entries(file, name=name))
        except Refusal:
            return 0
