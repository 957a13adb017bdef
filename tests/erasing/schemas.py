"""What stands where in the file of a room, read off a file in which every kind of row is once."""

from __future__ import annotations

from typing import Any

_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number"}


def schema_for(room: str, words: str, value: dict[str, Any], mark: str) -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) that this file keeps to. What may be empty may be anything."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": room,
        "description": words,
        **_of(value, mark),
    }


def _of(value: Any, mark: str) -> dict[str, Any]:
    if isinstance(value, dict):
        if not value or any(mark in key for key in value):
            return {"type": "object"}
        parts = {key: _of(each, mark) for key, each in value.items()}
        return {"type": "object", "properties": parts, "required": sorted(parts)}
    if isinstance(value, list):
        return {"type": "array", "items": _merged([_of(each, mark) for each in value])}
    if value is None:
        return {}
    return {"type": _NAMES[type(value)]}


def _merged(several: list[dict[str, Any]]) -> dict[str, Any]:
    """What all of them keep to."""
    if not several:
        return {}
    first = several[0]
    if all(each == first for each in several):
        return first
    if all(each.get("type") == "object" and "properties" in each for each in several):
        names = sorted({name for each in several for name in each["properties"]})
        return {
            "type": "object",
            "properties": {
                name: _merged([each["properties"][name] for each in several if name in each["properties"]])
                for name in names
            },
            "required": sorted(set.intersection(*(set(each["required"]) for each in several))),
        }
    return {}
