"""Attacks that are tried: none takes more than outsiders trusted the group with."""

import pytest

from rulebook.trust.attacks import ATTACKS


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_a_group_takes_at_most_what_it_was_trusted_with(name):
    outcome = ATTACKS[name](8)
    assert outcome.held
    assert outcome.took > 0


def test_more_fakes_take_no_more():
    few, many = ATTACKS["ring-of-fakes"](4), ATTACKS["ring-of-fakes"](40)
    assert few.took == many.took == few.trusted == many.trusted == 600
