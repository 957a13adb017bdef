"""How a tie is broken: by earlier stages, most recent first; if they never differed, by the public lot.

Source: Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 50(2)-(3) and 52(2).
"""

from collections.abc import Callable, Iterable, Sequence

from rulebook.draw.lot import in_lot_order
from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import Reason, Tie
from rulebook.tally.terms import Terms


class TieBreaker:
    """Chooses one candidate at a time, and keeps every tie that it met on the way in `ties`.

    Told the votes at the end of each stage, it chooses by those of the last one.
    """

    def __init__(self, profile: Profile, terms: Terms) -> None:
        self.ties: list[Tie] = []
        self._stages: list[Sequence[int]] = []
        self._profile = profile
        self._seed = terms.seed

    def end_stage(self, votes: Sequence[int]) -> None:
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

    def _extreme(
        self, extreme: Callable[[Iterable[int]], int], candidates: Iterable[int], decides: Reason
    ) -> int:
        equal = left = _narrowed(extreme, sorted(candidates), self._stages[-1])
        if len(equal) == 1:
            return equal[0]
        for votes in reversed(self._stages[:-1]):
            left = _narrowed(extreme, left, votes)
        if len(left) == 1:
            drawn: list[int] = []
        else:
            drawn = left = in_lot_order(left, seed=self._seed or b"", as_bytes=self._profile.lot_bytes)
        self._keep(decides, equal, left[0], tuple(drawn))
        return left[0]

    def _keep(self, decides: Reason, equal: Sequence[int], chosen: int, lot_order: tuple[int, ...]) -> None:
        self.ties.append(
            Tie(
                stage=len(self._stages),
                decides=decides,
                candidates=tuple(equal),
                chosen=chosen,
                how="lot" if lot_order else "earlier-stage",
                lot_order=lot_order,
                seeded=self._seed is not None,
            )
        )


def _narrowed(
    extreme: Callable[[Iterable[int]], int], candidates: Sequence[int], votes: Sequence[int]
) -> Sequence[int]:
    limit = extreme(votes[candidate] for candidate in candidates)
    return [candidate for candidate in candidates if votes[candidate] == limit]
