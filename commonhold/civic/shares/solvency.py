"""The figures on which a withdrawal rests, read from the books; the rule is `rulebook.split.withdrawal`."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from commonhold.civic.shares import accounts, vocabulary
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.shares.models import NoticeEnd
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import BANK, FUND
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.codes import AccountKind
from rulebook.split.withdrawal import Limits, Standing, Withdrawable, withdrawable

#: Money that belongs to a purpose.
FUNDS = (FUND,)


def standing() -> Standing:
    """The books now, in the currency of our shares."""
    coin = accounts.currency()
    held = {each.code: (each.kind, each.amounts.get(coin, 0)) for each in ledger.balances()}
    of = {kind: [cents for found, cents in held.values() if found is kind] for kind in AccountKind}
    owed_for_shares = held.get(vocabulary.OWED_TO_US, (None, 0))[1]
    return Standing(
        cash=held.get(BANK, (None, 0))[1],
        owned=sum(of[AccountKind.ASSETS]) - owed_for_shares,
        debts=max(0, -sum(of[AccountKind.LIABILITIES])),
        funds=sum(max(0, -held.get(each, (None, 0))[1]) for each in FUNDS),
        capital=max(0, -held.get(vocabulary.PAID_IN, (None, 0))[1]),
    )


def limits(now: datetime) -> Limits:
    """What the charter says beside it; the part of a year counts from its first day."""
    here = charter.current().read(SharesCharter)
    year = None
    beginning = months.beginning(f"{months.month_of(now)[:4]}-01")
    if here.most_back < 1:
        at_first = [each for each in ledger.moved(until=beginning) if each.code == vocabulary.PAID_IN]
        year = int(here.most_back * sum(-each.amounts.get(accounts.currency(), 0) for each in at_first))
    back = NoticeEnd.objects.filter(at__gte=beginning).aggregate(all=Sum("cents"))["all"] or 0
    return Limits(here.cash_kept_cents, here.capital_kept_cents, year, back)


def may_go_back(now: datetime) -> Withdrawable:
    """The most that may be paid back of shares now."""
    return withdrawable(standing(), limits(now))


def uncovered_loss() -> int:
    """By how much all that is owned falls short of debts, funds and shares."""
    return max(0, -standing().surplus)
