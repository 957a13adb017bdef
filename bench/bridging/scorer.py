"""The house's own bridging over arrays of reactions: the axis of the past, then counters of later posts."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.bridging.world import Reactions
from commonhold.social.bridging import axis
from rulebook.rank import bridging
from rulebook.rank.bridging import Counters, Side

Array = np.ndarray[Any, Any]


class Scorer:
    """Learns nothing after it was made: who rated fewer than twenty posts by then is on no side."""

    def __init__(self, past: Reactions, *, people: int, seed: int) -> None:
        _posts, numbered = np.unique(past.to, return_inverse=True)
        signs = np.where(past.worthwhile, 1, -1).astype(np.int8)
        given: list[Any] = [past.by, numbered, signs]
        self.sides = np.zeros(people, np.int8)
        for number, found in enumerate(axis.places(*given, seed=seed)):
            if found.rated >= bridging.LEAST_RATINGS:
                self.sides[number] = bridging.side_of(found.place)

    def alone(self, posts: Array, reactions: Reactions, sample: Reactions | None) -> dict[int, int]:
        """Each post's score, before it is measured against its topic."""
        unasked, asked = self._counters(reactions), {} if sample is None else self._counters(sample)
        return {
            post: bridging.score(unasked.get(post, Counters()), asked.get(post, Counters()))
            for post in posts.tolist()
        }

    def within(self, alone: dict[int, int], topic: Array) -> dict[int, int]:
        return bridging.within_topics(alone, {post: int(topic[post]) for post in alone})

    def _counters(self, said: Reactions) -> dict[int, Counters]:
        size = int(said.to.max()) + 1
        side = self.sides[said.by]
        four = [
            np.bincount(said.to[(side == each) & heard], minlength=size)
            for each in (-1, 1)
            for heard in (np.ones(len(said.to), bool), said.worthwhile)
        ]
        return {
            post: Counters(Side(*row[:2]), Side(*row[2:]))
            for post, row in enumerate(np.stack(four, axis=1).tolist())
        }
