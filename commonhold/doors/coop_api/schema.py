"""Types as JSON Schema (2020-12), and values as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from commonhold.doors.calls.times import instant
from commonhold.doors.coop_api.types import Told

Schema = dict[str, Any]
Parts = dict[str, Schema]
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Any: {},
    datetime: {"type": "string", "format": "date-time", "pattern": r"Z$"},
}


def schema_of(kind: Any, parts: Parts, *, is_answer: bool = True) -> Schema:
    """What a type allows. Dataclasses go among `parts`, under their names, and are referred to.

    An answer has every field and no other; of what is sent, fields with a default may be left out.
    """
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if get_origin(kind) is not None:
        return _made_of(get_origin(kind), get_args(kind), parts)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [str(each.value) for each in kind]}
    return _referred(kind, parts, is_answer=is_answer)


def fields_of(kind: Any) -> dict[str, Any]:
    """A dataclass's fields with their types."""
    return {
        name: hint for name, hint in get_type_hints(kind, include_extras=True).items() if name != "return"
    }


def must_be_sent(kind: Any) -> list[str]:
    """The fields without a default."""
    return [each.name for each in fields(kind) if each.default is MISSING]


def words_of(kind: Any) -> str:
    """What a docstring says, as one paragraph."""
    return " ".join((kind.__doc__ or "").split())


def plain(value: Any) -> Any:
    """The value as orjson writes it, times in UTC."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


def _made_of(origin: Any, inner: Sequence[Any], parts: Parts) -> Schema:
    if origin is Annotated:
        return {**schema_of(inner[0], parts), **_more(inner[1])}
    if origin in {Union, UnionType}:
        return _either([schema_of(each, parts) for each in inner])
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin is dict:
        return {"type": "object"}
    return {"type": "array", "items": schema_of(inner[0], parts)}


def _referred(kind: Any, parts: Parts, *, is_answer: bool) -> Schema:
    name = kind.__name__
    if name not in parts:
        parts[name] = {}  # so that one that contains itself ends
        hints = fields_of(kind)
        parts[name] = {
            "type": "object",
            "description": words_of(kind),
            "properties": {each: schema_of(hint, parts) for each, hint in hints.items()},
            "required": list(hints) if is_answer else must_be_sent(kind),
            **({"additionalProperties": False} if is_answer else {}),
        }
    return {"$ref": f"#/components/schemas/{name}"}


def _either(kinds: list[Schema]) -> Schema:
    if all(set(each) == {"type"} for each in kinds):
        return {"type": [each["type"] for each in kinds]}
    return {"anyOf": kinds}


def _more(told: Told) -> Schema:
    said = {
        "description": told.words or None,
        "pattern": told.pattern,
        "maxLength": told.longest,
        "minimum": told.low,
        "maximum": told.high,
    }
    return {name: each for name, each in said.items() if each is not None}
