"""Who still has how much: the purses of the Method of Equal Shares, exact and fast.

Voters with equal ballots are one group, and groups with as much money are one class. What a class has is a
whole number of units; when a payment is no whole number of them, the unit becomes as much smaller as it must.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from operator import itemgetter


class Supporters:
    """The groups that approve of each project, and how many voters each group has."""

    def __init__(self, approvals: Mapping[tuple[int, ...], int], projects: int) -> None:
        """Groups of one voter come last, since they are most and can be counted faster."""
        grouped = sorted(approvals.items(), key=lambda item: item[1] == 1)
        self.groups = len(grouped)
        self.votes = [0] * projects
        self.several: list[list[tuple[int, int]]] = [[] for _ in range(projects)]  # (group, voters)
        self.single: list[list[int]] = [[] for _ in range(projects)]
        for group, (approved, voters) in enumerate(grouped):
            for project in approved:
                self.votes[project] += voters
                if voters == 1:
                    self.single[project].append(group)
                else:
                    self.several[project].append((group, voters))
        self._single_classes = [itemgetter(*groups) if len(groups) > 1 else None for groups in self.single]

    def classes(self, project: int, classes: list[int]) -> Counter[int]:
        """How many supporters each class has, where `classes` gives the class of each group."""
        pick = self._single_classes[project]
        held = Counter(pick(classes) if pick else [classes[group] for group in self.single[project]])
        for group, voters in self.several[project]:
            held[classes[group]] += voters
        return held


@dataclass(frozen=True)
class Price:
    """What the supporters of a project would pay: `numerator / payers` units, or all they have."""

    effective_votes: Fraction
    numerator: int
    payers: int
    held: Mapping[int, int]  # supporters by class


#: The class of everybody who has nothing left.
_BROKE = 0


class Shares:
    """The purses in one run."""

    def __init__(self, supporters: Supporters, share: Fraction) -> None:
        self._supporters = supporters
        self._unit = share.denominator  # units in one unit of money
        self._money = [0, share.numerator]  # of each class, in units
        self._class_of = [1] * supporters.groups
        self._many = 2_000  # classes, before those that nobody is in are forgotten

    def price(self, project: int, cost: int) -> Price | None:
        """None when the supporters cannot pay the cost together."""
        held = self._supporters.classes(project, self._class_of)
        money = self._money
        whole = missing = cost * self._unit
        payers = self._supporters.votes[project]
        left: Iterable[int] = held
        while payers:
            most = (missing - 1) // payers  # whoever has no more than this has less than an equal part
            poor = [each for each in left if money[each] <= most]
            if not poor:
                return Price(Fraction(whole * payers, missing), missing, payers, held)
            left = [each for each in left if money[each] > most]
            missing -= sum([money[each] * held[each] for each in poor])
            payers -= sum([held[each] for each in poor])
        return None

    def pay(self, project: int, price: Price) -> Fraction:
        """Takes the payment from every supporter's purse, and returns the most that one of them pays."""
        finer = price.payers // gcd(price.numerator, price.payers)
        if finer > 1:
            self._unit *= finer
            self._money = [purse * finer for purse in self._money]
        money = self._money
        payment = price.numerator * finer // price.payers
        after: dict[int, int] = {}
        for each in price.held:
            if money[each] > payment:
                after[each] = len(money)
                money.append(money[each] - payment)
            else:
                after[each] = _BROKE
        self._move(project, after)
        return Fraction(payment, self._unit)

    def _move(self, project: int, after: Mapping[int, int]) -> None:
        class_of = self._class_of
        for group in self._supporters.single[project]:
            class_of[group] = after[class_of[group]]
        for group, _voters in self._supporters.several[project]:
            class_of[group] = after[class_of[group]]
        if len(self._money) > self._many:
            self._forget_unused()

    def _forget_unused(self) -> None:
        """Classes that nobody is in any more take time with each finer unit."""
        used = sorted({_BROKE, *self._class_of})
        place = {each: new for new, each in enumerate(used)}
        self._money = [self._money[each] for each in used]
        self._class_of = [place[each] for each in self._class_of]
        self._many = 2 * len(used) + 2_000
