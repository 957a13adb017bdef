"""The accounts that sharing goes through besides treasury's own; each is opened when it is first needed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.treasury import accounts as treasury
from commonhold.ground.ledger import actions as ledger

CREATORS = "liabilities:creators"
WORK_OWED = "liabilities:work"
CREATORS_SHARE = "expenses:creators-share"
DUES_RETURNED = "expenses:dues-returned"

#: What a split itself books: it is no cost of the month in which it is booked.
SHARED = frozenset({CREATORS_SHARE, DUES_RETURNED})


def open_accounts(*, now: datetime) -> None:
    """Open those that are not open yet, and those of the chart."""
    treasury.open_accounts(now=now)
    ledger.open_account(CREATORS, name=_("Owed for thanks"), at=now)
    ledger.open_account(WORK_OWED, name=_("Owed for work"), at=now)
    ledger.open_account(CREATORS_SHARE, name=_("Creators' share"), at=now)
    ledger.open_account(DUES_RETURNED, name=_("Dues that went back"), at=now)
