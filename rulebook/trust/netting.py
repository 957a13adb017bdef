"""Debts that run in a circle cancel out: Ana owes Ben, Ben owes Caro, Caro owes Ana.

Nobody is better or worse off: what everybody is owed less what she owes stays as it is, and no debt grows.
Circles are looked for through one person, who asked for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST = 5

#: (who owes, whom): minutes, positive, and in one direction alone between two people.
Debts = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Circle:
    """Each owes the next one, and the last the first, at least so many minutes."""

    people: tuple[int, ...]
    minutes: int

    @property
    def debts(self) -> Iterator[tuple[int, int]]:
        return zip(self.people, (*self.people[1:], self.people[0]), strict=True)


def circles(debts: Debts, *, through: int, longest: int = LONGEST) -> tuple[Circle, ...]:
    """What cancels out, one after the other: each counts what those before it left over.

    The shorter circles come first, then those with the smaller ids.

    >>> circles({(1, 2): 60, (2, 3): 45, (3, 1): 90}, through=1)
    (Circle(people=(1, 2, 3), minutes=45),)
    """
    owes: dict[int, dict[int, int]] = {}
    for (debtor, creditor), minutes in sorted(debts.items()):
        if minutes > 0:
            owes.setdefault(debtor, {})[creditor] = minutes
    found = []
    for length in range(3, longest + 1):
        for people in list(_closed(owes, (through,), length)):
            pairs = list(zip(people, (*people[1:], people[0]), strict=True))
            minutes = min(owes.get(one, {}).get(other, 0) for one, other in pairs)
            if minutes:
                for one, other in pairs:
                    owes[one][other] -= minutes
                found.append(Circle(people, minutes))
    return tuple(found)


def after(debts: Debts, cancelled: tuple[Circle, ...]) -> dict[tuple[int, int], int]:
    """What is still owed when these circles are cancelled."""
    left = dict(debts)
    for circle in cancelled:
        for pair in circle.debts:
            left[pair] -= circle.minutes
    return {pair: minutes for pair, minutes in left.items() if minutes}


def _closed(
    owes: Mapping[int, Mapping[int, int]], so_far: tuple[int, ...], length: int
) -> Iterator[tuple[int, ...]]:
    onward = owes.get(so_far[-1], {})
    if len(so_far) == length:
        if so_far[0] in onward:
            yield so_far
        return
    for other in onward:
        if other not in so_far:
            yield from _closed(owes, (*so_far, other), length)
