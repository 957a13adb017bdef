"""One canonical JSON: RFC 8785 (JCS) without floats.

Two people who hold the same value get the same bytes, so they get the same hash. Floats are
left out because the law counts in whole numbers, and because RFC 8785's number formatting
(section 3.2.2.3) is the only part of it that needs more than a page.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

#: RFC 8785 section 3.2.2.3 reads numbers as IEEE 754 doubles: past this, integers are not exact.
LARGEST_INTEGER = 2**53 - 1

#: Fixed here, so that no verdict depends on how much stack the caller had left.
DEEPEST_NESTING = 100


class NotCanonical(ValueError):
    """The value has no canonical form, or the bytes are not in it."""


def canonical(value: Json) -> bytes:
    """The one UTF-8 encoding of `value`: dicts, lists (or tuples), str, int, bool, None.

    Raises NotCanonical for floats, integers beyond 2**53 - 1, keys that are not strings,
    lone surrogates, more than 100 levels of nesting, and anything else that is not JSON.

    >>> canonical({"b": [1, True, None], "a": "é"})
    b'{"a":"\\xc3\\xa9","b":[1,true,null]}'
    """
    try:
        return _text(value, DEEPEST_NESTING).encode("utf-8")
    except UnicodeEncodeError as lone_surrogate:
        raise NotCanonical(f"text is not valid Unicode: {lone_surrogate.reason}") from None


def parse_canonical(data: bytes) -> Json:
    """The value whose canonical form is exactly `data` (dicts, lists, str, int, bool, None).

    Refuses every other spelling with NotCanonical: white space, key order, duplicate keys,
    needless escapes, floats, `-0`. One comparison does it all: encode again, expect the same.
    """
    try:
        value = cast(Json, json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"not JSON: {error}") from None
    if canonical(value) != data:
        raise NotCanonical("JSON, but not in canonical form")
    return value


# RFC 8785 section 3.2.2.2 asks for ECMAScript's string escapes; Python's are the same:
# \b \t \n \f \r \" \\, other control characters as lower-case \u00xx, all else as it is.
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _text(value: Json, levels: int) -> str:
    """RFC 8785 section 3.2: no white space, keys in order, everything else as ECMAScript."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _integer(value)
    if levels == 0:
        raise NotCanonical(f"nested more than {DEEPEST_NESTING} levels deep")
    if isinstance(value, Mapping):
        members = [f"{_quoted(key)}:{_text(value[key], levels - 1)}" for key in _in_order(value)]
        return "{" + ",".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join([_text(item, levels - 1) for item in value]) + "]"
    raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _integer(value: int) -> str:
    if abs(value) > LARGEST_INTEGER:
        raise NotCanonical("integer beyond 2**53 - 1")
    return str(int(value))


def _in_order(members: Mapping[str, Json]) -> list[str]:
    """RFC 8785 section 3.2.3: keys sort by UTF-16 code units, which is not code-point order."""
    for key in members:
        if not isinstance(key, str):
            raise NotCanonical(f"key {key!r} is not a string")
    return sorted(members, key=lambda key: key.encode("utf-16-be"))
