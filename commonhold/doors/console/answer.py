"""What a command answers: stdout carries it alone, as JSON or as lines for people."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subparsers = Any  # argparse keeps the class to itself

YES, NO, USAGE, MISCONFIGURED = 0, 1, 2, 3


@dataclass(frozen=True)
class Answer:
    """`value` for `--json`; `text` for people, made of the value when not given. Exit 0 if `ok`, else 1."""

    value: Any
    ok: bool = True
    text: str | None = None

    def printed(self, *, as_json: bool) -> str:
        if as_json:
            return json.dumps(self.value, ensure_ascii=False, indent=2)
        return in_lines(self.value) if self.text is None else self.text


def in_lines(value: Any, indent: str = "") -> str:
    """A value as "name: value" lines; what is inside is indented."""
    if isinstance(value, Mapping):
        return "\n".join(_line(str(name), each, indent) for name, each in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        gap = "\n\n" if any(isinstance(each, Mapping) for each in value) else "\n"
        return gap.join(in_lines(each, indent) for each in value)
    return f"{indent}{_plain(value)}"


def _line(name: str, value: Any, indent: str) -> str:
    if isinstance(value, Mapping | list) and value:
        return f"{indent}{name}:\n{in_lines(value, indent + '  ')}"
    return f"{indent}{name}: {_plain(value)}"


def _plain(value: Any) -> str:
    if value is None or value in ({}, []):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
