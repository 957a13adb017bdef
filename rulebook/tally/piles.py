"""The papers that lie in front of each candidate, and how they move.

Votes are whole numbers of `unit`s: with unit 100000 the number 43732052 stands for 437.32052 votes.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from rulebook.tally.ballots import Preferences

#: Papers that say and are worth the same: the preferences not yet reached, how many papers, each one's value.
Parcel: TypeAlias = tuple[Preferences, int, int]


class Piles:
    """Starts with every paper, worth one vote, in front of its first preference."""

    def __init__(self, papers: Mapping[Preferences, int], *, candidates: int, unit: int = 1) -> None:
        self._parcels: list[list[Parcel]] = [[] for _ in range(candidates)]
        self.votes = [0] * candidates
        self.non_transferable = 0
        for preferences, count in papers.items():
            self._parcels[preferences[0]].append((preferences[1:], count, unit))
            self.votes[preferences[0]] += count * unit

    def transfer_all(self, source: int, *, to: Collection[int]) -> None:
        """Each paper goes on at its present value to the next candidate it names in `to`."""
        credited = self._move(source, to, lambda value: value)
        self.non_transferable += self.votes[source] - credited
        self.votes[source] = 0

    def transfer_surplus(self, source: int, surplus: int, *, to: Collection[int]) -> None:
        """Each paper goes on at its value times surplus / votes, rounded down; the source keeps the rest."""
        total = self.votes[source]
        credited = self._move(source, to, lambda value: value * surplus // total)
        self.non_transferable += surplus - credited
        self.votes[source] = total - surplus

    def _move(self, source: int, to: Collection[int], new_value: Callable[[int], int]) -> int:
        """Moves the papers of `source` and returns the votes that the others were credited with."""
        parcels, self._parcels[source] = self._parcels[source], []
        new_values = {value: new_value(value) for value in {value for _, _, value in parcels}}
        credited = 0
        for preferences, count, value in parcels:
            for place, candidate in enumerate(preferences):
                if candidate in to:
                    worth = new_values[value]
                    self._parcels[candidate].append((preferences[place + 1 :], count, worth))
                    self.votes[candidate] += count * worth
                    credited += count * worth
                    break
        return credited
