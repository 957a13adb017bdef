"""One row as PostgreSQL takes it, and as both databases agree on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

_MODULUS = 1 << 256


@dataclass(frozen=True)
class Column:
    """`kind` is PostgreSQL's name of its type."""

    name: str
    kind: str


def for_postgresql(value: Any, kind: str) -> Any:
    """A value of SQLite's as PostgreSQL's text form is made of it."""
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    if kind == "bytea":
        return bytes(value)
    if kind.startswith("timestamp"):
        return _moment(value)
    return value


def agreed(value: Any, kind: str) -> str:
    """The same words for the same value, whichever database it came from."""
    if value is None:
        return "∅"
    told = _AGREED.get(kind)
    return told(value) if told else str(value)


class Sum:
    """Of rows in any order: how many, and a hash that any other row would change."""

    def __init__(self) -> None:
        self.count = self._sum = 0

    def add(self, row: Sequence[Any], columns: Iterable[Column]) -> None:
        words = "\x1f".join(agreed(value, each.kind) for value, each in zip(row, columns, strict=True))
        digest = hashlib.sha256(words.encode()).digest()
        self._sum = (self._sum + int.from_bytes(digest, "big")) % _MODULUS
        self.count += 1

    @property
    def hash(self) -> str:
        return f"{self._sum:064x}"


def _moment(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _json(value: Any) -> str:
    """Keys in order and numbers in one form, as PostgreSQL keeps neither."""
    read = json.loads(value, parse_float=Decimal)
    return json.dumps(read, sort_keys=True, default=lambda number: str(Decimal(number).normalize()))


_AGREED: dict[str, Callable[[Any], str]] = {
    "boolean": lambda value: "t" if value else "f",
    "bytea": lambda value: bytes(value).hex(),
    "jsonb": _json,
    "timestamp with time zone": lambda value: _moment(value).isoformat(),
    "numeric": lambda value: str(Decimal(value).normalize()),
}
