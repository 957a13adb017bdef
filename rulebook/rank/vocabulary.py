"""Every word that a feed's document may use. The list is closed: what stands nowhere here counts nowhere.

A feature gives each post a value from 0 to 1,000; what the document weighs it with is in thousandths.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FULL = 1_000
HEAVIEST = 100_000  # weight_milli, either way
_NONE: Mapping[str, "Param"] = MappingProxyType({})


@dataclass(frozen=True)
class Param:
    """A whole number beside a weight."""

    usual: int
    low: int
    high: int


@dataclass(frozen=True)
class Feature:
    """`column` is the field of a `Row` that it reads; `params` say how."""

    column: str
    params: Mapping[str, Param] = field(default_factory=lambda: _NONE)

    @property
    def counts(self) -> bool:
        """Is its column how many there are, rather than how much of 1,000?"""
        return "half_at" in self.params


def _count(column: str, half_at: int) -> Feature:
    return Feature(column, MappingProxyType({"half_at": Param(half_at, 1, 1_000)}))


#: `half_life_hours`: at this age half is left. `half_at`: with so many, half of all that can be had.
FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        "recency": Feature("age_minutes", MappingProxyType({"half_life_hours": Param(12, 1, 24 * 365)})),
        "follow": Feature("followed"),
        "mutuals": Feature("mutual"),
        "thanks": _count("thanks", 3),
        "replies": _count("replies", 2),
        "boosts": _count("boosts", 2),
        "bridging": Feature("bridging"),
        "group": Feature("group"),
        "tag": Feature("tag"),
        "language": Feature("language"),
        "media": Feature("media"),
        "newcomer": Feature("newcomer"),
        "here": Feature("here"),
        "seen": Feature("seen"),
        "deprioritised": Feature("deprioritised"),
        "labelled": Feature("labelled"),
    }
)

#: What a document may leave out altogether, and the column that says so when it is not 0.
HIDES: Mapping[str, str] = MappingProxyType(
    {
        "answers": "answer",
        "boosts": "passed_on",
        "deprioritised": "deprioritised",
        "labelled": "labelled",
        "other-languages": "foreign",
        "seen": "seen",
        "sensitive": "sensitive",
        "strangers": "stranger",
    }
)

OLDEST_HOURS = Param(24 * 7, 1, 24 * 365)
AUTHOR_DECAY = Param(700, 0, FULL)  # what is left of the second post's points, in thousandths; 1,000: all
TOPIC_MOST = Param(10, 1, 10)  # of ten posts in a row; 10: no quota
