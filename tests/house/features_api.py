"""The table of Mastodon's API: every operation of its schema, and what an app gets of it here.

`.venv/bin/python -m tests.house.features_api` writes it anew. What it says, the endpoints say themselves.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django
from django.urls import Resolver404, resolve

import tests.environment  # noqa: F401 - before Django reads its settings
from tests import absent
from tests.house.links import HERE

FILE = HERE / "docs" / "features-api.md"
BUILT, MISSING = "built", "missing"
_METHODS = ("get", "post", "put", "patch", "delete")
_PAGES = "commonhold.doors.web."
_HEAD = """\
# Mastodon's API: every operation, and what an app gets of it here

Written by `.venv/bin/python -m tests.house.features_api` from Mastodon's OpenAPI and our endpoints; a test
keeps it true.

- *built*: it does what Mastodon's does, as far as our rules go.
- *empty*: it answers as documented, and there is never anything to tell.
- *refused*: it answers with a documented error.
"""


def schema() -> dict[str, Any]:
    """Mastodon's OpenAPI."""
    path = absent.vectors_folder() / "mastodon-openapi" / "schema.json"
    found: dict[str, Any] = json.loads(path.read_text())
    return found


@dataclass(frozen=True)
class Operation:
    """One operation of the schema: what is here of it, and why where that is not all."""

    room: str
    call: str
    purpose: str
    state: str
    reason: str


def operations() -> list[Operation]:
    """All of them, in the order of the schema."""
    return [
        Operation(
            room=(told.get("tags") or ["other"])[0],
            call=f"{method.upper()} {address}",
            purpose=" ".join(str(told.get("summary", "")).partition("{")[0].split()),
            **_here(method.upper(), address),
        )
        for address, methods in schema()["paths"].items()
        for method, told in methods.items()
        if method in _METHODS
    ]


def table(found: Sequence[Operation]) -> str:
    """The whole document."""
    counted = Counter(each.state for each in found)
    counts = ", ".join(f"{count} {state}" for state, count in sorted(counted.items()))
    rooms = list(dict.fromkeys(each.room for each in found))
    lines = [_HEAD, f"{len(found)} operations: {counts}."]
    for room in sorted(rooms):
        lines += ["", f"## {room}", "", "| operation | what for | here | why |", "|---|---|---|---|"]
        lines += [_row(each) for each in found if each.room == room]
    return "\n".join([*lines, ""])


def _row(each: Operation) -> str:
    cells = (f"`{each.call}`", each.purpose, each.state, each.reason)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |".replace("|  |", "| |")


def _here(method: str, address: str) -> dict[str, str]:
    """What answers there, asked of the addresses themselves."""
    view = _view(address)
    if getattr(view, "__module__", "").startswith(_PAGES):
        return {"state": BUILT, "reason": "a page, on which people say yes or no"}
    found = getattr(view, "endpoints", {}).get(method)
    if found is None:
        return {"state": MISSING, "reason": ""}
    state = getattr(found, "state", None)
    if state is None:
        return {"state": BUILT, "reason": ""}
    return {"state": state.value, "reason": found.reason}


def _view(address: str) -> Any:
    """Parts that vary are 1, which any kind of part may be."""
    path = "/".join("1" if part.startswith("{") else part for part in address.split("/"))
    try:
        return resolve(path).func
    except Resolver404:
        return None


def missing(found: Sequence[Operation]) -> Iterator[str]:
    return (each.call for each in found if each.state == MISSING)


def main() -> int:
    """Write the table; tell what is missing."""
    found = operations()
    FILE.write_text(table(found))
    lacking = list(missing(found))
    print("\n".join([f"{len(found)} operations, {len(lacking)} missing", *lacking]))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhold.house.settings")
    django.setup()
    sys.exit(main())
