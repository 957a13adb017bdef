"""What a member costs: the costs of chosen accounts in a month, by the members that there were at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.accounting import periods
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import currency
from commonhold.civic.treasury.charter import TreasuryCharter, accounts_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import Viewer

_MONTHS = 24


@dataclass(frozen=True)
class MonthOfHosting:
    """`each` is what one member costs, rounded up to the smallest coin; None while nobody was a member."""

    month: str
    words: str
    cost: int
    members: int

    @property
    def each(self) -> int | None:
        return -(-self.cost // self.members) if self.members else None


@dataclass(frozen=True)
class Hosting:
    """Months that are over, the latest first; `accounts` are those whose costs are counted, in words."""

    currency: str
    accounts: Sequence[tuple[str, str]]
    months: Sequence[MonthOfHosting]

    @property
    def latest(self) -> MonthOfHosting | None:
        return self.months[0] if self.months else None


def hosting(viewer: Viewer, *, now: datetime, most: int = _MONTHS) -> Hosting:
    """For everybody."""
    coin, chosen = currency(), accounts_in(charter.current().read(TreasuryCharter).hosting_accounts)
    names = {each.code: each.name for each in ledger.balances()}
    first, told = treasury.first_month(), list[MonthOfHosting]()
    month = months.before(months.month_of(now))
    while first is not None and month >= first and len(told) < most:
        told.append(_month(month, chosen, coin))
        month = months.before(month)
    return Hosting(coin, [(code, names.get(code, code)) for code in chosen], told)


def _month(month: str, chosen: Sequence[str], coin: str) -> MonthOfHosting:
    span = periods.span(month)
    moved = ledger.moved(since=span.since, until=span.until, but_of=treasury.closing_causes())
    cost = sum(each.amounts.get(coin, 0) for each in moved if each.code in chosen)
    return MonthOfHosting(month, months.in_words(month), cost, members.count(span.until))
