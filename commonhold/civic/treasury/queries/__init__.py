"""What may be known of money: the books by everybody, dues by whom they concern."""

from __future__ import annotations

from commonhold.civic.treasury.queries.bills import bill, bills, waiting_for
from commonhold.civic.treasury.queries.books import asking_till, cost, entries, entry, money, month, till
from commonhold.civic.treasury.queries.dues import dues_board, my_dues, waiver_requests
from commonhold.civic.treasury.queries.period import period
from commonhold.civic.treasury.queries.spending import budget_of, line_of

__all__ = [
    "asking_till",
    "bill",
    "bills",
    "budget_of",
    "cost",
    "dues_board",
    "entries",
    "entry",
    "line_of",
    "money",
    "month",
    "my_dues",
    "period",
    "till",
    "waiting_for",
    "waiver_requests",
]
