"""A made-up town of two camps that write, react, and are attacked. It shares nothing with what scores it.

People stand along a line, most around its two ends. A post has merit, which everybody sees alike, and a
slant, which one end likes and the other dislikes. People mostly meet, and react to, what their own end
writes. What is *bridging* is known here alone: a post that most people of either camp would find worthwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

PEOPLE, POSTS, REACTIONS = 10_000, 50_000, 2_000_000
_OWN_CAMP = 0.75  # of a post's reactions
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Reactions:
    """Who reacted to which post, and whether she found it worthwhile."""

    by: Array
    to: Array
    worthwhile: Array


@dataclass(frozen=True)
class Town:
    """The first half of the posts is the past. What is true of it is for judging alone."""

    stance: Array
    merit: Array
    slant: Array
    topic: Array
    reactions: Reactions
    is_bridging: Array

    def asked(self, posts: Array, of_each_camp: int, rng: np.random.Generator) -> Reactions:
        """Answers of people drawn from all, whoever they are, until about so many of each camp answered."""
        many = of_each_camp * 2
        by = rng.integers(0, len(self.stance), (len(posts), many)).ravel()
        to = np.repeat(posts, many)
        return Reactions(by, to, _finds(self, by, to, rng))


def build(seed: int) -> Town:
    rng = np.random.default_rng([8, seed])
    camp = np.where(rng.random(PEOPLE) < 0.55, -1.0, 1.0)
    stance = camp + rng.normal(0, 0.4, PEOPLE)
    kind = rng.random(POSTS)
    slant = np.where(kind < 0.55, np.where(rng.random(POSTS) < 0.5, -1, 1) * rng.uniform(0.9, 2.4, POSTS), 0)
    slant = np.where(slant == 0, rng.normal(0, 0.25, POSTS), slant)
    merit = np.where(kind < 0.55, rng.normal(0.2, 0.6, POSTS), 0)
    merit = np.where((kind >= 0.55) & (kind < 0.8), rng.normal(1.6, 0.4, POSTS), merit)
    merit = np.where(kind >= 0.8, rng.normal(-1.2, 0.5, POSTS), merit)
    topic = rng.integers(1, 40, POSTS)
    worth = np.minimum(_chance(merit - slant), _chance(merit + slant))
    town = Town(stance, merit, slant, topic, Reactions(*[np.zeros(0)] * 3), worth >= 0.6)
    return Town(stance, merit, slant, topic, _reactions(town, camp, rng), town.is_bridging)


def _reactions(town: Town, camp: Array, rng: np.random.Generator) -> Reactions:
    """Some posts are met by many and most by few; each camp meets mostly what leans its own way."""
    reach = rng.lognormal(0, 0.6, POSTS)
    to = np.repeat(np.arange(POSTS), np.maximum(np.rint(reach / reach.sum() * REACTIONS).astype(int), 12))
    leans = np.where(town.slant + rng.normal(0, 0.5, POSTS) > 0, 1, -1)[to]
    own = rng.random(len(to)) < _OWN_CAMP
    wanted = np.where(own, leans, -leans)
    left, right = np.flatnonzero(camp < 0), np.flatnonzero(camp > 0)
    busy = rng.random(len(to)) ** 1.5  # some react more than others
    by = np.where(wanted > 0, right[(busy * len(right)).astype(int)], left[(busy * len(left)).astype(int)])
    once = np.unique(to.astype(np.int64) * PEOPLE + by)
    to, by = once // PEOPLE, once % PEOPLE
    return Reactions(by, to, _finds(town, by, to, rng))


def _finds(town: Town, by: Array, to: Array, rng: np.random.Generator) -> Array:
    return rng.random(len(by)) < _chance(town.merit[to] + town.slant[to] * town.stance[by])


def _chance(liking: Array) -> Array:
    found: Array = 1 / (1 + np.exp(-liking))
    return found
