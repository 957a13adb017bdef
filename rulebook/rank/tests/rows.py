"""Made-up posts for tests of the ranking."""

from collections.abc import Mapping
from typing import Any

from rulebook.rank.document import Document, parse
from rulebook.rank.ranking import Row
from rulebook.rank.vocabulary import FULL

PLAIN = Row(1, 1, 0, *[0] * (len(Row._fields) - 3))


def post(post_id: int, author: int = 0, **said: int) -> Row:
    """A fresh post of an author of its own, of no topic, unless said otherwise."""
    return PLAIN._replace(post_id=post_id, author=author or post_id, **said)


def document(weights: Mapping[str, int], **rest: Any) -> Document:
    """Of some features' weights in thousandths, each with its usual parameters."""
    features = {name: {"weight_milli": weight} for name, weight in weights.items()}
    said = {"id": "made-up", "version": 1, "features": features, **rest}
    return parse(_json(said))


def _json(value: object) -> str:
    return str(value).replace("'", '"')


YES = FULL
