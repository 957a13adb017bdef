"""Attacks on mutual credit, played with made-up people: what the page for everybody shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rulebook.trust.attacks import ATTACKS, Outcome

_SIZES = (4, 10)


@dataclass(frozen=True)
class Played:
    """One attack, by the number of accounts that it pretends to be."""

    name: str
    outcomes: Sequence[Outcome]


@cache
def attacks() -> tuple[Played, ...]:
    """The same for everybody, so it is played once."""
    return tuple(Played(name, tuple(attack(size) for size in _SIZES)) for name, attack in ATTACKS.items())
