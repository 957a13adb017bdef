"""Hints that something is new: which rows, and of whom. They only wake streams up and say where to look.

The look-out counts rows, whoever wrote them, so a second process or the console wake the pages too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from commonhold.ground import ids
from commonhold.social.live.queries import OVERLAP
from commonhold.social.notifications import queries as notifications
from commonhold.social.polls import queries as polls
from commonhold.social.posts import fresh


@dataclass(frozen=True, eq=False)
class Hint:
    """Rows that nobody was told of yet, by their ids. Whoever is told of one asks first what she may see.

    `posts` have their audiences beside them, `edits` the posts that they changed, `told` the people who were
    told something; `polls` are those in which somebody chose. `late` are posts, with their audiences, that
    were written before but could not be seen, and `unboosts` tell of boosts that were taken back.
    """

    posts: Mapping[int, str] = field(default_factory=dict)
    boosts: frozenset[int] = frozenset()
    edits: Mapping[int, int] = field(default_factory=dict)
    removals: frozenset[int] = frozenset()
    told: Mapping[int, int] = field(default_factory=dict)
    choices: Mapping[int, int] = field(default_factory=dict)
    late: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    unboosts: frozenset[int] = frozenset()

    @property
    def readable(self) -> dict[int, str]:
        """Posts with their audiences that could not be read before."""
        return {**self.posts, **dict(self.late.values())}

    @property
    def people(self) -> frozenset[int]:
        return frozenset(self.told.values())

    @property
    def polls(self) -> frozenset[int]:
        return frozenset(self.choices.values())

    def __len__(self) -> int:
        """How many rows there are; a hint of none is false."""
        heard = (self.posts, self.boosts, self.edits, self.removals, self.told, self.choices)
        return sum(map(len, (*heard, self.late, self.unboosts)))

    def without(self, known: Hint) -> Hint:
        """What of it is new to somebody who has heard of `known`."""
        return Hint(
            posts={each: what for each, what in self.posts.items() if each not in known.posts},
            boosts=self.boosts - known.boosts,
            edits={each: what for each, what in self.edits.items() if each not in known.edits},
            removals=self.removals - known.removals,
            told={each: whom for each, whom in self.told.items() if each not in known.told},
            choices={each: poll for each, poll in self.choices.items() if each not in known.choices},
            late={each: what for each, what in self.late.items() if each not in known.late},
            unboosts=self.unboosts - known.unboosts,
        )


Listener = Callable[[Hint], None]
NOTHING = Hint()


def rows_since(since: datetime) -> Hint:
    """Everything of anybody's that came since then: short statements, to be asked often."""
    after = ids.first_id_after(since)
    late, unboosts = fresh.afterwards(after)
    return Hint(
        posts=fresh.written_after(after),
        boosts=frozenset(fresh.boosted_after(after)),
        edits=fresh.edited_after(after),
        removals=frozenset(fresh.removed_since(since)),
        told=notifications.told_after(after),
        choices=polls.chosen_after(after),
        late=late,
        unboosts=unboosts,
    )


class Lookout:
    """Remembers which rows of the last seconds it has pointed out already."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._known = NOTHING
        self._looked_at: datetime | None = None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` of each hint, in the ticker's thread; gives what ends it."""
        if not self._listeners:
            self._looked_at = None
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def look(self, now: datetime) -> None:
        """A sweep: a few short statements while anybody listens, else none.

        It looks back to its last look and ten seconds further, however long other work held it up.
        """
        if not self._listeners:
            return
        found = rows_since(min(self._looked_at or now, now) - OVERLAP)
        hint, self._known, self._looked_at = found.without(self._known), found, now
        if hint:
            for listener in [*self._listeners]:
                listener(hint)


lookout = Lookout()
