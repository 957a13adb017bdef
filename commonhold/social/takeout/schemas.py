"""What stands where in the file of each room, as JSON Schema (draft 2020-12)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "schemas_of_rooms"
_ANYTHING = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}


@cache
def schema_of(room: str) -> dict[str, Any]:
    """The schema of a room's file; a room from outside this house may have written none."""
    path = _FOLDER / f"{room}.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else _ANYTHING
    return found
