"""The words of shares: classes, accounts, and what a refused withdrawal is called."""

from __future__ import annotations

LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDS = 500, 120, 2000  # characters

#: The class of shares that every co-op has. A second one exists where the charter names it.
COMMON = "common"

#: Paid in: the register's `paid_cents` of all holdings, always.
PAID_IN = "equity:shares:paid-in"
#: Subscribed and not paid yet: the register's unpaid part, always; and who owes it.
UNPAID = "equity:shares:unpaid"
OWED_TO_US = "assets:shares-unpaid"
#: Money that arrived for shares and is not in the register yet.
ARRIVED = "liabilities:shares-arrived"
#: Money that arrived for an offer and waits for its end.
PLEDGED = "liabilities:share-offer"
#: Withdrawn shares that are still to be paid back.
LEAVING = "liabilities:shares-leaving"
#: What shares of before this house stand against, until the balances of before meet it.
MOVING_IN = "equity:moving-in"
#: What holdings were written down by, against the losses.
WRITTEN_DOWN = "equity:shares:losses-covered"
