"""Every candidate against every other: how many ballots rank the one above the other.

What “unranked” means decides here. “last”: a candidate whom a ballot leaves out is below everybody whom it
names. “no-opinion”: the ballot says nothing about any pair that she is in. Equal ranks and two candidates who
are both left out say nothing about that pair; a skipped rank changes nothing.
"""

from collections.abc import Iterable
from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.terms import Terms

#: A pair for each two candidates, and a path for each of them: past this no sheet can be followed.
MOST_CANDIDATES = 200


class Pairs:
    """`support[a][b]` is the number of ballots that rank a above b; withdrawn candidates have none."""

    def __init__(self, profile: Profile, terms: Terms) -> None:
        """Raises ValueError for more than MOST_CANDIDATES who stand."""
        if len(profile.standing) > MOST_CANDIDATES:
            raise ValueError(
                f"{len(profile.standing):,} candidates are too many to compare each with each other: at most "
                f"{MOST_CANDIDATES} can stand. Shorten the list, say by approval"
            )
        self.standing = profile.standing
        self.cast = profile.cast
        self.counted = 0
        self.support = [[0] * len(profile.candidates) for _ in profile.candidates]
        last = terms.unranked == "last"
        everybody = frozenset(profile.standing)
        for ranking, weight in _readable(profile):
            if ranking:
                self.counted += weight
                self._add(ranking, weight, unranked=everybody if last else frozenset())

    def _add(self, ranking: list[tuple[int, ...]], weight: int, *, unranked: frozenset[int]) -> None:
        below = list(unranked.difference(*ranking)) if unranked else []
        for rank in reversed(ranking):
            for candidate in rank:
                row = self.support[candidate]
                for other in below:
                    row[other] += weight
            below.extend(rank)

    def wins(self, one: int, other: int) -> bool:
        return self.support[one][other] > self.support[other][one]

    def strength(self, one: int, other: int) -> int:
        """How strongly one beats the other, as a number to compare: 0 when she does not.

        More ballots for the winner are stronger (“winning votes”); of as many, fewer against her.
        """
        ours, theirs = self.support[one][other], self.support[other][one]
        return ours * (self.cast + 1) + self.cast - theirs if ours > theirs else 0

    def votes_of(self, strength: int) -> tuple[int, int]:
        """The ballots for and against that `strength` stands for."""
        ours, rest = divmod(strength, self.cast + 1)
        return (ours, self.cast - rest) if strength else (0, 0)

    def matches_won(self) -> tuple[Fraction, ...]:
        """How many others each candidate beats, by index."""
        everybody = range(len(self.support))
        return tuple(Fraction(sum(self.wins(one, other) for other in everybody)) for one in everybody)


def _readable(profile: Profile) -> Iterable[tuple[list[tuple[int, ...]], int]]:
    """Each ballot's ranks without withdrawn candidates and without empty ranks."""
    gone = profile.withdrawn
    for ranking, weight in profile.ballots.items():
        if gone:
            kept = [tuple([index for index in rank if index not in gone]) for rank in ranking]
            yield [rank for rank in kept if rank], weight
        else:
            yield [rank for rank in ranking if rank], weight
