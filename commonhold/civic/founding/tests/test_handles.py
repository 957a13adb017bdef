from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

from commonhold.civic.founding import handles
from commonhold.social.people.handles import _ALLOWED


def test_the_example_holds():
    assert doctest.testmod(handles).failed == 0


@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_names_give_allowed_handles_all_different(names):
    made = handles.handles_for(names)
    assert len(set(made)) == len(names)
    assert all(_ALLOWED.fullmatch(each) for each in made)
