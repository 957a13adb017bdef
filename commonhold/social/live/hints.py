"""Hints that something is new. They only wake streams up: a lost one delays, and loses nothing.

The look-out counts rows, whoever wrote them, so a second process or the console wake the pages too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground import ids
from commonhold.social.live.queries import OVERLAP
from commonhold.social.notifications import queries as notifications
from commonhold.social.polls import queries as polls
from commonhold.social.posts import fresh


@dataclass(frozen=True)
class Hint:
    """`posts`: there are new ones, for some. `people`: who was told something. `polls`: where was chosen."""

    posts: bool
    people: frozenset[int]
    polls: frozenset[int] = frozenset()


Listener = Callable[[Hint], None]


class Lookout:
    """Remembers which rows of the last seconds it has pointed out already."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._posts: set[int] = set()
        self._told: set[int] = set()
        self._choices: set[int] = set()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` of each hint, in the ticker's thread; gives what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def look(self, now: datetime) -> None:
        """A sweep: three short statements while anybody listens, else none."""
        if not self._listeners:
            return
        after = ids.first_id_after(now - OVERLAP)
        posts = set(fresh.ids_after(after))
        told = notifications.told_after(after)
        choices = polls.chosen_after(after)
        hint = Hint(
            posts=bool(posts - self._posts),
            people=frozenset(person for row, person in told.items() if row not in self._told),
            polls=frozenset(poll for row, poll in choices.items() if row not in self._choices),
        )
        self._posts, self._told, self._choices = posts, set(told), set(choices)
        if hint.posts or hint.people or hint.polls:
            for listener in [*self._listeners]:
                listener(hint)


lookout = Lookout()
