"""Every address, asked by everybody: what each is told stands in `expected.tsv`; a new one needs a line.

When it fails and the new answer is right: `python -m tests.permissions`, and read what changed.
"""

from __future__ import annotations

import pytest

from tests.permissions import asking, table

_EXPECTED = table.read()


@pytest.mark.parametrize("viewer", asking.VIEWERS)
def test_everybody_is_told_what_the_table_says(sample: None, viewer: str) -> None:
    made = asking.everybody()
    assert table.differences(viewer, asking.told(viewer, made), _EXPECTED) == []


def test_nobody_meets_an_error_of_ours() -> None:
    broken = [key for key, row in _EXPECTED.items() if any(each.endswith("!") for each in row.values())]
    assert broken == []


def test_a_new_address_and_another_answer_are_told() -> None:
    expected = {("GET", "here"): {"person": "no"}}
    found = [("GET", "here", "yes"), ("POST", "here", "-"), ("GET", "new", "yes")]
    assert table.differences("person", found, expected) == [
        "GET here: person was told “yes”, not “no”",
        "GET new: is in no line of the table; person was told “yes”",
    ]
