"""A line of what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Words = str | Promise


class Ground(StrEnum):
    """Why the law lets us (Regulation (EU) 2016/679, article 6)."""

    CONTRACT = "contract"  # without it we could not do what people came for
    LAW = "law"  # a law asks us to
    INTEREST = "interest"  # the safety and fairness of all; one may object
    CONSENT = "consent"  # she said yes


@dataclass(frozen=True)
class Kept:
    """`models`: names of models in `room`, spaces between; with their own room before a dot where that is
    another. `consent`: the purpose that she says yes to, and without which nobody reads it.
    """

    room: str
    models: str
    what: Words
    purpose: Words
    ground: Ground
    after: Words
    consent: str = ""

    @property
    def tables(self) -> tuple[str, ...]:
        """Each as "room.Model"."""
        return tuple(each if "." in each else f"{self.room}.{each}" for each in self.models.split())
