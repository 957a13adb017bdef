"""What may be known of money: the books by everybody, dues by whom they concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.treasury.queries.billed import bill, bill_file, bills, waiting_for
    from commonhold.civic.treasury.queries.books import (
        asking_till,
        cost,
        entries,
        entry,
        money,
        month,
        till,
        trial_balance,
    )
    from commonhold.civic.treasury.queries.dues import (
        dues_board,
        my_dues,
        open_charges,
        open_charges_of,
        received_of,
        waiver_requests,
    )
    from commonhold.civic.treasury.queries.periods import closing_causes, first_month, period
    from commonhold.civic.treasury.queries.spending import budget_of, line_of, open_years, spent_on
    from commonhold.civic.treasury.queries.standing import standing_bills
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "asking_till",
    "bill",
    "bill_file",
    "bills",
    "budget_of",
    "closing_causes",
    "cost",
    "dues_board",
    "entries",
    "entry",
    "first_month",
    "line_of",
    "money",
    "month",
    "my_dues",
    "open_charges",
    "open_charges_of",
    "open_years",
    "period",
    "received_of",
    "spent_on",
    "standing_bills",
    "till",
    "trial_balance",
    "waiting_for",
    "waiver_requests",
]
