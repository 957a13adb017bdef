from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.draw.lot import in_lot_order, lot_number

NAMES = ["ada", "ben", "caro", "dev"]


def test_an_items_number_is_the_hash_of_the_seed_and_the_item() -> None:
    assert lot_number(b"ada", seed=b"2027") == sha256(b"2027ada").digest()


def test_the_smallest_number_is_drawn_first() -> None:
    drawn = in_lot_order(NAMES, seed=b"2027", as_bytes=str.encode)
    numbers = [sha256(b"2027" + name.encode()).digest() for name in drawn]
    assert numbers == sorted(numbers)
    assert sorted(drawn) == NAMES


@given(st.permutations(NAMES), st.binary())
def test_the_order_of_handing_in_makes_no_difference(handed_in: list[str], seed: bytes) -> None:
    assert in_lot_order(handed_in, seed=seed, as_bytes=str.encode) == in_lot_order(
        NAMES, seed=seed, as_bytes=str.encode
    )


def test_another_seed_draws_another_order() -> None:
    orders = {tuple(in_lot_order(NAMES, seed=b"%d" % seed, as_bytes=str.encode)) for seed in range(200)}
    assert len(orders) == 24


def test_items_that_are_spelt_alike_are_refused() -> None:
    with pytest.raises(ValueError, match="same spelling"):
        in_lot_order(["ada", "ada"], seed=b"", as_bytes=str.encode)
