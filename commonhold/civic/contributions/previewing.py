"""What other terms would have meant in the last whole months: a distribution, and a number for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Sum

from commonhold.civic.contributions import inputs, terms
from commonhold.civic.contributions.inputs import Before, Span
from commonhold.civic.contributions.models import Preview, PreviewLine, SplitLine
from commonhold.civic.contributions.outcomes import outcome_of
from commonhold.civic.contributions.terms import Terms
from commonhold.civic.treasury import months
from rulebook.canonical import canonical
from rulebook.split.replay import Split as Worked
from rulebook.suppression import LEAST_PEOPLE

MONTHS = 3
_CELLS = 8
_AT_ONCE = 500
_SEED = "preview"


def work_out(preview_id: str, now: datetime) -> None:
    """Work one out and keep it: what was asked stands in its row."""
    row = Preview.objects.get(id=int(preview_id))
    if row.done_at is not None:
        return
    after, totals = _played(row, terms.read(row.terms), now)
    had = SplitLine.objects.filter(split__month__in=row.months, split__currency=row.currency)
    had = had.exclude(split__published_at=None)
    sums = (
        had.exclude(person=None).order_by().values_list("person_id").annotate(a=Sum("paid"), b=Sum("credit"))
    )
    before = {person_id: paid + credit for person_id, paid, credit in sums}
    _write(row, before, after)
    with transaction.atomic():
        row.totals, row.cells, row.done_at = totals, cells(list(after.values())), now
        row.save(update_fields=["totals", "cells", "done_at"])


def cells(amounts: Sequence[int]) -> list[list[int]]:
    """[from, to, people] of a distribution, ascending; fewer than five people never stand alone in one.

    The ends of a cell are round, so that they are nobody's own.

    >>> cells([0, 0, 0, 0, 0, 11, 22, 33, 44, 93])
    [[0, 0, 5], [10, 100, 5]]
    """
    if len(amounts) < LEAST_PEOPLE:
        return []
    ordered = sorted(amounts)
    least = max(LEAST_PEOPLE, -(-len(ordered) // _CELLS))
    step = _round_step(ordered[-1])
    found: list[list[int]] = []
    begin = 0
    while begin < len(ordered):
        end = begin + least
        # Equal amounts stand together, and what would be left alone joins the last.
        while end < len(ordered) and ordered[end] == ordered[end - 1]:
            end += 1
        if len(ordered) - end < LEAST_PEOPLE:
            end = len(ordered)
        low, high = ordered[begin], ordered[end - 1]
        found.append([low // step * step, -(-high // step) * step, end - begin])
        begin = end
    return found


def _round_step(most: int) -> int:
    """About a tenth of the largest amount: 1, 2 or 5 with noughts behind."""
    step = 1
    while step * 10 < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _played(row: Preview, wanted: Terms, now: datetime) -> tuple[Counter[int], dict[str, Any]]:
    """Month after month, each leaving to the next what it kept or lacked."""
    after: Counter[int] = Counter()
    totals: Counter[str] = Counter()
    left = Before()
    for month in row.months:
        span = Span.whole(month)
        frozen = inputs.freeze(span, wanted, currency=row.currency, seed=_SEED, left=left, at=now)
        for index, person_id in enumerate(frozen.person_ids):
            if frozen.bundle.economy.people[index].stands == "member":
                after[person_id] += 0
        if wanted.shares:
            outcome = outcome_of(Worked.of(frozen.bundle))
            left = Before(outcome.pool.missing, outcome.kept)
            totals += Counter({"paid": sum(outcome.paid), "credit": sum(outcome.credit)})
            totals += Counter({"reserve": frozen.bundle.money.reserve, "fund_back": outcome.fund_back})
            for index, person_id in enumerate(frozen.person_ids):
                if frozen.bundle.economy.people[index].stands == "member":
                    after[person_id] += outcome.paid[index] + outcome.credit[index]
    return after, dict(totals)


def _write(row: Preview, before: dict[int, int], after: Counter[int]) -> None:
    PreviewLine.objects.filter(preview=row).delete()
    lines = [
        PreviewLine(preview=row, person_id=person_id, before=before.get(person_id, 0), after=cents)
        for person_id, cents in sorted(after.items())
    ]
    for begin in range(0, len(lines), _AT_ONCE):
        with transaction.atomic():
            PreviewLine.objects.bulk_create(lines[begin : begin + _AT_ONCE])


def digest_of(terms: Terms, over: list[str]) -> str:
    return sha256(canonical({"terms": terms.plain(), "months": list(over)})).hexdigest()


def last_months(now: datetime) -> list[str]:
    """The last three that are over, ascending."""
    found = [months.before(months.month_of(now))]
    while len(found) < MONTHS:
        found.append(months.before(found[-1]))
    return found[::-1]
