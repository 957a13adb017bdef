"""Results by class of member: none where a class is so small that they would tell how somebody voted."""

from __future__ import annotations

from collections.abc import Mapping

#: Fewer voters than this in one class, and no result by class is published at all.
FEWEST_VOTERS = 10


def may_be_published(voters: Mapping[str, int]) -> bool:
    """Whether results by class may be published, from how many voted in each.

    One small class keeps them all back: the total less the other classes would be its result. A class in
    which nobody voted tells nothing. Raises ValueError for fewer than no voters.
    """
    if min(voters.values(), default=0) < 0:
        raise ValueError("nobody can be fewer than none")
    return all(number == 0 or number >= FEWEST_VOTERS for number in voters.values())
