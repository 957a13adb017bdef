"""What each member holds: always added up from the register's operations, never kept beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Sum

from commonhold.civic.shares.models import Operation


@dataclass(frozen=True)
class Holding:
    """How many shares of a class, and what of their nominal value is paid, or written down after losses."""

    shares: int = 0
    par_cents: int = 0
    paid_cents: int = 0
    written_cents: int = 0

    @property
    def unpaid_cents(self) -> int:
        return self.par_cents - self.paid_cents - self.written_cents

    @property
    def is_sound(self) -> bool:
        """Nothing of it is below nothing."""
        return min(self.shares, self.par_cents, self.paid_cents, self.written_cents, self.unpaid_cents) >= 0

    def __add__(self, more: Holding) -> Holding:
        return Holding(
            self.shares + more.shares,
            self.par_cents + more.par_cents,
            self.paid_cents + more.paid_cents,
            self.written_cents + more.written_cents,
        )

    def __neg__(self) -> Holding:
        return Holding(-self.shares, -self.par_cents, -self.paid_cents, -self.written_cents)

    def part(self, shares: int) -> Holding:
        """What so many of these shares are: their part of what was written down rounds down to the cent.

        The whole holding is its own part. Only shares that are paid can be parted; raises ValueError.
        """
        if shares == self.shares:
            return self
        if self.unpaid_cents or not 0 < shares < self.shares:
            raise ValueError("only so many paid shares as are held can be parted from a holding")
        par = self.par_cents // self.shares * shares
        written = self.written_cents * shares // self.shares
        return Holding(shares, par, par - written, written)


#: By member's number and class of shares.
Holdings = dict[tuple[int, str], Holding]
_AMOUNTS = ("shares", "par_cents", "paid_cents", "written_cents")


def holdings(*, at: datetime | None = None) -> Holdings:
    """Everybody's, now or as they were at a time; who holds nothing is not in it."""
    rows = Operation.objects.all() if at is None else Operation.objects.filter(at__lte=at)
    return {key: held for key, held in _sums(rows).items() if held != Holding()}


def holding(member: int, share_class: str) -> Holding:
    """One member's shares of one class."""
    return _sums(_of([member])).get((member, share_class), Holding())


def held_by(member: int) -> dict[str, Holding]:
    """One member's shares by class."""
    of = _sums(_of([member])).items()
    return {share_class: held for (number, share_class), held in of if number == member and held != Holding()}


def whole(parts: Iterable[Holding]) -> Holding:
    """All of them together."""
    return sum(parts, Holding())


def _of(members: Iterable[int]) -> QuerySet[Operation]:
    numbers = list(members)
    return Operation.objects.filter(Q(member__in=numbers) | Q(other__in=numbers))


def _sums(rows: QuerySet[Operation]) -> Holdings:
    found: defaultdict[tuple[int, str], Holding] = defaultdict(Holding)
    totals = {f"{name}_sum": Sum(name) for name in _AMOUNTS}
    for number, share_class, *amounts in (
        rows.order_by().values_list("member", "share_class").annotate(**totals)
    ):
        found[number, share_class] += Holding(*map(int, amounts))
    given = rows.exclude(other=None).order_by().values_list("other", "other_class").annotate(**totals)
    for number, share_class, *amounts in given:
        found[number, share_class] += -Holding(*map(int, amounts))
    return dict(found)
