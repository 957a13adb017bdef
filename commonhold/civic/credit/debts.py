"""Debts around somebody, and which of them run in circles."""

from __future__ import annotations

from commonhold.civic.credit.models import Balance
from rulebook.trust.netting import LONGEST, Circle, Debts, circles

_MOST_DEBTS = 20_000


def circles_through(person_id: int) -> tuple[Circle, ...]:
    """What could be cancelled now."""
    return circles(_debts_around(person_id), through=person_id)


def _debts_around(person_id: int) -> Debts:
    """Debts within two steps of somebody: a circle of at most five people has no others."""
    group, fresh = {person_id}, {person_id}
    for _step in range(LONGEST // 2):
        low = Balance.objects.filter(low__in=fresh).exclude(minutes=0).values_list("high_id", flat=True)
        high = Balance.objects.filter(high__in=fresh).exclude(minutes=0).values_list("low_id", flat=True)
        fresh = {*low, *high} - group
        group |= fresh
    rows = Balance.objects.filter(low__in=group, high__in=group).exclude(minutes=0).order_by("id")
    found = {}
    for low_id, high_id, minutes in rows.values_list("low_id", "high_id", "minutes")[:_MOST_DEBTS]:
        found[(high_id, low_id) if minutes > 0 else (low_id, high_id)] = abs(minutes)
    return found
