"""Who is looking."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a person, or anyone at all."""

    person_id: int | None


ANYONE = Viewer(None)
