import enum
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.canonical import (
    DEEPEST_NESTING,
    LARGEST_INTEGER,
    Json,
    NotCanonical,
    canonical,
    parse_canonical,
)

integers = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | integers | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(values)
def test_what_is_written_reads_back_as_the_same_value(value: Json) -> None:
    assert parse_canonical(canonical(value)) == value


@given(values)
def test_any_json_reader_finds_the_same_value(value: Json) -> None:
    assert json.loads(canonical(value)) == value


def test_keys_sort_by_utf16_code_units_as_in_section_3_2_3() -> None:
    members: dict[str, Json] = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    in_order = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]
    assert list(json.loads(canonical(members)).values()) == in_order


def test_strings_are_escaped_as_in_section_3_2_2_2() -> None:
    given_text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/\u007f\u2028\b\t\f\r\x00"
    expected = '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\u2028\\b\\t\\f\\r\\u0000"'
    assert canonical(given_text) == expected.encode("utf-8")


def test_nested_values_are_written_without_white_space() -> None:
    assert (
        canonical({"b": [1, {"d": None, "c": False}], "a": True})
        == b'{"a":true,"b":[1,{"c":false,"d":null}]}'
    )


def test_tuples_are_lists_and_number_enumerations_are_numbers() -> None:
    class Branch(enum.IntEnum):
        OAK = 7

    assert canonical((Branch.OAK, ())) == b"[7,[]]"


@pytest.mark.parametrize("edge", [LARGEST_INTEGER, -LARGEST_INTEGER])
def test_the_largest_integers_are_kept_and_the_next_are_refused(edge: int) -> None:
    assert canonical(edge) == str(edge).encode()
    with pytest.raises(NotCanonical, match="beyond"):
        canonical(edge + (1 if edge > 0 else -1))


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        [0.5],
        {"a": float("nan")},
        {1: "a"},
        {None: "a"},
        b"bytes",
        {1, 2},
        "\ud800",
        {"\udfff": 1},
        ["a\udc00b"],
    ],
    ids=repr,
)
def test_values_without_a_canonical_form_are_refused(value: Json) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_nesting_ends_at_the_same_depth_for_everybody() -> None:
    deepest: Json = []
    for _ in range(DEEPEST_NESTING - 1):
        deepest = [deepest]
    assert parse_canonical(canonical(deepest)) == deepest
    with pytest.raises(NotCanonical, match="levels deep"):
        canonical([deepest])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1\n",
        b"1 2",
        b"[1, 2]",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b"1.0",
        b"1e2",
        b"1E400",
        b"-0",
        b"01",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"1" * 5000,
        rb'"\u0041"',
        rb'"\/"',
        rb'"\u000A"',
        rb'"\ud83d\ude00"',
        rb'"\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        "1".encode("utf-16"),
        b"[" * 100_000,
        b"[" * 101 + b"]" * 101,
        b'"\x00"',
        b"[1,]",
        b"'a'",
    ],
    ids=lambda data: repr(data[:24]),
)
def test_bytes_in_any_other_spelling_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(data)


@given(st.binary())
def test_arbitrary_bytes_are_refused_or_are_already_canonical(data: bytes) -> None:
    try:
        value = parse_canonical(data)
    except NotCanonical:
        return
    assert canonical(value) == data
