from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.models import Installation


@dataclass(frozen=True)
class Place:
    """What this copy is."""

    mode: Mode
    public_url: str
    record_origin: str
    founded_at: datetime

    @property
    def is_real(self) -> bool:
        return self.mode == Mode.REAL


def place() -> Place | None:
    """What this copy is, or None before its founding."""
    row = Installation.objects.first()
    if row is None:
        return None
    return Place(Mode(row.mode), row.public_url, row.record_origin, row.founded_at)
