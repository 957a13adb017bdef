"""Who is looking."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a person, or anyone at all."""

    person_id: int | None

    @property
    def me(self) -> dict[str, int]:
        """What fills a prepared query, whose `me` is None for anyone at all."""
        return {} if self.person_id is None else {"me": self.person_id}


ANYONE = Viewer(None)
