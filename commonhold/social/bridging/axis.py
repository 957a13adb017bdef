"""The line along which ratings part people most: alternating least squares, with numpy.

Each rating, 1 or -1, is explained as mean + rater's habit + post's merit + rater's place times post's slant;
the four are fitted in turn, each by ridge regression, which has a closed form of two unknowns (Y. Hu,
Y. Koren, C. Volinsky, 2008, "Collaborative filtering for implicit feedback datasets", for the alternation).
Only the rater's place leaves this room's own tables, and that as a side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple


@cache
def is_there() -> bool:
    """Is numpy installed? Without it the feature is off."""
    return find_spec("numpy") is not None


class Placed(NamedTuple):
    """A rater's place on the axis, and how many posts she rated."""

    place: int
    rated: int


def places(
    raters: Sequence[int], posts: Sequence[int], worthwhile: Sequence[int], *, seed: int
) -> list[Placed]:
    """Each rater's place in thousandths, 1,000 being as far out as the outermost twentieth begins.

    Raters and posts are numbered from 0, and there is at least one rating; `worthwhile` is 1 or -1. Where one
    rated a post more than once, the last word counts. Which end is called positive is no one's choice: of
    those far from the middle, the one with the smallest number stands on the negative side.
    """
    import numpy as np  # noqa: PLC0415 - an extra that few co-ops need

    from commonhold.social.bridging.least_squares import fitted_places, last_words  # noqa: PLC0415 - the same

    by, of, said = last_words(
        np.asarray(raters, np.int32), np.asarray(posts, np.int32), np.asarray(worthwhile, np.int8)
    )
    found = fitted_places(by, of, said, seed=seed).tolist()
    return [Placed(*each) for each in zip(found, np.bincount(by).tolist(), strict=True)]
