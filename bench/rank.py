"""Ordering a feed: five hundred posts for one reader, by a document that uses every feature and the mix."""

from __future__ import annotations

import json
import random

from bench.figure import Figure, below, best_of
from rulebook.rank.document import Document, parse
from rulebook.rank.ranking import Row, rank
from rulebook.rank.vocabulary import FEATURES
from rulebook.rank.why import why

_COUNTS = ("thanks", "replies", "boosts")
_POSTS, _ROUNDS, _MILLISECONDS = 500, 100, 2


def measure() -> list[Figure]:
    document, rows = _document(), _rows()

    def work(_round: int) -> None:
        for _ in range(_ROUNDS):
            rank(document, rows)

    def asked(_round: int) -> None:
        why(document, rows, rows[0].post_id)

    order, answer = best_of(5, work), best_of(5, asked)
    words = f"{_POSTS} posts by {len(FEATURES)} features, decay and quota: CPU for one reader"
    return [
        below(_MILLISECONDS, words, order.cpu / _ROUNDS * 1000, "ms"),
        Figure("why one of them stands where it does", answer.cpu * 1000, "ms"),
    ]


def _document() -> Document:
    weights = {name: {"weight_milli": 500 + 37 * place} for place, name in enumerate(FEATURES)}
    said = {
        "id": "everything",
        "version": 1,
        "features": weights,
        "diversity": {"author_decay_milli": 700},
        "topic_quota": {"most_of_ten": 4},
    }
    return parse(json.dumps(said))


def _rows() -> list[Row]:
    dice = random.Random(8)  # noqa: S311 - made-up posts, the same in every run
    yes_or_no = [name for name in Row._fields[3:] if name not in ("age_minutes", *_COUNTS)]
    return [
        Row(
            post_id=(number + 1) << 40,
            author=dice.randrange(150),
            topic=dice.randrange(8),
            age_minutes=dice.randrange(9_000),
            **{name: dice.randrange(9) for name in _COUNTS},
            **{name: dice.choice([0, 1_000]) for name in yes_or_no},
        )
        for number in range(_POSTS)
    ]
