"""Everything that is kept, what is dropped when rows change, and what is asked when something is missing.

It belongs to one thread. Whoever makes something in another thread of rows that may change meanwhile opens a
`Watch`: what changed since then is not kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from commonhold.ground.changes.reading import Reading, TookTooLong
from commonhold.social.memory import known as knowing
from commonhold.social.memory.known import Known
from commonhold.social.memory.lines import Lines
from commonhold.social.memory.readers import Reader, meet

_POSTS, _PEOPLE, _READERS, _TOKENS, _PECULIAR, _THREADS = 6_000, 3_000, 500, 1_500, 500, 100
_COUNTED_TOGETHER = 20
T = TypeVar("T")


class Kept(dict[Any, T | None]):
    """By id, at most twice `most`: what was not used for long goes first.

    `kept[key]` is None for what is not there. It is itself the dictionary of what was used lately, so that
    asking it needs no function of ours.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._old: dict[Any, T | None] = {}

    def __missing__(self, key: Any) -> T | None:
        found = self._old.pop(key, None)
        if found is not None:
            self.put(key, found)
        return found

    def put(self, key: Any, value: T) -> None:
        if len(self) >= self._most:
            self._old = dict(self)
            super().clear()
        self[key] = value

    def drop(self, key: Any) -> None:
        self.pop(key, None)
        self._old.pop(key, None)

    def clear(self) -> None:
        super().clear()
        self._old.clear()


class Watch:
    """What was dropped since it was opened."""

    def __init__(self) -> None:
        self.everything = False
        self.dropped: set[tuple[str, int]] = set()

    def holds(self, kind: str, which: int) -> bool:
        """Is what was made of this still true?"""
        return not self.everything and (kind, which) not in self.dropped


class Memory:
    """What one server keeps, over one connection."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lines = Lines()
        self.people: Kept[Any] = Kept(_PEOPLE)
        self.tokens: Kept[Any] = Kept(_TOKENS)
        self.peculiar: Kept[Any] = Kept(
            _PECULIAR
        )  # what a door made for one reader; it looks itself whether that holds
        self._posts: Kept[Known] = Kept(_POSTS)
        self._readers: Kept[Reader] = Kept(_READERS)
        self._watches: set[Watch] = set()
        self._uncounted: dict[int, Known] = {}
        self.threads: Kept[Any] = Kept(_THREADS)
        #: How many were asked for, and what was found: places, and which posts stand there.
        self.said: Kept[tuple[int, array[int], array[int]]] = Kept(_PEOPLE)
        self.age = 0  # how often everything was dropped
        self.pulse = 0  # how often anything was said, or somebody came or went
        self._ends: dict[str, Callable[[int], None]] = {
            "post": self._posts.drop,
            "tally": self._drop_tally,
            "line": self._line_changed,
            "thread": self.threads.drop,
            "census": lambda _which: self._beat(),
            "person": self.people.drop,
            "reader": self._readers.drop,
            "told": self._drop_told,
            "said": self.said.drop,
            "tokens": lambda _which: self.tokens.clear(),
            "all": lambda _which: self.forget(),
        }

    def catch_up(self) -> None:
        """Drop what is true no longer. Called before every answer. Raises TookTooLong."""
        found = self.reading.changed()
        if found is None:
            return
        if found.everything:
            self.forget()
        try:
            for kind, which in found.what:
                self._ends[kind](which)
                for each in self._watches:
                    each.dropped.add((kind, which))
        except TookTooLong:
            self.forget()  # nobody tells twice
            raise

    def forget(self) -> None:
        for each in (
            self.people,
            self.tokens,
            self.peculiar,
            self.threads,
            self.said,
            self._posts,
            self._readers,
        ):
            each.clear()
        self.lines.forget()
        self.age += 1
        for watch in self._watches:
            watch.everything = True

    @contextmanager
    def watch(self) -> Iterator[Watch]:
        """Around what is made in another thread; `catch_up` before it is kept."""
        opened = Watch()
        self._watches.add(opened)
        try:
            yield opened
        finally:
            self._watches.discard(opened)

    def reader(self, person_id: int | None) -> Reader:
        key = person_id or 0
        found = self._readers[key]
        if found is None:
            found = meet(self.reading, person_id)
            self._readers.put(key, found)
        return found

    def posts(self, ids: Iterable[int]) -> dict[int, Known]:
        """Those that exist, by id."""
        wanted = list(ids)
        return {each: post for each, post in zip(wanted, self.each(wanted), strict=True) if post is not None}

    def each(self, ids: Sequence[int]) -> list[Known | None]:
        """The same in the order of `ids`, None for one that does not exist."""
        found = list(map(self._posts.__getitem__, ids))
        if None in found:
            missing = [each for each, post in zip(ids, found, strict=True) if post is None]
            learnt = {post.id: post for post in knowing.learn(self.reading, missing)}
            for post in learnt.values():
                self._posts.put(post.id, post)
            found = [post or learnt.get(each) for each, post in zip(ids, found, strict=True)]
        return found

    def count(self, posts: Sequence[Known]) -> None:
        """Every one of these has its tally afterwards."""
        missing = [each for each in posts if each.tally is None]
        if missing:
            # Whoever did something with a post asks for it at once: those of one commit are counted together.
            known = {each.id for each in missing}
            waiting = [
                each for each in self._uncounted.values() if each.tally is None and each.id not in known
            ]
            self._uncounted.clear()
            knowing.count(self.reading, [*missing, *waiting[: max(0, _COUNTED_TOGETHER - len(missing))]])

    def _line_changed(self, place: int) -> None:
        self.lines.changed(self.reading, place)
        self._beat()

    def _beat(self) -> None:
        self.pulse += 1

    def _drop_tally(self, post_id: int) -> None:
        post = self._posts[post_id]
        if post is not None:
            post.recount(None)
            if len(self._uncounted) < _COUNTED_TOGETHER:
                self._uncounted[post_id] = post

    def _drop_told(self, person_id: int) -> None:
        reader = self._readers[person_id]
        if reader is not None:
            reader.told.clear()
