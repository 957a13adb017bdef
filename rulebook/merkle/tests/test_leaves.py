import pytest

from rulebook.canonical import Json, canonical
from rulebook.merkle.leaves import LONGEST_LEAF, Leaf, MalformedLeaf, format_leaf, parse_leaf

LEAF = Leaf(
    "charter.founded", v=1, at=1_700_000_000_000, body={"name": "Élan", "founders": [1, {"seat": "a"}]}
)
MEMBERS: dict[str, Json] = {"at": 1, "body": {}, "type": "test", "v": 1}


def test_a_leaf_reads_back_as_it_was_written() -> None:
    assert parse_leaf(format_leaf(LEAF)) == LEAF


def test_a_leaf_is_canonical_json() -> None:
    assert (
        format_leaf(Leaf("t", v=1, at=2, body={"b": "é", "a": 3}))
        == '{"at":2,"body":{"a":3,"b":"é"},"type":"t","v":1}'.encode()
    )


@pytest.mark.parametrize(
    "body",
    [{"a": 1.5}, {"a": None}, {"a": True}, {"a": [False]}, {"a": {"b": None}}, {"a": b"x"}, {"a": 2**53}],
    ids=repr,
)
def test_anything_but_integers_and_strings_is_refused(body: dict[str, Json]) -> None:
    with pytest.raises(MalformedLeaf):
        format_leaf(Leaf("t", v=1, at=1, body=body))


@pytest.mark.parametrize(
    "change",
    [
        {"at": -1},
        {"at": "1"},
        {"at": True},
        {"v": 0},
        {"v": "1"},
        {"type": ""},
        {"type": 1},
        {"body": []},
        {"body": "x"},
        {"more": 1},
    ],
    ids=repr,
)
def test_members_of_another_kind_are_refused(change: dict[str, Json]) -> None:
    assert parse_leaf(canonical(MEMBERS)) == Leaf("test", v=1, at=1, body={})
    with pytest.raises(MalformedLeaf):
        parse_leaf(canonical(MEMBERS | change))


@pytest.mark.parametrize("missing", MEMBERS)
def test_a_missing_member_is_refused(missing: str) -> None:
    with pytest.raises(MalformedLeaf, match="not an object of"):
        parse_leaf(canonical({name: value for name, value in MEMBERS.items() if name != missing}))


@pytest.mark.parametrize("entry", [b"", b"[]", b"1", b'{"at":1, "body":{},"type":"test","v":1}', b"\xff"])
def test_other_bytes_are_refused(entry: bytes) -> None:
    with pytest.raises(MalformedLeaf):
        parse_leaf(entry)


def test_the_longest_leaf_fits_and_the_next_is_refused() -> None:
    around = len(format_leaf(Leaf("t", v=1, at=1, body={"text": ""})))
    longest = Leaf("t", v=1, at=1, body={"text": "x" * (LONGEST_LEAF - around)})
    assert len(format_leaf(longest)) == LONGEST_LEAF
    with pytest.raises(MalformedLeaf, match="longer"):
        format_leaf(Leaf("t", v=1, at=1, body={"text": "x" * (LONGEST_LEAF - around + 1)}))
