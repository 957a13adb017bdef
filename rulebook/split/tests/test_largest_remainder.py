from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.split.largest_remainder import largest_remainder, lot_of, share_out

WEIGHTS = st.lists(st.integers(0, 1_000), min_size=1, max_size=12).filter(any)
TOTALS = st.integers(0, 10_000)
SEEDS = st.binary(max_size=3)


def test_a_euro_among_three_gives_the_last_cent_to_whoever_is_drawn_first() -> None:
    numbers = [sha256(index.to_bytes(8, "little")).digest() for index in range(3)]
    assert min(range(3), key=numbers.__getitem__) == 1
    assert largest_remainder(100, [1, 1, 1], seed=b"") == [33, 34, 33]


def test_the_largest_remainder_gets_the_last_unit_whatever_the_seed() -> None:
    for seed in (b"", b"2027", b"2028"):
        assert largest_remainder(10, [145, 340, 515], seed=seed) == [2, 3, 5]


@given(TOTALS, WEIGHTS, SEEDS)
def test_the_parts_sum_to_the_total_and_are_less_than_a_unit_from_the_quota(
    total: int, weights: list[int], seed: bytes
) -> None:
    parts = largest_remainder(total, weights, seed=seed)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@given(TOTALS, WEIGHTS, SEEDS, SEEDS)
def test_the_seed_moves_single_units_between_equal_remainders_alone(
    total: int, weights: list[int], seed: bytes, other: bytes
) -> None:
    one = largest_remainder(total, weights, seed=seed)
    two = largest_remainder(total, weights, seed=other)
    moved = {total * weight % sum(weights) for weight, a, b in zip(weights, one, two, strict=True) if a != b}
    assert len(moved) <= 1


@given(TOTALS, WEIGHTS, SEEDS, st.data())
def test_a_larger_weight_never_gets_less(
    total: int, weights: list[int], seed: bytes, data: st.DataObject
) -> None:
    who = data.draw(st.integers(0, len(weights) - 1))
    more = [weight + 7 if each == who else weight for each, weight in enumerate(weights)]
    assert largest_remainder(total, more, seed=seed)[who] >= largest_remainder(total, weights, seed=seed)[who]


@given(WEIGHTS, SEEDS, st.data())
def test_nobody_gets_more_than_her_limit_and_nothing_is_lost(
    weights: list[int], seed: bytes, data: st.DataObject
) -> None:
    limits = [data.draw(st.integers(0, 100)) for _ in weights]
    room = sum(limit for limit, weight in zip(limits, weights, strict=True) if weight)
    total = data.draw(st.integers(0, room))
    parts = largest_remainder(total, weights, seed=seed, limits=limits)
    assert sum(parts) == total
    assert all(0 <= part <= limit for part, limit in zip(parts, limits, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


@given(WEIGHTS, SEEDS, st.data())
def test_each_part_follows_from_the_published_rate(
    weights: list[int], seed: bytes, data: st.DataObject
) -> None:
    limits = [data.draw(st.integers(0, 100)) for _ in weights]
    room = sum(limit for limit, weight in zip(limits, weights, strict=True) if weight)
    keys = [f"p{each}" for each in range(len(weights))]
    shares = share_out(data.draw(st.integers(0, room)), weights, seed=seed, limits=limits, keys=keys)
    for each, part in enumerate(shares.parts):
        lot = lot_of(each, keys, seed=seed)
        assert shares.rate.part(weights[each], lot=lot, limit=limits[each]) == part


@given(TOTALS, WEIGHTS, SEEDS, st.randoms())
def test_with_keys_the_order_in_which_people_stand_makes_no_difference(
    total: int, weights: list[int], seed: bytes, dice: object
) -> None:
    named = [(f"p{each}", weight) for each, weight in enumerate(weights)]
    shuffled = list(named)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random

    def shared(people: list[tuple[str, int]]) -> dict[str, int]:
        keys = [key for key, _weight in people]
        parts = largest_remainder(total, [weight for _key, weight in people], seed=seed, keys=keys)
        return dict(zip(keys, parts, strict=True))

    assert shared(named) == shared(shuffled)


def test_the_published_cut_is_the_shortest_text_that_parts_the_drawn_from_the_others() -> None:
    keys = [f"p{each}" for each in range(16)]
    shares = share_out(8, [1] * 16, seed=b"2027", keys=keys)
    lots = sorted(lot_of(each, keys, seed=b"2027") for each in range(16))
    cut = shares.rate.lot
    assert lots[7] < cut <= lots[8]
    assert not lots[7] < cut[:-1] <= lots[8]


def test_what_nobody_could_share_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody among whom"):
        largest_remainder(1, [0, 0], seed=b"")
    with pytest.raises(ValueError, match="no place for all"):
        largest_remainder(10, [1, 1], seed=b"", limits=[4, 5])
    with pytest.raises(ValueError, match="no place for all"):
        largest_remainder(10, [1, 0], seed=b"", limits=[9, 100])
    with pytest.raises(ValueError, match="less than nothing"):
        largest_remainder(-1, [1], seed=b"")
    with pytest.raises(ValueError, match="less than nothing"):
        largest_remainder(1, [2, -1], seed=b"")
    with pytest.raises(ValueError, match="same key"):
        largest_remainder(1, [1, 1], seed=b"", keys=["ada", "ada"])
    with pytest.raises(ValueError, match="each weight has one limit"):
        largest_remainder(1, [1, 1], seed=b"", limits=[1])


def test_nothing_is_shared_among_nobody() -> None:
    assert largest_remainder(0, [], seed=b"") == []
    assert largest_remainder(0, [0, 0], seed=b"") == [0, 0]
