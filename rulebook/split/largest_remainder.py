"""Sharing whole units in proportion, so that the parts sum to what there was.

Source: Hamilton's method, or that of the largest remainder (Michel Balinski and H. Peyton Young, "Fair
Representation", 1982, section 3 and appendix A). Equal remainders are told apart by the public lot
(rulebook/draw). Limits fill up as water does: whoever would get more than her limit gets just that, and the
others share what she leaves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rulebook.draw.lot import lot_number


@dataclass(frozen=True)
class Rate:
    """How parts follow from weights. It tells each person her own part, and nobody about anybody else's.

    A quota is rounded up when its remainder is larger than `remainder`, or as large with a lot number that
    comes before `lot` in the alphabet: the shortest text that parts those who were drawn from those who were
    not.
    """

    units: int  # a weight of w has the exact quota w · units / weight
    weight: int
    remainder: int
    lot: str

    def part(self, weight: int, *, lot: str, limit: int) -> int:
        """What a weight gets, where `lot` is its lot number as 64 hexadecimal digits."""
        quota, remainder = divmod(weight * self.units, self.weight)
        if quota >= limit:
            return limit
        drawn = remainder == self.remainder and lot < self.lot
        return quota + 1 if drawn or remainder > self.remainder else quota


@dataclass(frozen=True)
class Shares:
    """What each got, and how it follows."""

    parts: list[int]
    rate: Rate

    @property
    def total(self) -> int:
        return sum(self.parts)


def largest_remainder(
    total: int,
    weights: Sequence[int],
    *,
    seed: bytes,
    limits: Sequence[int] | None = None,
    keys: Sequence[str] | None = None,
) -> list[int]:
    """Share `total` whole units in proportion to `weights`; the parts sum to `total`.

    Whole quotas first, then one unit each to the largest remainders; equal remainders are in the order of
    SHA-256(seed ‖ key); without keys it is the index as eight bytes, the least significant first. Nobody
    gets more than her limit. Raises ValueError for less than nothing, and for what cannot be shared: no
    weights, or limits below the total.

    >>> largest_remainder(100, [1, 1, 1], seed=b"")
    [33, 34, 33]
    >>> largest_remainder(100, [1, 1, 1], seed=b"", limits=[50, 10, 50])
    [45, 10, 45]
    """
    return share_out(total, weights, seed=seed, limits=limits, keys=keys).parts


def share_out(
    total: int,
    weights: Sequence[int],
    *,
    seed: bytes,
    limits: Sequence[int] | None = None,
    keys: Sequence[str] | None = None,
) -> Shares:
    """As `largest_remainder`, with how it came about."""
    _check(total, weights, limits)
    parts, open_ones, units, weight = [0] * len(weights), list(range(len(weights))), total, sum(weights)
    if limits is not None:
        parts, open_ones, units, weight = _filled(total, weights, limits)
    if not weight:
        return Shares(parts, Rate(0, 1, 1, ""))
    remainders: list[tuple[int, int]] = []
    for each in open_ones:
        parts[each], remainder = divmod(units * weights[each], weight)
        if remainder:
            remainders.append((remainder, each))
    left = sum([remainder for remainder, _each in remainders]) // weight
    rounded_up, at_cut, lot_at_cut = _largest(
        left, remainders, weight, lambda each: lot_of(each, keys, seed=seed)
    )
    for each in rounded_up:
        parts[each] += 1
    return Shares(parts, Rate(units, weight, at_cut, lot_at_cut))


def lot_of(index: int, keys: Sequence[str] | None, *, seed: bytes) -> str:
    """The lot number of an index, as 64 hexadecimal digits."""
    spelt = index.to_bytes(8, "little") if keys is None else keys[index].encode()
    return lot_number(spelt, seed=seed).hex()


def _check(total: int, weights: Sequence[int], limits: Sequence[int] | None) -> None:
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither a total nor a weight can be less than nothing")
    if limits is not None:
        if len(limits) != len(weights) or any(limit < 0 for limit in limits):
            raise ValueError("each weight has one limit, and none is less than nothing")
        if sum([limit for limit, weight in zip(limits, weights, strict=True) if weight]) < total:
            raise ValueError("the limits leave no place for all of the total")
    if total and not any(weights):
        raise ValueError("there is nobody among whom it could be shared")


def _filled(
    total: int, weights: Sequence[int], limits: Sequence[int]
) -> tuple[list[int], list[int], int, int]:
    """Parts of those who reach their limit.

    Who does not; and the units and the weight that are left for them.

    When all reach it, the units and the weight are those at which the last ones did.
    """
    parts = [0] * len(weights)
    open_ones = [each for each, weight in enumerate(weights) if weight]
    units, weight = total, sum(weights)
    while True:
        full = {each for each in open_ones if units * weights[each] >= limits[each] * weight}
        for each in full:
            parts[each] = limits[each]
        if full:
            open_ones = [each for each in open_ones if each not in full]
        if not full or not open_ones:
            return parts, open_ones, units, weight
        units -= sum([limits[each] for each in full])
        weight -= sum([weights[each] for each in full])


def _largest(
    wanted: int, remainders: list[tuple[int, int]], weight: int, lot: Callable[[int], str]
) -> tuple[list[int], int, str]:
    """The indexes of the `wanted` largest remainders, and where the cut is.

    There are always more than `wanted`.
    """
    if not wanted:
        return [], weight, ""
    at_cut = sorted([remainder for remainder, _each in remainders], reverse=True)[wanted - 1]
    above = [each for remainder, each in remainders if remainder > at_cut]
    equal = [each for remainder, each in remainders if remainder == at_cut]
    places = wanted - len(above)
    if places == len(equal):
        return above + equal, max([remainder for remainder, _each in remainders if remainder < at_cut]), ""
    lots = [lot(each) for each in equal]
    ordered = sorted(lots)
    last_in, first_out = ordered[places - 1 : places + 1]
    if last_in == first_out:
        raise ValueError("two people have the same key, so the lot cannot tell them apart")
    drawn = [each for each, number in zip(equal, lots, strict=True) if number <= last_in]
    return above + drawn, at_cut, _between(last_in, first_out)


def _between(last_in: str, first_out: str) -> str:
    """The shortest text that comes after the one and not after the other."""
    same = 0
    while last_in[same : same + 1] == first_out[same : same + 1] != "":
        same += 1
    return first_out[: same + 1]
