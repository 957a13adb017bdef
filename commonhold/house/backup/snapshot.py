"""What one backup says of itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class File:
    """A file of the data folder. `mark` tells whether it changed since, without reading it."""

    path: str
    size: int
    sha256: str
    chunks: tuple[str, ...]
    mode: int = 0o600
    mark: str = ""


@dataclass(frozen=True)
class Record:
    """How far the public record was signed."""

    size: int
    root: str  # hex


@dataclass(frozen=True)
class Snapshot:
    """One moment of a co-op. `rows` by table; `left_out`: what was there and is not in here, on purpose."""

    at: datetime
    release: str
    vendor: str
    public_url: str
    rows: dict[str, int]
    migrations: tuple[str, ...]
    files: tuple[File, ...]
    record: Record | None = None
    left_out: tuple[str, ...] = field(default=())

    def format(self) -> bytes:
        told = {**asdict(self), "at": self.at.isoformat()}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def chunks(self) -> set[str]:
        return {name for each in self.files for name in each.chunks}

    @property
    def size(self) -> int:
        """In bytes, as restored."""
        return sum(each.size for each in self.files)


def parse(data: bytes) -> Snapshot:
    told: dict[str, Any] = json.loads(data)
    return Snapshot(
        **{
            **told,
            "at": datetime.fromisoformat(told["at"]),
            "files": tuple(File(**{**each, "chunks": tuple(each["chunks"])}) for each in told["files"]),
            "migrations": tuple(told["migrations"]),
            "left_out": tuple(told["left_out"]),
            "record": Record(**told["record"]) if told["record"] else None,
        }
    )
