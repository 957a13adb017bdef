"""What other terms would have meant: the distribution for members, and each one's own number for herself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.contributions.models import Preview, PreviewLine
from commonhold.civic.contributions.previewing import digest_of, last_months
from commonhold.civic.contributions.terms import Terms
from commonhold.civic.members.queries.owners import is_member
from commonhold.civic.treasury import accounts, months
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Cell:
    """So many people would have got between `low` and `high`, in minor units; never fewer than five."""

    low: int
    high: int
    people: int


@dataclass(frozen=True)
class PreviewView:
    """What was worked out. `mine` is None for whoever is no member."""

    months: Sequence[str]  # in words, ascending
    currency: str
    is_asked: bool
    done_at: datetime | None
    paid: int
    credit: int
    reserve: int
    fund_back: int
    cells: Sequence[Cell]
    before: int | None
    mine: int | None


def preview_of(viewer: Viewer, wanted: Terms, *, now: datetime) -> PreviewView:
    """For members: of these terms over the last whole months, as far as somebody asked for it."""
    over = last_months(now)
    row = Preview.objects.filter(digest=digest_of(wanted, over)).first() if is_member(viewer) else None
    is_done = row is not None and row.done_at is not None
    line = None
    if is_done and viewer.person_id is not None:
        line = PreviewLine.objects.filter(preview=row, person_id=viewer.person_id).first()
    totals = row.totals if row is not None and is_done else {}
    return PreviewView(
        months=[months.in_words(each) for each in over],
        currency=accounts.currency() if row is None else row.currency,
        is_asked=row is not None,
        done_at=None if row is None else row.done_at,
        paid=totals.get("paid", 0),
        credit=totals.get("credit", 0),
        reserve=totals.get("reserve", 0),
        fund_back=totals.get("fund_back", 0),
        cells=[Cell(*each) for each in row.cells] if row is not None and is_done else [],
        before=None if line is None else line.before,
        mine=None if line is None else line.after,
    )
