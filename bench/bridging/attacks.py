"""Twenty partisan posts that somebody wants lifted, and three ways of trying."""

from __future__ import annotations

import numpy as np

from bench.bridging.world import PEOPLE, POSTS, Array, Reactions, Town

TARGETS = 20
FLOOD, FRESH, SPIES = 400, 1_000, 50
_HABIT = 60  # reactions by which each infiltrator seems to be of the other camp


def targets(town: Town, rng: np.random.Generator) -> Array:
    """Of the present, liked by one camp and not by the other."""
    partisan = np.flatnonzero((np.abs(town.slant) > 1.4) & ~town.is_bridging)
    return rng.choice(partisan[partisan >= POSTS // 2], TARGETS, replace=False)


def flood(town: Town, posts: Array, rng: np.random.Generator) -> Reactions:
    """Hundreds of the post's own camp find it worthwhile, every one of them."""
    camps = [np.flatnonzero(town.stance * np.sign(town.slant[post]) > 0) for post in posts]
    by = np.concatenate([rng.choice(each, FLOOD, replace=False) for each in camps])
    return _all_for(by, np.repeat(posts, FLOOD))


def fresh(posts: Array) -> Reactions:
    """A thousand accounts that nobody knows, numbered after the people."""
    return _all_for(np.tile(np.arange(PEOPLE, PEOPLE + FRESH), len(posts)), np.repeat(posts, FRESH))


def spies_past(town: Town, rng: np.random.Generator) -> Reactions:
    """Infiltrators seem for long to be of one camp or the other, fifty of each."""
    first = PEOPLE + FRESH
    by = np.repeat(np.arange(first, first + 2 * SPIES), _HABIT)
    to = rng.integers(0, POSTS // 2, len(by))
    camp = np.where(by < first + SPIES, -1, 1)
    return Reactions(by, to, town.slant[to] * camp + town.merit[to] > 0)


def spies(town: Town, posts: Array) -> Reactions:
    """Then those who seem to be of the other camp find the posts worthwhile."""
    first = PEOPLE + FRESH
    begin = np.where(town.slant[posts] > 0, first, first + SPIES)
    by = (begin[:, None] + np.arange(SPIES)[None, :]).ravel()
    return _all_for(by, np.repeat(posts, SPIES))


def joined(*parts: Reactions) -> Reactions:
    return Reactions(
        np.concatenate([each.by for each in parts]),
        np.concatenate([each.to for each in parts]),
        np.concatenate([each.worthwhile for each in parts]),
    )


def _all_for(by: Array, to: Array) -> Reactions:
    return Reactions(by, to, np.ones(len(by), bool))
