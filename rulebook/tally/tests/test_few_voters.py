from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally.few_voters import FEWEST_VOTERS, may_be_published


@pytest.mark.parametrize(
    ("voters", "allowed"),
    [
        ({}, True),
        ({"users": 10}, True),
        ({"users": 9}, False),
        ({"users": 400, "workers": 9}, False),
        ({"users": 400, "workers": 10, "supporters": 0}, True),
    ],
)
def test_one_class_below_ten_voters_keeps_all_results_by_class_back(voters, allowed):
    assert may_be_published(voters) is allowed


@given(st.dictionaries(st.text(), st.integers(0, 30)))
def test_no_small_class_can_be_found_by_subtracting(voters):
    if may_be_published(voters):
        assert not any(0 < number < FEWEST_VOTERS for number in voters.values())


def test_fewer_than_nobody_is_no_number_of_voters():
    with pytest.raises(ValueError, match="fewer than none"):
        may_be_published({"users": -1})
