"""JSON of others is read only when it is neither too deep nor too wide, which its bytes tell beforehand."""

from __future__ import annotations

import re
from typing import Any

import orjson

#: Real activities are some ten levels deep, with their contexts, and have some hundred values.
DEEPEST = 40
WIDEST = 20_000


class Misshapen(Exception):
    """This is no JSON object that we read; the words say why."""


def object_of(body: bytes) -> dict[str, Any]:
    """The JSON object. Raises Misshapen."""
    _must_be_flat(body)
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise Misshapen("it is no JSON") from wrong
    if not isinstance(read, dict):
        raise Misshapen("it is no JSON object")
    if b"\\u0000" in body:
        raise Misshapen("there are characters in it that no text has")
    return read


def _must_be_flat(body: bytes) -> None:
    # Whatever is in strings is counted too: most bodies are small enough in any case.
    if body.count(b"{") + body.count(b"[") <= DEEPEST and body.count(b",") <= WIDEST:
        return
    bare = _STRING.sub(b"", body)
    if bare.count(b",") > WIDEST:
        raise Misshapen("there is too much in it")
    depth = 0
    for bracket in _BRACKETS.findall(bare):
        depth += 1 if bracket in b"{[" else -1
        if depth > DEEPEST:
            raise Misshapen("it is nested too deeply")


# One that never ends goes as far as the text: else each quotation mark in it would be tried once more.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")
