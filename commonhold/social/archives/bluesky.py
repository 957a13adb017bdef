"""Bluesky's repository of an account (atproto.com/specs/repository): a CAR file, alone or in a zip.

Its pictures are apart: in a zip they are found by their CID, under any folder and ending.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from commonhold.social.archives.box import Box
from commonhold.social.archives.car import Cid, NotACar, Repository
from commonhold.social.archives.notes import (
    LONGEST_ALT,
    LONGEST_TEXT,
    MOST_MEDIA,
    LeftOut,
    Note,
    OldMedium,
    dated,
    mended,
    tongue,
)
from commonhold.social.archives.refusals import MemberDamaged

_POSTS, _REPOSTS = "app.bsky.feed.post/", "app.bsky.feed.repost/"
_LIKES, _FOLLOWS = "app.bsky.feed.like/", "app.bsky.graph.follow/"
_PAGES = "https://bsky.app/profile/"


class BlueskyHome:
    bookmarks = portraits = 0

    def __init__(self, box: Box, name: str, folder: Path) -> None:
        self.outbox = name
        self._kept = folder / "repository.car"
        with box.open(name) as packed, self._kept.open("wb") as file:
            shutil.copyfileobj(packed, file)
        self._names = {each.rpartition("/")[2].partition(".")[0]: each for each in box.members}
        self.likes = self.follows = 0
        self.followed: list[str] = []
        try:
            with self._kept.open("rb") as file:
                repository = Repository(file)
                self.author = f"{_PAGES}{repository.did}"
                for key, record in repository.records():
                    self.likes += key.startswith(_LIKES)
                    if key.startswith(_FOLLOWS):
                        self.follows += 1
                        self.followed += _whom(record)
        except NotACar as error:
            raise MemberDamaged(name) from error

    @classmethod
    def found_in(cls, box: Box, folder: Path) -> BlueskyHome | None:
        """None where no repository is in the archive."""
        found = sorted((each for each in box.members if each.endswith(".car")), key=len)
        return cls(box, found[0], folder) if found else None

    def posts(self, now: datetime) -> Iterator[Note | LeftOut]:
        with self._kept.open("rb") as file:
            for key, record in Repository(file).records():
                if key.startswith(_REPOSTS):
                    yield LeftOut("boost")
                elif key.startswith(_POSTS):
                    try:
                        yield self._note(key.removeprefix(_POSTS), record, now)
                    except LeftOut as left_out:
                        yield left_out
        self._kept.unlink()

    def places_of(self, path: str) -> Sequence[str]:
        return [self._names[path]] if path in self._names else []

    def _note(self, key: str, record: Any, now: datetime) -> Note:
        said = _map(record)
        embed = _map(said.get("embed"))
        media = tuple(_media(embed))
        text = _text(said, embed)
        if not text and not media:
            raise LeftOut("empty")
        if len(text) > LONGEST_TEXT:
            raise LeftOut("too-long")
        languages = said.get("langs")
        answered = _map(_map(said.get("reply")).get("parent")).get("uri")
        return Note(
            source=f"{self.author}/post/{mended(key)}"[:500],
            at=dated(mended(said.get("createdAt")), now),
            audience="public",
            text=text,
            format="plain",
            is_sensitive=bool(_map(said.get("labels")).get("values")),
            language=tongue(languages[0]) if isinstance(languages, list) and len(languages) == 1 else "",
            media=media[:MOST_MEDIA],
            answers=_page(answered),
            missing=len(media[MOST_MEDIA:]),
        )


def _whom(record: Any) -> list[str]:
    """The DID of whom a follow is of, where it is one that can be kept."""
    did = mended(_map(record).get("subject"))
    return [did] if re.fullmatch(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,100}", did) else []


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _several(value: Any) -> list[Mapping[str, Any]]:
    return [_map(each) for each in value] if isinstance(value, list) else []


def _text(said: Mapping[str, Any], embed: Mapping[str, Any]) -> str:
    """What it said, with links whole where only their beginning was shown, and with what it linked to or
    quoted below.
    """
    whole = mended(said.get("text")).encode()
    for start, end, link in sorted(_links(said.get("facets")), reverse=True):
        if 0 <= start < end <= len(whole):
            whole = whole[:start] + link.encode() + whole[end:]
    text = whole.decode("utf-8", "replace").strip()
    linked = mended(_map(embed.get("external")).get("uri"))
    record = _map(embed.get("record"))
    quoted = _page(record.get("uri") or _map(record.get("record")).get("uri"))
    below = [each for each in (linked, quoted) if each.startswith("http") and each not in text]
    return "\n\n".join(filter(None, [text, *below]))


def _links(facets: Any) -> Iterator[tuple[int, int, str]]:
    for each in _several(facets):
        place = _map(each.get("index"))
        for feature in _several(each.get("features")):
            link, start, end = feature.get("uri"), place.get("byteStart"), place.get("byteEnd")
            if (
                str(feature.get("$type")).endswith("#link")
                and isinstance(start, int)
                and isinstance(end, int)
            ):
                yield start, end, mended(link)


def _media(embed: Mapping[str, Any]) -> Iterator[OldMedium]:
    carried = _map(embed.get("media")) or embed
    pictures = _several(carried.get("images"))
    found = [(each.get("image"), each.get("alt")) for each in pictures]
    for blob, alt in [*found, (carried.get("video"), carried.get("alt"))]:
        cid = _map(blob).get("ref")
        if isinstance(cid, Cid):
            yield OldMedium(cid.text(), mended(alt).strip()[:LONGEST_ALT])


def _page(uri: Any) -> str:
    """The page of a post, from its at:// address."""
    parts = mended(uri).removeprefix("at://").split("/")
    return f"{_PAGES}{parts[0]}/post/{parts[2]}"[:2000] if len(parts) == 3 else ""
