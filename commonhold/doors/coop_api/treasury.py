"""Money: the public books in sums and entries, a month's dues, and to herself what the caller owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.queries.books import EntryLine
from commonhold.civic.treasury.queries.dues import ChargeState, Fund
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who
from commonhold.doors.coop_api.money import Money
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.types import Id, Limit, Listed, cut, listed
from commonhold.doors.coop_api.types import Month as MonthName
from commonhold.ground.ledger.codes import AccountKind


@dataclass(frozen=True)
class Account:
    """An account of the books and what is in it, as people count: income and funds are positive."""

    code: str
    name: str
    kind: AccountKind
    balance: Money


@dataclass(frozen=True)
class Treasury:
    """The books in sums. Each can be had again from the entries alone."""

    bank: Money
    solidarity_fund: Money
    dues_this_month: Money
    dues_in_all: Money
    accounts: list[Account]


@dataclass(frozen=True)
class Source:
    """What an entry came of: "dues" of a month, a "cost", a "gift", a "proposal", or another "entry"."""

    kind: str
    id: str


@dataclass(frozen=True)
class Entry:
    """An entry of the books. `moved` is its size; `into_bank` what the bank gained, or lost below 0."""

    id: Id
    at: datetime
    kind: str
    words: str
    moved: Money
    into_bank: Money
    source: Source


@dataclass(frozen=True)
class Leg:
    """One account's part of an entry; the legs of each currency sum to nothing."""

    account: str
    amount: Money


@dataclass(frozen=True)
class WholeEntry:
    """An entry with every leg, as the ledger holds it."""

    entry: Entry
    cause: str
    legs: list[Leg]


@dataclass(frozen=True)
class DuesOfMonth:
    """A month's dues: what each owes, what came in, and what the solidarity fund paid once it was over."""

    month: MonthName
    dues: Money
    received: Money
    from_fund: Money


@dataclass(frozen=True)
class MyCharge:
    """What the caller owes or owed for a month."""

    month: MonthName
    dues: Money
    state: ChargeState


@dataclass(frozen=True)
class MyDues:
    """The caller's own dues, which nobody else is told: what she owes, what comes next, her months."""

    owed: Money
    next_month: MonthName
    next_dues: Money
    fund: Fund
    charges: list[MyCharge]


@dataclass(frozen=True)
class Before:
    """Which entries: older than the id `before`."""

    before: Id | None = None
    limit: Limit = 20


@operation(scope="read:governance")
def show_treasury(asked: Asked) -> Treasury:
    """What is in the bank and in the fund, and every account."""
    found = treasury.money(asked.viewer, now=asked.now, limit=1)
    return Treasury(
        bank=Money(found.bank_cents, found.currency),
        solidarity_fund=Money(found.fund_cents, found.currency),
        dues_this_month=Money(found.dues_this_month_cents, found.currency),
        dues_in_all=Money(found.dues_total_cents, found.currency),
        accounts=[
            Account(each.code, each.name, each.kind, Money(each.cents, each.currency))
            for each in found.accounts
        ],
    )


@operation(scope="read:governance")
def list_entries(asked: Asked, query: Before) -> Listed[Entry]:
    """The entries of the books, the latest first."""
    found = treasury.entries(asked.viewer, before=cut(query.before), limit=query.limit)
    rows = [_entry(each) for each in found]
    return listed(rows, [each.id for each in found], limit=query.limit, by="before")


@operation(scope="read:governance")
def show_entry(asked: Asked, id: Id) -> WholeEntry:
    """One entry with both of its sides."""
    found = treasury.entry(asked.viewer, id_of(id))
    legs = [Leg(each.account, Money(each.amount, each.currency)) for each in found.legs]
    return WholeEntry(_entry(found), found.cause, legs)


@operation(scope="read:governance")
def show_dues_of_month(asked: Asked, month: MonthName) -> DuesOfMonth:
    """A month's dues as everybody sees them."""
    found = treasury.month(asked.viewer, month)
    return DuesOfMonth(
        month=found.month,
        dues=Money(found.dues_cents, found.currency),
        received=Money(found.received_cents, found.currency),
        from_fund=Money(found.fund_cents, found.currency),
    )


@operation(who=Who.PERSON, scope="read:dues")
def show_my_dues(asked: Asked) -> MyDues:
    """The caller's own dues."""
    found = treasury.my_dues(asked.viewer, now=asked.now)
    return MyDues(
        owed=Money(found.owed_cents, found.currency),
        next_month=found.next_month,
        next_dues=Money(found.next_cents, found.currency),
        fund=found.fund,
        charges=[
            MyCharge(each.month, Money(each.cents, each.currency), each.state) for each in found.charges
        ],
    )


def _entry(found: EntryLine) -> Entry:
    return Entry(
        id=str(found.id),
        at=found.at,
        kind=found.kind,
        words=found.words,
        moved=Money(found.cents, found.currency),
        into_bank=Money(found.into_bank, found.currency),
        source=Source(*found.link),
    )
