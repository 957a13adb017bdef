"""How a tie is broken: by earlier stages, most recent first; if they never differed, by the public lot.

Source: Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 50(2)-(3) and 52(2).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol, TypeAlias

from rulebook.draw.lot import in_lot_order
from rulebook.tally.count_sheet import How, Reason, Tie
from rulebook.tally.terms import Terms

Number: TypeAlias = int | Fraction


class Spelt(Protocol):
    """Whatever can be drawn by lot: a profile of ballots on candidates or on projects."""

    def lot_bytes(self, candidate: int, /) -> bytes: ...


class TieBreaker:
    """Chooses one candidate at a time, and keeps every tie that it met on the way in `ties`.

    Told the votes at the end of each stage, it chooses by those of the last one.
    """

    def __init__(self, profile: Spelt, terms: Terms) -> None:
        self.ties: list[Tie] = []
        self._stages: list[Sequence[Number]] = []
        self._profile = profile
        self._seed = terms.seed

    def end_stage(self, votes: Sequence[Number]) -> None:
        self._stages.append(votes)

    def lowest(self, candidates: Iterable[int], *, decides: Reason) -> int:
        """The candidate with the fewest votes now."""
        return self._extreme(min, candidates, decides)

    def highest(self, candidates: Iterable[int], *, decides: Reason) -> int:
        """The candidate with the most votes now."""
        return self._extreme(max, candidates, decides)

    def from_highest(self, candidates: Iterable[int]) -> tuple[int, ...]:
        """All of them, most votes first: the order in which those elected at one stage are declared."""
        waiting = set(candidates)
        ordered: list[int] = []
        while waiting:
            ordered.append(self.highest(waiting, decides="order"))
            waiting.remove(ordered[-1])
        return tuple(ordered)

    def fill_seats(self, candidates: Iterable[int], seats: int) -> tuple[int, ...]:
        """Those with the most votes, most first; equals are told apart, for a seat or for the order."""
        waiting, votes = set(candidates), self._stages[-1]
        elected: list[int] = []
        while waiting and len(elected) < seats:
            most = max(votes[candidate] for candidate in waiting)
            equal = [candidate for candidate in waiting if votes[candidate] == most]
            enough_seats = len(equal) <= seats - len(elected)
            elected.append(self.highest(equal, decides="order" if enough_seats else "seat"))
            waiting.remove(elected[-1])
        return tuple(elected)

    def lowest_of_equals(self, candidates: Iterable[int], *, decides: Reason) -> int:
        """Whoever had the fewest votes at an earlier stage, of candidates whom the rule calls equal now."""
        return self._settle(min, sorted(candidates), decides)

    def draw(self, candidates: Iterable[int], *, decides: Reason) -> int:
        """Whoever is drawn first of candidates whom nothing but the lot can tell apart."""
        return self.best(candidates, decides=decides, by=[])

    def best(
        self, candidates: Iterable[int], *, decides: Reason, by: Sequence[tuple[How, Callable[[int], Number]]]
    ) -> int:
        """Whoever has the highest number by the first of `by`, between equals by the next, and then by lot.

        `by` says what each is called and how to find it. Keeps the tie when there is more than one candidate.
        """
        equal = left = sorted(candidates)
        for how, worth in by:
            if len(left) == 1:
                break
            left = _narrowed(max, left, {candidate: worth(candidate) for candidate in left})
            if len(left) == 1:
                self._keep(decides, equal, left[0], how)
        if len(left) > 1:
            drawn = self._drawn(left)
            left = drawn
            self._keep(decides, equal, left[0], "lot", tuple(drawn))
        return left[0]

    def lot_order(self, candidates: Iterable[int]) -> list[int]:
        """The candidates in the order in which the lot draws them. No tie is kept."""
        return self._drawn(sorted(candidates))

    def keep_lot(self, candidates: Iterable[int], *, decides: Reason) -> None:
        """Keep as a tie that the lot put these candidates in order."""
        drawn = self.lot_order(candidates)
        self._keep(decides, sorted(drawn), drawn[0], "lot", tuple(drawn))

    def _extreme(
        self, extreme: Callable[[Iterable[Number]], Number], candidates: Iterable[int], decides: Reason
    ) -> int:
        equal = _narrowed(extreme, sorted(candidates), self._stages[-1])
        return equal[0] if len(equal) == 1 else self._settle(extreme, equal, decides)

    def _settle(
        self, extreme: Callable[[Iterable[Number]], Number], equal: Sequence[int], decides: Reason
    ) -> int:
        """Choose by the most recent earlier stage that differs, else by lot, and keep the tie."""
        if len(equal) == 1:
            return equal[0]
        left = equal
        for votes in reversed(self._stages[:-1]):
            left = _narrowed(extreme, left, votes)
        if len(left) == 1:
            self._keep(decides, equal, left[0], "earlier-stage")
            return left[0]
        drawn = self._drawn(left)
        self._keep(decides, equal, drawn[0], "lot", tuple(drawn))
        return drawn[0]

    def _drawn(self, candidates: Sequence[int]) -> list[int]:
        return in_lot_order(candidates, seed=self._seed or b"", as_bytes=self._profile.lot_bytes)

    def _keep(
        self, decides: Reason, equal: Sequence[int], chosen: int, how: How, lot_order: tuple[int, ...] = ()
    ) -> None:
        self.ties.append(
            Tie(
                stage=len(self._stages),
                decides=decides,
                candidates=tuple(equal),
                chosen=chosen,
                how=how,
                lot_order=lot_order,
                seeded=self._seed is not None,
            )
        )


def _narrowed(
    extreme: Callable[[Iterable[Number]], Number],
    candidates: Sequence[int],
    votes: Sequence[Number] | Mapping[int, Number],
) -> list[int]:
    limit = extreme([votes[candidate] for candidate in candidates])
    return [candidate for candidate in candidates if votes[candidate] == limit]
