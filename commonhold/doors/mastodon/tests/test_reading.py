"""Bodies are read as apps write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.doors.calls.reading import nested


@pytest.mark.parametrize(
    ("pairs", "tree"),
    [
        ([("a", "1")], {"a": "1"}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("poll[options][]", "yes"), ("poll[options][]", "no")], {"poll": {"options": ["yes", "no"]}}),
        ([("f[0][name]", "a"), ("f[0][value]", "b")], {"f": {"0": {"name": "a", "value": "b"}}}),
        (
            [("k[][word]", "a"), ("k[][whole]", "1"), ("k[][word]", "b")],
            {"k": [{"word": "a", "whole": "1"}, {"word": "b"}]},
        ),
        ([("a", "1"), ("a[]", "2")], {"a": "1"}),
        ([("a[x]", "1"), ("a[]", "2")], {"a": {"x": "1"}}),
        ([("a[b][c][d][e][f][g]", "1")], {}),
    ],
)
def test_brackets_nest_as_rails_reads_them(pairs: list[tuple[str, str]], tree: dict[str, Any]) -> None:
    assert nested(pairs) == tree


@given(st.lists(st.tuples(st.text(alphabet="ab[]0", max_size=12), st.text(max_size=3))))
def test_whatever_stands_there_is_read_without_trouble(pairs: list[tuple[str, str]]) -> None:
    nested(pairs)
