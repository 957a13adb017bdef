"""What Twitter, now X, gives of an account: `data/tweets.js` in parts, and the files that posts carried."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commonhold.social.archives.box import Box
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
from commonhold.social.archives.stream import listed

_TWEETS = re.compile(r"(.*/)?data/tweets?(-part\d+)?\.js")
_PASSED_ON = re.compile(r"RT @\w+:")
_SITE = "https://twitter.com"
_DATE = "%a %b %d %H:%M:%S %z %Y"
_LARGEST_ACCOUNT = 1_000_000


class TwitterHome:
    bookmarks = portraits = 0

    def __init__(self, box: Box, parts: Sequence[str]) -> None:
        self._box, self._parts = box, parts
        self.outbox = parts[0]
        self._folder = parts[0].rpartition("/")[0]
        self._name = self._read_name()
        self.author = f"{_SITE}/{self._name}" if self._name else f"{_SITE}/i/web"
        self.likes, self._numbers = self._length_of("like.js"), set(self._followed_numbers())
        self.follows = len(self._numbers)
        self.followed: list[str] = []
        self._files: dict[str, list[str]] = defaultdict(list)
        for each in box.members:
            if "tweets_media/" in each or "tweet_media/" in each:
                self._files[each.rpartition("/")[2]].append(each)

    @classmethod
    def found_in(cls, box: Box, _folder: Path) -> TwitterHome | None:
        """None where there are no tweets in the archive."""
        parts = sorted(each for each in box.members if _TWEETS.fullmatch(each))
        return cls(box, parts) if parts else None

    def posts(self, now: datetime) -> Iterator[Note | LeftOut]:
        for part in self._parts:
            with self._box.open(part) as file:
                for entry in listed(file, name=part):
                    try:
                        yield self._note(_map(_map(entry).get("tweet")) or _map(entry), now)
                    except LeftOut as left_out:
                        yield left_out

    def places_of(self, path: str) -> Sequence[str]:
        return self._files.get(path, [])

    def _learn(self, said: Mapping[str, Any]) -> None:
        """Whom she followed stands there by a number; a post that names them says how they are called."""
        for each in _several(_map(said.get("entities")).get("user_mentions")):
            number, name = mended(each.get("id_str")), mended(each.get("screen_name"))
            if number in self._numbers and re.fullmatch(r"\w{1,15}", name, re.ASCII):
                self._numbers.discard(number)
                self.followed.append(f"x:{name.lower()}")

    def _note(self, said: Mapping[str, Any], now: datetime) -> Note:
        self._learn(said)
        key = mended(said.get("id_str") or said.get("id"))
        text = mended(said.get("full_text") or said.get("text"))
        if not key.isdecimal():
            raise LeftOut("no-address")
        if _PASSED_ON.match(text):
            raise LeftOut("boost")
        media = tuple(_media(key, said))
        text = _words(text, said)
        if not text and not media:
            raise LeftOut("empty")
        if len(text) > LONGEST_TEXT:
            raise LeftOut("too-long")
        return Note(
            source=f"{self.author}/status/{key}",
            at=dated(_moment(mended(said.get("created_at"))), now),
            audience="public",
            text=text,
            format="plain",
            is_sensitive=said.get("possibly_sensitive") is True,
            language=tongue(said.get("lang")),
            media=media[:MOST_MEDIA],
            answers=self._answered(said),
            missing=len(media[MOST_MEDIA:]),
        )

    def _answered(self, said: Mapping[str, Any]) -> str:
        key, whose = (
            mended(said.get("in_reply_to_status_id_str")),
            mended(said.get("in_reply_to_screen_name")),
        )
        if not key:
            return ""
        is_own = bool(self._name) and whose.lower() == self._name.lower()
        return f"{self.author}/status/{key}" if is_own or not whose else f"{_SITE}/{whose}/status/{key}"[:500]

    def _read_name(self) -> str:
        name = f"{self._folder}/account.js"
        if name not in self._box:
            return ""
        with self._box.open(name) as file:
            text = file.read(_LARGEST_ACCOUNT).decode("utf-8", "replace")
        try:
            found = json.loads(text[text.index("[") :])
            return mended(found[0]["account"]["username"])[:100]
        except (ValueError, LookupError, TypeError, RecursionError):
            return ""

    def _followed_numbers(self) -> Iterator[str]:
        name = f"{self._folder}/following.js"
        if name in self._box:
            with self._box.open(name) as file:
                for each in listed(file, name=name):
                    yield mended(_map(_map(each).get("following")).get("accountId"))

    def _length_of(self, file_name: str) -> int:
        name = f"{self._folder}/{file_name}"
        if name not in self._box:
            return 0
        with self._box.open(name) as file:
            return sum(1 for _each in listed(file, name=name))


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _several(value: Any) -> list[Mapping[str, Any]]:
    return [_map(each) for each in value] if isinstance(value, list) else []


def _words(text: str, said: Mapping[str, Any]) -> str:
    """With links that lead where they led, without those to its own files."""
    parts = _map(said.get("entities"))
    carried = [*_several(parts.get("media")), *_several(_map(said.get("extended_entities")).get("media"))]
    for each in carried:
        text = text.replace(mended(each.get("url")) or "\0", "")
    for each in _several(parts.get("urls")):
        short, whole = mended(each.get("url")), mended(each.get("expanded_url"))
        if short and whole.startswith(("http://", "https://")):
            text = text.replace(short, whole)
    return html.unescape(text).strip()


def _media(key: str, said: Mapping[str, Any]) -> Iterator[OldMedium]:
    for each in _several(_map(said.get("extended_entities")).get("media")):
        films = [
            film
            for film in _several(_map(each.get("video_info")).get("variants"))
            if mended(film.get("content_type")) == "video/mp4"
        ]
        best = max(films, key=_rate) if films else {}
        address = mended(best.get("url")) or mended(each.get("media_url_https") or each.get("media_url"))
        name = address.partition("?")[0].rpartition("/")[2]
        if name:
            alt = mended(each.get("ext_alt_text") or each.get("alt_text")).strip()
            yield OldMedium(f"{key}-{name}"[:500], alt[:LONGEST_ALT])


def _rate(film: Mapping[str, Any]) -> int:
    rate = mended(film.get("bitrate")) or str(film.get("bitrate") or 0)
    return int(rate) if rate.isdecimal() else 0


def _moment(written: str) -> str:
    """As ISO 8601; nothing where it is no date."""
    try:
        return datetime.strptime(written, _DATE).astimezone(UTC).isoformat()
    except ValueError:
        return written
