"""Solidarity levels: each member gives what she can, from a voted floor on. Nobody else sees it."""

from __future__ import annotations

from dataclasses import dataclass

from commonhold.civic.treasury import months
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import Charge, DuesChoice
from commonhold.ground.charter import queries as charter

A_YEAR = 12


@dataclass(frozen=True)
class Level:
    """What a member gives a month, and for how many months at once."""

    cents: int
    months: int


def chosen(currency: str) -> dict[int, Level]:
    """By person, where the charter lets members choose; never below its floor."""
    here = charter.current().read(TreasuryCharter)
    rows = DuesChoice.objects.filter(currency=currency).order_by("id")
    return {row.person_id: _level(row, here) for row in rows}


def level_of(person_id: int) -> Level:
    """What somebody gives from her next charge on."""
    here = charter.current().read(TreasuryCharter)
    row = DuesChoice.objects.filter(person_id=person_id, currency=here.currency).order_by("id").last()
    return Level(here.dues_cents, 1) if row is None else _level(row, here)


def paid_ahead(month: str) -> set[int]:
    """Whose dues of this month are part of a charge that was raised for a whole year."""
    first = month
    for _each in range(A_YEAR - 1):
        first = months.before(first)
    rows = Charge.objects.filter(months=A_YEAR, month_id__gte=first, month_id__lt=month)
    return set(rows.values_list("person_id", flat=True))


def _level(row: DuesChoice, here: TreasuryCharter) -> Level:
    if not here.dues_floor_cents:
        return Level(here.dues_cents, row.months)
    return Level(max(row.cents, here.dues_floor_cents), row.months)
