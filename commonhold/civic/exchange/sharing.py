"""How a sum is shared by weights. Pure: minor units in and out, none lost and none made."""

from __future__ import annotations

from collections.abc import Mapping


def shared(cents: int, weights: Mapping[int, int]) -> dict[int, int]:
    """By whom, how much: rounded down, and what is left a unit each to the largest remainders.

    Among equal ones the smaller ids are first. Where all weights are nothing, all count the same; for nobody
    it is empty.

    >>> shared(100, {1: 1, 2: 1, 3: 1})
    {1: 34, 2: 33, 3: 33}
    >>> shared(100, {1: 0, 2: 3})
    {1: 0, 2: 100}
    """
    if not weights:
        return {}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    whole = sum(weights.values())
    found = {each: cents * weight // whole for each, weight in sorted(weights.items())}
    left = cents - sum(found.values())
    first = sorted(weights, key=lambda each: (-(cents * weights[each] % whole), each))
    for each in first[:left]:
        found[each] += 1
    return found
