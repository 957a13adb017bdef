"""What the front lacks is made in Django's threads: what is lacked at the same time, together.

One making goes on at a time. Whatever is missing meanwhile waits for the next, so that sixteen who ask for
the same post or person have it made once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commonhold.doors.mastodon.front.bodies import Body, Face, bodies, faces
from commonhold.doors.mastodon.front.joining import Missing, Peculiar, rests_on
from commonhold.ground import once
from commonhold.social.memory.known import Known
from commonhold.social.memory.memory import Memory, Watch
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.stands import TooFar

InThread = Callable[[Callable[[], Any]], Awaitable[Any]]


@dataclass
class _Wanted:
    """What one reader lacks. `peculiar` posts look different to each, and say what they rest on."""

    reader: Reader
    posts: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    peculiar: dict[int, tuple[object, ...]] = field(default_factory=dict)


@dataclass
class _Made:
    """By id, for anyone; `peculiar` by reader as well."""

    posts: dict[int, Body] = field(default_factory=dict)
    people: dict[int, Face] = field(default_factory=dict)
    peculiar: dict[tuple[int | None, int], Body] = field(default_factory=dict)


class _Batch:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.wanted: dict[int | None, _Wanted] = {}
        self.made = _Made()
        self.task: asyncio.Future[None] | None = None


class Maker:
    """Over one memory, in one event loop."""

    def __init__(self, memory: Memory, in_thread: InThread) -> None:
        self._memory, self._in_thread = memory, in_thread
        self._next: _Batch | None = None
        self._last: asyncio.Future[None] | None = None

    async def make(self, reader: Reader, missing: Missing, now: datetime) -> None:
        """Have pieces made. Raises TooFar when not all could be, and TookTooLong."""
        batch = self._next
        if batch is None:
            batch = self._next = _Batch(now)
            batch.task = self._last = asyncio.ensure_future(self._run(batch, self._last))
        wanted = batch.wanted.setdefault(reader.id, _Wanted(reader))
        wanted.posts.update(missing.posts)
        wanted.people.update(missing.people)
        if batch.task is not None:
            await asyncio.shield(batch.task)  # whoever leaves does not take it from the others
        made = batch.made
        posts = (each in made.posts or (reader.id, each) in made.peculiar for each in missing.posts)
        if not all(posts) or not made.people.keys() >= set(missing.people):
            raise TooFar

    async def _run(self, batch: _Batch, before: asyncio.Future[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        self._next = None
        memory, wanted = self._memory, list(batch.wanted.values())
        known = memory.posts({each for one in wanted for each in one.posts})
        for one in wanted:
            peculiar = [known[each] for each in one.posts if each in known and known[each].is_peculiar]
            one.peculiar = {each.id: rests_on(memory, one.reader, each) for each in peculiar}
        with memory.watch() as watch:
            made = await self._in_thread(lambda: _make(wanted, batch.now))
            memory.catch_up()
            batch.made = made
            self._keep(made, wanted, known, watch)

    def _keep(self, made: _Made, wanted: list[_Wanted], known: dict[int, Known], watch: Watch) -> None:
        """What is still true."""
        memory = self._memory
        for post_id, body in made.posts.items():
            if watch.holds("post", post_id) and post_id in known:
                known[post_id].body, known[post_id].is_ready = body, False
        for one in wanted:
            for post_id, rests in one.peculiar.items():
                if (own := made.peculiar.get((one.reader.id, post_id))) is not None:
                    memory.peculiar.put((one.reader.id, post_id), Peculiar(own, rests))
        for person_id, face in made.people.items():
            if watch.holds("person", person_id):
                before = memory.people[person_id]
                if before is not None:
                    face.learn(before)
                memory.people.put(person_id, face)


def _make(wanted: list[_Wanted], now: datetime) -> _Made:
    """In one of Django's threads."""
    made = _Made()
    with once.reading():
        for one in wanted:
            reader = one.reader
            posts = [each for each in one.posts if each in one.peculiar or each not in made.posts]
            for post_id, body in bodies(reader.viewer, posts, now=now).items():
                if post_id in one.peculiar:
                    made.peculiar[reader.id, post_id] = body
                else:
                    made.posts[post_id] = body
            people = [each for each in one.people if each not in made.people or not made.people[each].for_all]
            for person_id, face in faces(reader.viewer, people).items():
                if person_id in made.people:
                    face.learn(made.people[person_id])
                made.people[person_id] = face
    return made
