"""A split in the books: one entry, balanced by itself."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from commonhold.civic.contributions.accounts import CREATORS, CREATORS_SHARE, DUES_RETURNED, open_accounts
from commonhold.civic.contributions.models import Split, SplitLine
from commonhold.civic.treasury.accounts import CREATORS_OWED, DUES_CREDIT, FUND, RESERVE, RETAINED
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg


def book(split: Split, *, over: int, now: datetime) -> int | None:
    """Post it; None where nothing was shared. What turns from thanks into credit is credit.

    A year's creators' share pays first, but for what of all income was `over`: the rest is an expense.
    """
    open_accounts(now=now)
    turned, given = turned_to_credit(split), split.credit + split.fund_back
    of_year = max(0, split.of_year - over)
    for_thanks = min(of_year, split.paid)
    for_dues = min(of_year - for_thanks, given)
    sums: Counter[str] = Counter(
        {
            CREATORS_OWED: of_year,
            CREATORS_SHARE: split.paid - for_thanks,
            CREATORS: turned - split.paid,
            DUES_RETURNED: given - for_dues,
            DUES_CREDIT: -split.credit - turned,
            FUND: -split.fund_back,
            RETAINED: split.reserve - (of_year - for_thanks - for_dues),
            RESERVE: -split.reserve,
        }
    )
    legs = [Leg(account, cents, split.currency) for account, cents in sums.items() if cents]
    if not legs:
        return None
    return ledger.post(
        kind="contributions.split",
        key=f"split:{split.month}",
        cause=f"split:{split.month}",
        legs=legs,
        at=now,
    )


def turned_to_credit(split: Split) -> int:
    """What members were thanked for, where the charter says that it pays their dues."""
    if split.terms["payout"] != "credit":
        return 0
    rows = SplitLine.objects.filter(split=split, stands="member", paid__gt=0)
    return sum(rows.values_list("paid", flat=True))
