"""Posts and people as the API writes them, cut where readers differ, so that pieces can be joined for each.

The pieces are made by the same entities as every other answer, in Django's threads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import orjson

from commonhold.doors.mastodon.entities.accounts import Entity, accounts
from commonhold.doors.mastodon.entities.statuses import (
    boost,
    boosts_of,
    may_quote,
    status,
    statuses,
    without_authors,
)
from commonhold.social.memory.known import Tally
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.plain import text_of, words_in
from commonhold.social.posts.queries import PostView

_MARK = "\x01"
_CUT = orjson.dumps(_MARK)
_COUNTS = ("replies_count", "reblogs_count", "favourites_count", "quotes_count")
_HERS = ("favourited", "reblogged", "bookmarked", "muted", "filtered", "pinned")
_BETWEEN = (b',"reblogs_count":', b',"favourites_count":', b',"quotes_count":')
_NAMED, _LAST = b',"replies_count":', b',"quotes_count":'
_COUNTED = b',"replies_count":%d,"reblogs_count":%d,"favourites_count":%d,"quotes_count":%d'
_END = b'},"reblog":null'
_NO_FILTER = b"[]},"
_ENDINGS = 512
_TO_THE_ACCOUNT = len(b',"account":')
_PARTS, _PARTS_OF_A_BOOST = 7, 11
_MARKS = b',"favourited":%b,"reblogged":%b,"bookmarked":%b,"muted":%b,"filtered":'


class Body:
    """A post, cut at its account: what is `said` before, with counts in it, and how it ends after it.

    `ending` is for a reader who did nothing with it, is not its author, and has no filter that it meets.
    `words` are what filters look at.
    """

    __slots__ = ("_around", "_ends", "_words", "ending", "said")

    def __init__(self, view: PostView, made: Entity) -> None:
        approval = made["quote_approval"]
        automatic, manual = approval["automatic"], approval["manual"]
        is_open = view.audience in {"public", "unlisted"}
        quoting, anyones = (
            compact(may_quote(automatic, manual, is_open=is_open, is_anyone=each)) for each in (False, True)
        )
        cut = {name: value for name, value in made.items() if name not in _HERS}
        cut |= dict.fromkeys((*_COUNTS, "account"), _MARK)
        cut["quote_approval"] = {**approval, "current_user": _MARK}
        head, one, two, three, middle, tail, end = _cut(cut, _PARTS)
        is_usual = (
            (one, two, three) == _BETWEEN and end == _END and head.find(_NAMED) == len(head) - len(_NAMED)
        )
        if not is_usual or not middle.startswith(b',"'):
            raise ValueError("a post whose parts stand elsewhere")
        self.said = head.removesuffix(_NAMED) + _COUNTED % (0, 0, 0, 0) + middle
        # Most posts end alike, so one of each ending is kept.
        self._ends = _ends(tail, quoting, anyones)
        self.ending = self._ends.untouched
        self._around: tuple[bytes, ...] | None = None
        words = tuple(words_in(Viewer(0), replace(view, is_mine=False)))
        self._words = None if words == self._read() else words

    @property
    def words(self) -> tuple[str, ...]:
        """Of most posts they stand in what is kept of it anyway."""
        return self._read() if self._words is None else self._words

    @property
    def url(self) -> str:
        found: str = orjson.loads(self._parts()[0] + b"}")["url"]
        return found

    def _read(self) -> tuple[str, ...]:
        """The warning and the text of its own."""
        head, middle = self._parts()
        about, said = orjson.loads(head + b"}"), orjson.loads(b"{" + middle[1:-_TO_THE_ACCOUNT] + b"}")
        return about["spoiler_text"], text_of(said["content"])

    def _parts(self) -> tuple[bytes, bytes]:
        """What stands before and after the counts."""
        said = self.said
        begin = said.index(_NAMED)
        return said[:begin], said[said.index(b",", said.index(_LAST, begin) + len(_LAST)) :]

    def counting(self, counted: bytes) -> bytes:
        """What is said, with these counts."""
        head, middle = self._parts()
        return b"".join((head, counted, middle))

    @property
    def own_ending(self) -> bytes:
        """For its author, who did not pin it either."""
        return self._ends.own

    def ending_with(self, filtered: bytes) -> bytes:
        """The same as `ending` where it meets filters."""
        return b"%b%b}," % (self.ending[: -len(_NO_FILTER)], filtered)

    def rest_for(self, *, is_mine: bool, is_anyone: bool) -> bytes:
        """Up to what the reader did with it."""
        return self._ends.tail + self.quoting(is_mine=is_mine, is_anyone=is_anyone) + _END

    def quoting(self, *, is_mine: bool, is_anyone: bool) -> bytes:
        """What becomes of this reader's quote; she may quote her own."""
        if is_anyone:
            return self._ends.anyones
        return b'"automatic"' if is_mine else self._ends.quoting

    @property
    def around(self) -> tuple[bytes, ...]:
        """The parts of a boost, around its values and the counts: made when it was passed on, as few are."""
        if self._around is None:
            head, middle = self._parts()
            counted = b"".join(each + _CUT for each in (_NAMED, *_BETWEEN))
            cut = orjson.loads(_CUT.join((head + counted + middle, self._ends.tail, _END)) + b"}")
            passed_on = boost(cut, 1 << 16, {}) | {"account": _MARK, "id": _MARK, "created_at": _MARK}
            parts = _cut({**passed_on, "uri": _MARK, "reblog": _MARK}, _PARTS_OF_A_BOOST)
            before = parts[3].removesuffix(_NAMED)
            self._around = (*parts[:3], before, *parts[7:])
        return self._around


