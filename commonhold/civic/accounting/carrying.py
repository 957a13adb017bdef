"""What closing a year books: income and costs go to what is kept of closed years, and begin anew."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from commonhold.civic.accounting import periods
from commonhold.civic.treasury.accounts import RETAINED, closing_cause
from commonhold.civic.treasury.queries import closing_causes
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledger_queries
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.entry import Draft, Leg
from commonhold.ground.ledger.queries import Balance

RESULTS = {AccountKind.INCOME, AccountKind.EXPENSES}


def moved_in(year: int) -> list[Balance]:
    """What came into each account in a year; what closing years booked is left out."""
    span = periods.span(str(year))
    return ledger_queries.moved(since=span.since, until=span.until, but_of=closing_causes())


def carry(year: int, *, times: int, now: datetime) -> list[int]:
    """Post one entry for each currency; return their ids. `times`: how often the year was closed before.

    They bear the present, as every entry does, and what closed years say leaves them out.
    """
    legs: defaultdict[str, list[Leg]] = defaultdict(list)
    for each in moved_in(year):
        if each.kind in RESULTS:
            for currency, amount in sorted(each.amounts.items()):
                if amount:
                    legs[currency].append(Leg(each.code, -amount, currency))
    drafts = [
        Draft(
            kind="period.closed",
            key=f"year:{year}:{times}:{currency}",
            cause=closing_cause(year),
            legs=[*some, *_rest(some, currency)],
            at=now,
        )
        for currency, some in sorted(legs.items())
    ]
    return ledger.post_many(drafts)


def carry_back(year: int, *, now: datetime) -> None:
    """Reverse what closing the year booked last."""
    came = ledger_queries.caused_by(closing_cause(year))
    undone = {each.reverses for each in came}
    for each in came:
        if each.kind == "period.closed" and each.id not in undone:
            key = f"reopened:{each.id}"
            ledger.reverse(each.id, key=key, cause=closing_cause(year), kind="period.reopened", at=now)


def _rest(legs: list[Leg], currency: str) -> list[Leg]:
    left = sum(leg.amount for leg in legs)
    return [Leg(RETAINED, -left, currency)] if left else []
