"""Collections and their pages (w3.org/TR/activitystreams-core §5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Document = dict[str, Any]


def counted(uri: str, count: int | None) -> Document:
    """How many there are, and not which; nothing of either where that is kept back."""
    made: Document = {"id": uri, "type": "OrderedCollection"}
    return made if count is None else {**made, "totalItems": count}


def paged(uri: str, count: int | None, *, first: str) -> Document:
    """A collection that is read page by page."""
    return {**counted(uri, count), "first": first}


def page(uri: str, *, part_of: str, items: Sequence[Any], following: str | None = None) -> Document:
    made: Document = {
        "id": uri,
        "type": "OrderedCollectionPage",
        "partOf": part_of,
        "orderedItems": list(items),
    }
    return made if following is None else {**made, "next": following}


def whole(uri: str, items: Sequence[Any], *, kind: str = "OrderedCollection") -> Document:
    """A short one, at once."""
    name = "orderedItems" if kind == "OrderedCollection" else "items"
    return {"id": uri, "type": kind, "totalItems": len(items), name: list(items)}
