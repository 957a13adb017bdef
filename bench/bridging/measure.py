"""How well bridging posts are told apart, and what attacks lift; each seed in processes of its own.

Judged are scores as feeds count them. The bar is what the worst quarter of the truly bridging posts reach
once raters were asked about them; a target is lifted when the attack, and nothing else, takes it to the bar.
Told beside it, with no promise: what is lifted among posts about which nobody was asked, by their own, lower
bar; and what stands past that bar with or without the attack.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.bridging import attacks
from bench.bridging.scorer import Scorer
from bench.bridging.world import PEOPLE, POSTS, REACTIONS, Array, Reactions, Town, build
from bench.figure import Figure, at_least, at_most, below

SEEDS = "COMMONHOLD_BRIDGING_SEEDS"  # how many, from 1 on
ATTACKS = ("flood", "fresh", "spies")
_ANSWERS = 16  # of each camp, so that ten come together on either side of the middle


def measure() -> Iterator[Figure]:
    many = int(os.environ.get(SEEDS, "3"))
    yield from figures([apart(seed) for seed in range(1, many + 1)])


def figures(runs: list[dict[str, float]]) -> Iterator[Figure]:
    """What all seeds together came to; each of them counts."""
    yield Figure(f"{PEOPLE:,} people, {POSTS:,} posts, {REACTIONS:,} reactions: seeds", len(runs), "")
    for name, words, least in (
        ("reactions", "AUC from reactions, the worst seed", 0.93),
        ("sample", "AUC with the sample, the worst seed", 0.98),
    ):
        yield at_least(least, words, min(each[name] for each in runs), "")
    of = f"of {attacks.TARGETS * len(runs)} posts lifted past the bar by"
    for stage, words in (("used", "before anybody is asked, as feeds count it"), ("asked", "once asked")):
        for name in ("flood", "fresh"):
            yield at_most(0, f"{of} {name}, {words}", _sum(runs, f"{name}-{stage}"), "")
        yield Figure(f"{of} infiltrators, {words}", _sum(runs, f"spies-{stage}"), "")
    past = max(_sum(runs, f"{name}-asked-past") for name in ATTACKS)
    yield Figure("past the bar once asked, with an attack or without, at most", past, "")
    yield Figure("the bar: the lowest of all seeds", min(each["bar"] for each in runs), "")
    yield Figure("an attacked post unasked: the highest", max(each["highest"] for each in runs), "")
    for name in ATTACKS:
        yield Figure(f"{of} {name}, among unasked posts alone", _sum(runs, f"{name}-among"), "")
        yield Figure("the same, and those that stand past it anyway", _sum(runs, f"{name}-among-past"), "")
    yield below(5, "the nightly fit: CPU, the slowest seed", max(each["seconds"] for each in runs), "s")
    yield below(300, "the nightly fit: most memory", max(each["megabytes"] for each in runs), "MB")


def one(path: str, seed: int) -> dict[str, float]:
    """All figures of a seed. Its reactions are laid down for `fit`, as a database holds them."""
    town, rng = build(seed), np.random.default_rng([9, seed])
    happened, half = town.reactions, POSTS // 2
    by, to = happened.by.astype(np.int32), happened.to.astype(np.int32)
    np.savez(path, by=by, to=to, worthwhile=happened.worthwhile)
    is_past = happened.to < half
    past = attacks.joined(_of(happened, is_past), attacks.spies_past(town, rng))
    many = PEOPLE + attacks.FRESH + 2 * attacks.SPIES
    scorer = Scorer(past, people=many, seed=seed)
    now, posts = _of(happened, ~is_past), np.arange(half, POSTS)
    aims = attacks.targets(town, rng)
    drawn = town.asked(posts, _ANSWERS, rng)
    truth = town.is_bridging[half:]
    tried = {
        "flood": attacks.flood(town, aims, rng),
        "fresh": attacks.fresh(aims),
        "spies": attacks.spies(town, aims),
    }
    unasked, asked = (_Stage(scorer, posts, now, sample, town) for sample in (None, drawn))
    low, bar = (float(np.quantile(each.scores[truth], 0.25)) for each in (unasked, asked))
    told = {"reactions": auc(unasked.scores, truth), "sample": auc(asked.scores, truth), "bar": bar}
    told["highest"] = 0
    for name, attack in tried.items():
        before, after = unasked.scores[aims - half], unasked.under(attack, aims)
        told["highest"] = max(told["highest"], int(after.max()))
        told[f"{name}-used"] = _lifted(before, after, bar)
        once_asked = asked.under(attack, aims)
        told[f"{name}-asked"] = _lifted(asked.scores[aims - half], once_asked, bar)
        told[f"{name}-asked-past"] = int((once_asked >= bar).sum())
        told[f"{name}-among"] = _lifted(before, after, low)
        told[f"{name}-among-past"] = int((after >= low).sum())
    return told


class _Stage:
    """Scores with or without a sample, as they are and under an attack."""

    def __init__(
        self, scorer: Scorer, posts: Array, said: Reactions, sample: Reactions | None, town: Town
    ) -> None:
        self._scorer, self._said, self._sample, self._topic = scorer, said, sample, town.topic
        self._alone = scorer.alone(posts, said, sample)
        self.scores = self._within(self._alone)

    def under(self, attack: Reactions, aims: Array) -> Array:
        """Scores of the posts that are aimed at; nothing else was reacted to."""
        said = attacks.joined(_of(self._said, np.isin(self._said.to, aims)), attack)
        alone = self._alone | self._scorer.alone(aims, said, self._sample)
        found: Array = self._within(alone)[aims - POSTS // 2]
        return found

    def _within(self, alone: dict[int, int]) -> Array:
        return np.array(list(self._scorer.within(alone, self._topic).values()))


def _lifted(before: Array, after: Array, bar: float) -> int:
    return int(((after >= bar) & (before < bar)).sum())


def fit(path: str, seed: int) -> dict[str, float]:
    """What the nightly fit over all reactions takes: seconds of CPU, and megabytes with all that it needs."""
    kept = np.load(path)
    happened = Reactions(kept["by"], kept["to"], kept["worthwhile"])
    began = time.process_time()
    Scorer(happened, people=PEOPLE, seed=seed)
    return {"seconds": time.process_time() - began, "megabytes": _megabytes()}


def auc(scores: Array, truth: Array) -> float:
    """How often a bridging post stands above another one; ties count half (Mann and Whitney, 1947)."""
    _values, place, many = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(many) - (many - 1) / 2)[place]
    good = int(truth.sum())
    above = float(ranks[truth].sum()) - good * (good + 1) / 2
    return float(above / (good * (len(truth) - good)))


def apart(seed: int) -> dict[str, float]:
    """A seed's figures, from processes of their own, since memory is measured."""
    told: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "reactions.npz")
        for call in (f"one({path!r}, {seed})", f"fit({path!r}, {seed})"):
            code = f"import json; from bench.bridging.measure import *; print(json.dumps({call}))"
            ran = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
            told |= json.loads(ran.stdout)
    return told


def _of(said: Reactions, which: Array) -> Reactions:
    return Reactions(said.by[which], said.to[which], said.worthwhile[which])


def _sum(runs: list[dict[str, float]], name: str) -> float:
    return float(sum(each[name] for each in runs))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
