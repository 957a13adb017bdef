"""How attention is spread over authors, from how often each stood among the first places; whole numbers."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from rulebook.suppression import LEAST_PEOPLE

FULL = 1_000


class Place(NamedTuple):
    """A post among the first places of somebody's feed."""

    author: int
    is_bridging: bool
    is_newcomer: bool
    is_stranger: bool  # to that reader


class Attention(NamedTuple):
    """In thousandths of all places; None where fewer than five authors stand behind a number.

    `busiest_tenth` is what the most seen tenth of authors had; it is 100 where all had the same.
    """

    places: int
    authors: int | None
    busiest_tenth: int | None
    bridging: int | None
    newcomers: int | None
    strangers: int | None


def spread(places: Iterable[Place]) -> Attention:
    """Of all first places of all readers together."""
    seen = list(places)
    by_author: dict[int, int] = {}
    for each in seen:
        by_author[each.author] = by_author.get(each.author, 0) + 1
    is_enough = len(by_author) >= LEAST_PEOPLE
    return Attention(
        len(seen),
        len(by_author) if is_enough else None,
        busiest_tenth(by_author) if is_enough else None,
        _share(seen, lambda each: each.is_bridging),
        _share(seen, lambda each: each.is_newcomer),
        _share(seen, lambda each: each.is_stranger),
    )


def busiest_tenth(by_author: Mapping[int, int]) -> int:
    """The most seen tenth's part in thousandths, rounded down; of its last author only what is in it."""
    counts = sorted(by_author.values(), reverse=True)
    whole, tenths = divmod(len(counts), 10)
    top = 10 * sum(counts[:whole]) + (tenths * counts[whole] if tenths else 0)
    return top * FULL // (10 * sum(counts)) if counts else 0


def _share(seen: list[Place], is_one: Callable[[Place], bool]) -> int | None:
    """In thousandths. None or all may be told; not what is few authors', nor what only few are not."""
    some = [each for each in seen if is_one(each)]
    for part in (some, [each for each in seen if not is_one(each)]):
        if 0 < len({each.author for each in part}) < LEAST_PEOPLE:
            return None
    return len(some) * FULL // len(seen) if seen else None
