"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class DuesRaised(News):
    """Dues of this month, "2026-05", were raised for some or all members."""

    name: ClassVar[str] = "treasury.dues-raised"
    month: str
