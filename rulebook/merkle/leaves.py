"""The form of a leaf of Commonhold's record: canonical JSON `{at, body, type, v}`.

Integers and strings only, at any depth: what a leaf says must read the same everywhere, for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.canonical import Json, NotCanonical, canonical, parse_canonical

#: Longer matter is an attachment, whose SHA-256 the leaf bears. (A bundle could hold 65,535.)
LONGEST_LEAF = 60_000


class MalformedLeaf(ValueError):
    """The entry is not a leaf of this form."""


@dataclass(frozen=True)
class Leaf:
    """One fact on the record: its type and that type's version, when (Unix milliseconds), what."""

    type: str
    v: int
    at: int
    body: Mapping[str, Json]


def format_leaf(leaf: Leaf) -> bytes:
    """The entry to append. Raises MalformedLeaf when `leaf` is not of the form."""
    try:
        entry = canonical({"at": leaf.at, "body": leaf.body, "type": leaf.type, "v": leaf.v})
    except NotCanonical as error:
        raise MalformedLeaf(str(error)) from None
    parse_leaf(entry)
    return entry


def parse_leaf(entry: bytes) -> Leaf:
    """The leaf that `entry` spells. Raises MalformedLeaf."""
    if len(entry) > LONGEST_LEAF:
        raise MalformedLeaf(f"longer than {LONGEST_LEAF} bytes")
    try:
        value = parse_canonical(entry)
    except NotCanonical as error:
        raise MalformedLeaf(str(error)) from None
    if not isinstance(value, dict) or value.keys() != {"at", "body", "type", "v"}:
        raise MalformedLeaf("not an object of at, body, type and v")
    if not _holds_integers_and_strings_only(value):
        raise MalformedLeaf("holds something other than integers and strings")
    match value:
        case {"at": int(at), "body": dict(body), "type": str(kind), "v": int(v)}:
            if at >= 0 and kind and v > 0:
                return Leaf(kind, v, at, body)
    raise MalformedLeaf("type is a non-empty string, v from 1 up, at from 0 up, body an object")


def _holds_integers_and_strings_only(value: Json) -> bool:
    if isinstance(value, dict):
        return all(map(_holds_integers_and_strings_only, value.values()))
    if isinstance(value, list):
        return all(map(_holds_integers_and_strings_only, value))
    return isinstance(value, int | str) and not isinstance(value, bool)
