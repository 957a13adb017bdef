"""What a trustee or voter of a sealed vote keeps at her own table, and what she reads there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rulebook.canonical import canonical, parse_canonical
from rulebook.sealed.question import Question, question_from


def read_question(folder: Path) -> Question:
    """The question in a folder of public files."""
    return question_from(read_one(folder / "question.json"))


def read_one(path: Path) -> Any:
    return parse_canonical(path.read_bytes().removesuffix(b"\n"))


def read_lines(path: Path) -> list[Any]:
    return [parse_canonical(line) for line in path.read_bytes().splitlines()]


def keep(path: Path, kept: dict[str, Any], flag: int) -> None:
    """Durable, and readable by its owner alone. `flag`: os.O_EXCL for what must be new, or os.O_TRUNC."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600), "wb") as file:
        file.write(canonical(kept) + b"\n")
        file.flush()
        os.fsync(file.fileno())
