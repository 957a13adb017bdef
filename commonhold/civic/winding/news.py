from __future__ import annotations

from dataclasses import dataclass

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class CoopSealed(News):
    """The co-op has ended: its record is signed for the last time, and its people are here no more."""

    name = "winding.sealed"
    winding_id: int
