"""A made-up circle of people with limits and debts: what the room does with rows, done with two tables.

For properties, attacks and anybody's own trials.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from rulebook.trust.netting import circles
from rulebook.trust.ways import Way, Web, ways, web_of


@dataclass
class Economy:
    """`limits[a, b]`: how many minutes a lets b owe her. `owed[a, b]`: what a owes b, less what b owes a."""

    limits: dict[tuple[int, int], int] = field(default_factory=dict)
    owed: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))

    def trust(self, truster: int, trusted: int, minutes: int) -> None:
        """For what comes; what is owed already stays owed, above the limit too."""
        self.limits[truster, trusted] = minutes

    def web(self) -> Web:
        """Whoever owes may always pay back, with a limit or without."""
        pairs = {*self.limits, *((b, a) for a, b in self.limits), *self.owed}
        return web_of(
            (giver, taker, self.limits.get((taker, giver), 0) - self.owed.get((giver, taker), 0))
            for giver, taker in pairs
        )

    def pay(self, payer: int, payee: int, minutes: int) -> tuple[Way, ...]:
        """The ways it went; none, and nothing changed, where they don't carry it."""
        found = ways(self.web(), payer=payer, payee=payee, minutes=minutes)
        for way in found:
            for giver, taker in way.hops:
                self._move(giver, taker, way.minutes)
        return found

    def cancel(self, person: int) -> int:
        """Cancel the debts that run in circles through somebody; how many minutes each circle had, summed."""
        debts = {pair: minutes for pair, minutes in self.owed.items() if minutes > 0}
        found = circles(debts, through=person)
        for circle in found:
            for debtor, creditor in circle.debts:
                self._move(creditor, debtor, circle.minutes)
        return sum(each.minutes for each in found)

    def balance(self, person: int) -> int:
        """What all others owe her, less what she owes them."""
        return -sum(minutes for (debtor, _creditor), minutes in self.owed.items() if debtor == person)

    def owed_by(self, group: Collection[int]) -> int:
        """What a group owes to everybody else, less what everybody else owes it."""
        inside = set(group)
        return sum(
            minutes
            for (debtor, creditor), minutes in self.owed.items()
            if debtor in inside and creditor not in inside
        )

    def _move(self, giver: int, taker: int, minutes: int) -> None:
        self.owed[giver, taker] += minutes
        self.owed[taker, giver] -= minutes
