"""In which order a thread is read, and what of it fits on a page: plain functions over its rows.

After a post come its replies, each followed at once by its own: first those with which a post's author
goes on herself, then by time. What is said later never moves what stands there already.

A page shows replies as lists within lists. An only reply stands beneath what it answers in the same list,
so that two who talk don't drift to the edge. A list within a fourth list, and what finds no room, is read on
the page of the post that it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Lists within lists; posts on a page; posts below one reply of its first list.
DEEPEST, MOST, MOST_BELOW = 4, 40, 15
#: A reply among others with more below it begins folded.
_UNFOLDED = 8
#: Of a long way down to a post, how many are shown of its beginning and of its end.
_FIRST, _LAST = 1, 3


class Row(NamedTuple):
    """A post of the thread. Not `seen`, it is there only to say what stood below it."""

    id: int
    answers: int | None
    author: int
    seen: bool
    removed: bool = False


@dataclass(frozen=True)
class Strand:
    """A reply with what stands below it. `to` is the nearest post above that is seen."""

    id: int
    to: int | None
    below: int  # replies, shown here or not; removed ones don't count
    replies: Replies | None
    folded: bool


@dataclass(frozen=True)
class Replies:
    """One list. `left` more are read on the page of the post `go_on_at`; 0 when none is."""

    strands: tuple[Strand, ...] = ()
    go_on_at: int = 0
    left: int = 0

    @property
    def last(self) -> int | None:
        """The list's last reply: from there its next page goes on."""
        return self.strands[-1].id if self.strands else None

    def ids(self) -> Iterator[int]:
        """All posts in it, in reading order."""
        for each in self.strands:
            yield each.id
            if each.replies is not None:
                yield from each.replies.ids()


class Thread:
    """The seen posts of a thread. Replies to what is not seen move up to the next post above."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = {row.id: row for row in rows}
        self._above = _nearest_seen(self._rows)
        self._replies: dict[int | None, list[int]] = {}
        for row in self._rows.values():
            if row.seen:
                self._replies.setdefault(self._above[row.id], []).append(row.id)
        for above, replies in self._replies.items():
            replies.sort(key=lambda each: self._place(each, above))

    def way_to(self, post_id: int) -> list[int]:
        """From the first seen post above it down to the one that it answers."""
        way: list[int] = []
        above = self._above.get(post_id)
        while above is not None:
            way.append(above)
            above = self._above[above]
        return way[::-1]

    def above(self, post_id: int) -> int | None:
        """The nearest seen post that it answers."""
        return self._above.get(post_id)

    def order(self, post_id: int) -> Iterator[int]:
        """All below a post, in reading order."""
        ahead = self._answers(post_id)[::-1]
        while ahead:
            each = ahead.pop()
            yield each
            ahead.extend(reversed(self._answers(each)))

    def page(self, post_id: int, *, after: int | None = None) -> Replies:
        """The replies below a post, or those after the reply `after` of its list, as a page has room."""
        return _Page(self, post_id).replies(after)

    def _answers(self, post_id: int) -> list[int]:
        return self._replies.get(post_id, [])

    def _place(self, post_id: int, above: int | None) -> tuple[bool, int]:
        own = above is not None and self._rows[post_id].author == self._rows[above].author
        return not own, post_id

    def list_below(self, post_id: int) -> tuple[list[int], bool]:
        """What the list below a post holds, and whether each is the only reply to the one before."""
        answers = self._answers(post_id)
        if len(answers) != 1:
            return answers, False
        run: list[int] = []
        while len(answers) == 1:
            run += answers
            answers = self._answers(answers[0])
        return run, True

    def counts_below(self, post_id: int) -> dict[int, int]:
        """By post: how many stand below it that were not removed; for this one and all below."""
        counts = {post_id: 0}
        order = list(self.order(post_id))
        counts.update(dict.fromkeys(order, 0))
        for each in reversed(order):
            above = self._above[each]
            assert above is not None  # it stands below post_id
            counts[above] += counts[each] + (not self._rows[each].removed)
        return counts

    def weight(self, post_id: int) -> int:
        """1, or 0 for a removed post."""
        return int(not self._rows[post_id].removed)


class _Page:
    """Fills a page from the top, until there is no room."""

    def __init__(self, thread: Thread, post_id: int) -> None:
        self._thread, self._post_id = thread, post_id
        self._below = thread.counts_below(post_id)
        self._room = 0

    def replies(self, after: int | None) -> Replies:
        held, is_run = self._thread.list_below(self._post_id)
        start = held.index(after) + 1 if after in held else 0
        shown: list[Strand] = []
        room = MOST
        for at in range(start, len(held)):
            if room <= 0:
                break
            # The only reply with a list below it may fill the page.
            self._room = room if is_run else 1 + MOST_BELOW
            before = self._room
            shown.append(self._strand(held, at, 1, is_run))
            room -= before - self._room
        return self._listed(self._post_id, held, shown, start, is_run)

    def _strand(self, held: Sequence[int], at: int, depth: int, is_run: bool) -> Strand:
        self._room -= 1
        each = held[at]
        goes_on_in_list = is_run and at + 1 < len(held)
        inner = None if goes_on_in_list else self._inner(each, depth)
        return Strand(
            id=each,
            to=self._thread.above(each),
            below=self._below[each],
            replies=inner,
            folded=inner is not None and not is_run and self._below[each] > _UNFOLDED,
        )

    def _inner(self, post_id: int, depth: int) -> Replies | None:
        held, is_run = self._thread.list_below(post_id)
        if not held:
            return None
        shown: list[Strand] = []
        if depth < DEEPEST:
            for at in range(len(held)):
                if self._room <= 0:
                    break
                shown.append(self._strand(held, at, depth + 1, is_run))
        return self._listed(post_id, held, shown, 0, is_run)

    def _listed(
        self, post_id: int, held: Sequence[int], shown: list[Strand], start: int, is_run: bool
    ) -> Replies:
        end = start + len(shown)
        if end >= len(held):
            return Replies(tuple(shown))
        if is_run:
            at = held[end - 1] if end else post_id
            return Replies(tuple(shown), go_on_at=at, left=self._below[at])
        left = sum(self._below[each] + self._thread.weight(each) for each in held[end:])
        return Replies(tuple(shown), go_on_at=post_id, left=left)


def shortened(way: Sequence[int]) -> tuple[Sequence[int], int, Sequence[int]]:
    """A long way's beginning, how many stand between, and its end; a short one is all end."""
    if len(way) <= _FIRST + _LAST + 1:
        return (), 0, way
    return way[:_FIRST], len(way) - _FIRST - _LAST, way[-_LAST:]


def _nearest_seen(rows: Mapping[int, Row]) -> dict[int, int | None]:
    """By row: the next one above it that is seen."""
    found: dict[int, int | None] = {}
    for row in rows.values():
        passed, each = [row.id], row.answers
        while each is not None and each not in found and each in rows and not rows[each].seen:
            passed.append(each)
            each = rows[each].answers
        above = None if each is None else rows.get(each)
        top = None if above is None else above.id if above.seen else found[above.id]
        found.update(dict.fromkeys(passed, top))
    return found