class _Ends:
    """How posts end that say the same of their pictures, and of who may quote them."""

    __slots__ = ("anyones", "own", "quoting", "tail", "untouched")

    def __init__(self, tail: bytes, quoting: bytes, anyones: bytes) -> None:
        self.tail, self.quoting, self.anyones = tail, quoting, anyones
        nothing = _END + marks(False, False, False, False)
        self.untouched = tail + quoting + nothing + _NO_FILTER
        self.own = tail + b'"automatic"' + nothing + b'[],"pinned":false},'


_ends = lru_cache(maxsize=_ENDINGS)(_Ends)


_NO_READERS: Mapping[int | None, bytes] = {}


class Face:
    """A person beside her posts. Who keeps her circle back is shown differently to each reader."""

    __slots__ = ("boosts", "by_reader", "for_all")

    def __init__(self, made: Entity, reader_id: int | None) -> None:
        written = compact(made)
        self.boosts = boosts_of(made)
        self.for_all = None if made["hide_collections"] else written
        self.by_reader: Mapping[int | None, bytes] = {reader_id: written} if not self.for_all else _NO_READERS

    def learn(self, other: Face) -> None:
        """How others are shown her."""
        if other.by_reader:
            self.by_reader = {**self.by_reader, **other.by_reader}

    def of(self, reader_id: int | None) -> bytes | None:
        return self.for_all or self.by_reader.get(reader_id)


def bodies(viewer: Viewer, ids: Sequence[int], *, now: datetime) -> dict[int, Body]:
    """Of those that the viewer may see and that still have words."""
    views = [each for each in posts.posts(viewer, ids) if not each.removed] if ids else []
    quoting = [each for each in views if each.quote is not None]
    plain = [each for each in views if each.quote is None]
    made = [*(statuses(viewer, quoting, now=now) if quoting else ()), *without_authors(viewer, plain)]
    return {view.id: Body(view, each) for view, each in zip([*quoting, *plain], made, strict=True)}


def shown(viewer: Viewer, post_id: int, *, now: datetime) -> bytes | None:
    """One post as Django would write it; None where it is not there for her, or has no words any more."""
    views = [each for each in posts.posts(viewer, [post_id]) if not each.removed]
    return orjson.dumps(status(viewer, views[0], now=now)) if views else None


def faces(viewer: Viewer, ids: Collection[int]) -> dict[int, Face]:
    return {each: Face(made, viewer.person_id) for each, made in accounts(viewer, ids).items()}


def compact(value: object) -> bytes:
    """JSON that is kept: orjson gives its bytes in a block of a thousand or more, however few they are."""
    return bytes(memoryview(orjson.dumps(value)))


def counts_of(tally: Tally, answers: int) -> bytes:
    """How often it was answered, passed on, liked and quoted."""
    return _COUNTED % (answers, tally.boosts, tally.likes, tally.quotes)


@cache
def marks(liked: bool, boosted: bool, kept: bool, muted: bool) -> bytes:
    """What a reader did with a post."""
    return _MARKS % tuple(b"true" if each else b"false" for each in (liked, boosted, kept, muted))


@lru_cache(maxsize=_ENDINGS)
def shared(ending: bytes) -> bytes:
    """The same bytes as those that were made before, so that one of each is kept."""
    return ending


def _cut(made: dict[str, Any], parts: int) -> tuple[bytes, ...]:
    """The pieces without the last brace. Raises ValueError where a value cannot be told from a mark."""
    found = tuple(orjson.dumps(made)[:-1].split(_CUT))
    if len(found) != parts:
        raise ValueError("a post holds a mark of its own")
    return found
