"""What a caller sends, held against the types that the document tells of: nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from commonhold.doors.calls.answers import Wrong, invalid, not_found
from commonhold.doors.coop_api.schema import fields_of
from commonhold.doors.coop_api.types import Told

_LONGEST = 2000
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,10}")
_NOTHING_TOLD = Told()


def read(kind: Any, sent: Mapping[str, Any]) -> Any:
    """The dataclass that was sent; other names are let be. Raises Wrong (422)."""
    hints, given = fields_of(kind), {}
    for each in fields(kind):
        if sent.get(each.name) is not None:
            given[each.name] = _value(hints[each.name], sent[each.name], each.name)
        elif each.default is MISSING:
            raise invalid(f"{each.name} can't be blank")
    return kind(**given)


def read_part(hint: Any, text: str, name: str) -> str:
    """A part of the address; one that cannot be anything's is not found. Raises Wrong (404)."""
    try:
        return str(_value(hint, text, name))
    except Wrong as wrong:
        raise not_found() from wrong


def _value(hint: Any, raw: Any, name: str) -> Any:
    told = _NOTHING_TOLD
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (each for each in get_args(hint) if each is not NoneType)
    if get_origin(hint) is Annotated:
        hint, told = get_args(hint)
    if get_origin(hint) is Literal:
        return _one_of(raw, get_args(hint), name)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(_one_of(raw, [str(each.value) for each in hint], name))
    if hint is Any:
        return _plain(raw, name)
    return _number(raw, told, name) if hint is int else _text(raw, told, name)


def _plain(raw: Any, name: str) -> Any:
    """Texts, whole numbers, and lists of those in lists: all that a ballot is made of."""
    if isinstance(raw, list):
        return [_plain(each, name) for each in raw]
    if isinstance(raw, str):
        return _text(raw, _NOTHING_TOLD, name)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise invalid(f"{name} must be made of texts, whole numbers and lists")


def _one_of(raw: Any, known: Any, name: str) -> str:
    if not isinstance(raw, str) or raw not in known:
        raise invalid(f"{name} must be one of {', '.join(known)}")
    return raw


def _number(raw: Any, told: Told, name: str) -> int:
    if isinstance(raw, bool) or not _PLAIN_NUMBER.fullmatch(str(raw)):
        raise invalid(f"{name} must be a whole number")
    number = int(str(raw))
    if (told.low is not None and number < told.low) or (told.high is not None and number > told.high):
        raise invalid(f"{name} must be between {told.low} and {told.high}")
    return number


def _text(raw: Any, told: Told, name: str) -> str:
    if not isinstance(raw, str) or "\0" in raw:
        raise invalid(f"{name} must be text")
    if len(raw) > (told.longest or _LONGEST):
        raise invalid(f"{name} is too long")
    if told.pattern is not None and not (raw.isascii() and re.search(told.pattern, raw) and "\n" not in raw):
        raise invalid(f"{name} can't be read")
    return raw
