"""Charters to begin with: defaults, and what a template sets otherwise. Each is a JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonhold.civic.founding.refusals import NoSuchTemplate

DEFAULT = "neutral"

_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Template:
    """A charter to begin with. `values` are as the charter stores them: integers, texts, "n/d"."""

    name: str
    title: str
    words: str
    values: Mapping[str, int | str]


def templates() -> list[Template]:
    """All of them, the default first."""
    found = [_read(path) for path in sorted(_FOLDER.glob("*.json"))]
    return sorted(found, key=lambda each: each.name != DEFAULT)


def template(name: str) -> Template:
    """The template of this name. Raises NoSuchTemplate."""
    for each in templates():
        if each.name == name:
            return each
    raise NoSuchTemplate(name)


def _read(path: Path) -> Template:
    return Template(name=path.stem, **json.loads(path.read_bytes()))
