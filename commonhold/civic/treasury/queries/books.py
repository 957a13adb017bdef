"""The public books. Nothing here says whose dues were paid, or whom the fund carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import BANK, DUES, FUND, currency
from commonhold.civic.treasury.models import Cost, DuesMonth, Receipt
from commonhold.civic.treasury.queries.periods import closing_causes
from commonhold.civic.treasury.refusals import NoSuchEntry
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.entry import Entry, Leg
from commonhold.ground.ledger.queries import Balance
from commonhold.ground.prepared import Asking, answered
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

#: What an entry came of: ("dues", "2026-05"), ("cost", ID), ("gift", ID), ("proposal", ID) or ("entry", ID).
Link = tuple[str, str]

_KINDS = {
    AccountKind.ASSETS: gettext_lazy("What we have"),
    AccountKind.LIABILITIES: gettext_lazy("What we owe"),
    AccountKind.EQUITY: gettext_lazy("What is our own"),
    AccountKind.INCOME: gettext_lazy("Income"),
    AccountKind.EXPENSES: gettext_lazy("Costs"),
}
#: Members' own dues: by money, or by credit alone.
_RECEIVED = {"dues.received", "dues.credited"}
_GROWS_BY_CREDIT = {AccountKind.LIABILITIES, AccountKind.EQUITY, AccountKind.INCOME}


@dataclass(frozen=True)
class Till:
    """What is in the bank, in the charter's currency."""

    cents: int
    currency: str


@dataclass(frozen=True)
class AccountLine:
    """An account and what is in it, as people count: income and funds are positive."""

    code: str
    name: str
    kind: AccountKind
    cents: int
    currency: str


@dataclass(frozen=True)
class Group:
    """Accounts of one kind, which `title` names for people."""

    kind: AccountKind
    title: str
    accounts: Sequence[AccountLine]


@dataclass(frozen=True)
class Coin:
    """The accounts in one currency, by kind."""

    currency: str
    groups: Sequence[Group]


@dataclass(frozen=True)
class EntryLine:
    """An entry in the list. `cents` is what was moved; `into_bank` what the bank gained, or lost below 0."""

    id: int
    at: datetime
    kind: str
    words: str
    cents: int
    into_bank: int
    currency: str
    link: Link


@dataclass(frozen=True)
class EntryView(EntryLine):
    """An entry's own page: every leg as the ledger holds it."""

    cause: str
    key: str
    legs: Sequence[Leg]


@dataclass(frozen=True)
class Money:
    """The money page, in the charter's currency; `accounts` also show what is in another."""

    currency: str
    bank_cents: int
    fund_cents: int
    dues_this_month_cents: int
    dues_total_cents: int
    accounts: Sequence[AccountLine]
    booked: Sequence[AccountLine]  # income and costs since the founding, those of closed years among them
    entries: Sequence[EntryLine]


@dataclass(frozen=True)
class MonthView:
    """A month's dues: what everybody owes, and what came in. The fund's part is known when it is over."""

    month: str
    words: str
    dues_cents: int
    currency: str
    received_cents: int
    fund_cents: int


@dataclass(frozen=True)
class CostView:
    """A bill that was paid. The payee is for members."""

    id: int
    cents: int
    currency: str
    what: str
    payee: str
    line: str  # the code of its budget line; empty: on none
    line_year: int | None  # of an earlier year's line
    recorded_by: PersonLine
    approved_by: PersonLine
    at: datetime


def till() -> Till:
    """What every page shows of our money; nothing before the founding."""
    return answered(asking_till())


def asking_till() -> Asking[Till]:
    """The same, to be asked together with others."""
    code = currency()
    return ledger.asking_held_in(BANK).then(lambda held: Till(held.get(code, 0), code))


def money(viewer: Viewer, *, now: datetime, limit: int = 20) -> Money:
    """All that the money page says. Each number can be had again from the ledger's entries alone."""
    code = currency()
    received, accounts = Receipt.objects.filter(charge__month__currency=code), _accounts()
    return Money(
        currency=code,
        bank_cents=_held(BANK, code),
        fund_cents=-_held(FUND, code),
        dues_this_month_cents=_sum(
            received.filter(at__gte=months.beginning(months.month_of(now)), at__lte=now)
        ),
        dues_total_cents=_sum(received),
        accounts=accounts,
        booked=_booked(accounts),
        entries=entries(viewer, limit=limit),
    )


def trial_balance(viewer: Viewer) -> list[Coin]:
    """Every account in each currency, by kind, those with nothing in them left out; the charter's first."""
    held = [each for each in _accounts() if each.cents]
    own = currency()
    coins = sorted({each.currency for each in held} | {own}, key=lambda coin: (coin != own, coin))
    return [
        Coin(coin, [Group(kind, str(_KINDS[kind]), lines) for kind, lines in _by_kind(held, coin) if lines])
        for coin in coins
    ]


def _by_kind(held: Sequence[AccountLine], coin: str) -> Iterator[tuple[AccountKind, list[AccountLine]]]:
    for kind in AccountKind:
        yield kind, [each for each in held if each.kind is kind and each.currency == coin]


def entries(viewer: Viewer, *, before: int | None = None, limit: int = 50) -> list[EntryLine]:
    """The latest entries, newest first; `before` an id, to read on."""
    return [EntryLine(**_line(each)) for each in ledger.entries(limit=limit, before=before)]


def entry(viewer: Viewer, entry_id: int) -> EntryView:
    """One entry with its legs. Raises NotFound."""
    found = ledger.entry(entry_id)
    return EntryView(**_line(found), cause=found.cause, key=found.key, legs=found.legs)


def month(viewer: Viewer, month: str) -> MonthView:
    """A month's dues, "2026-05". Raises NoSuchEntry."""
    row = DuesMonth.objects.filter(month=month).first()
    if row is None:
        raise NoSuchEntry
    came = ledger.caused_by(f"dues:{month}")
    return MonthView(
        month=month,
        words=months.in_words(month),
        dues_cents=row.cents,
        currency=row.currency,
        received_cents=sum(_part(each, DUES) for each in came if each.kind in _RECEIVED),
        fund_cents=sum(_part(each, DUES) for each in came if each.kind == "fund.paid"),
    )


def cost(viewer: Viewer, cost_id: int) -> CostView:
    """A bill that was paid. Raises NoSuchEntry."""
    row = Cost.objects.filter(id=cost_id).first()
    if row is None:
        raise NoSuchEntry
    reads_payee = viewer.person_id is not None and members.member_of(viewer.person_id) is not None
    names = people.lines(viewer, [row.recorded_by_id, row.approved_by_id])
    return CostView(
        id=row.id,
        cents=row.cents,
        currency=row.currency,
        what=row.what,
        payee=row.payee if reads_payee else "",
        line=row.line,
        line_year=row.line_year,
        recorded_by=names[row.recorded_by_id],
        approved_by=names[row.approved_by_id],
        at=row.at,
    )


def _held(account: str, code: str) -> int:
    return ledger.held_in(account).get(code, 0)  # before the founding there are no accounts


def _sum(receipts: QuerySet[Receipt]) -> int:
    return receipts.aggregate(cents=Sum("charge__cents"))["cents"] or 0


def _accounts() -> list[AccountLine]:
    return _account_lines(ledger.balances())


def _account_lines(balances: Sequence[Balance]) -> list[AccountLine]:
    return [
        AccountLine(each.code, each.name, each.kind, -cents if each.kind in _GROWS_BY_CREDIT else cents, code)
        for each in balances
        for code, cents in sorted(each.amounts.items())
    ]


def _booked(accounts: Sequence[AccountLine]) -> list[AccountLine]:
    """What closing years moved away is put back."""
    carried = _account_lines(ledger.caused(closing_causes()))
    moved = {(each.code, each.currency): each.cents for each in carried}
    return [
        replace(each, cents=each.cents - moved.get((each.code, each.currency), 0))
        for each in accounts
        if each.kind in {AccountKind.INCOME, AccountKind.EXPENSES}
    ]


def _line(found: Entry) -> dict[str, Any]:
    return {
        "id": found.id,
        "at": found.at,
        "kind": found.kind,
        "words": _words(found),
        "cents": sum(leg.amount for leg in found.legs if leg.amount > 0),
        "into_bank": sum(leg.amount for leg in found.legs if leg.account == BANK),
        "currency": found.legs[0].currency,
        "link": _link(found),
    }


def _part(found: Entry, account: str) -> int:
    return -sum(leg.amount for leg in found.legs if leg.account == account)


def _link(found: Entry) -> Link:
    if found.reverses is not None:
        return "entry", str(found.reverses)
    what, _colon, which = found.cause.partition(":")
    return what, which


def _words(found: Entry) -> str:
    _what, which = _link(found)
    said: dict[str, Callable[[], str]] = {
        "dues.received": lambda: _("Dues for {month}").format(month=months.in_words(which)),
        "dues.credited": lambda: _("Dues for {month}, paid by credit").format(month=months.in_words(which)),
        "fund.paid": lambda: _("Dues for {month}, carried by the solidarity fund").format(
            month=months.in_words(which)
        ),
        "fund.given": lambda: _("A gift to the solidarity fund"),
        "contributions.split": lambda: _("What {month} left, shared").format(month=months.in_words(which)),
        "contributions.work": lambda: _("Work in {month}").format(month=months.in_words(which)),
        "cost.paid": lambda: found.narration or _("A bill that was paid"),
        "payment.arrived": lambda: _("A payment that was expected"),
        "payment.paid": lambda: _("Paid to somebody whom we owed it"),
        "payment.returned": lambda: _("A payment that came back"),
        "payment.waits": lambda: _("On the bank's statement, to be assigned"),
        "payment.assigned": lambda: _("Assigned after it was looked at"),
        "payment.credit": lambda: _("Paid towards later dues"),
        "payment.disputed": lambda: _("A card payment that is disputed"),
        "payment.fee": lambda: _("A fee for payments"),
        "shares.subscribe": lambda: _("Shares were subscribed"),
        "shares.pay-in": lambda: _("Shares were paid in"),
        "shares.transfer": lambda: _("Shares went from one member to another"),
        "shares.withdraw": lambda: _("Shares were given back"),
        "shares.write-down": lambda: _("Shares bore a part of a loss"),
        "shares.convert": lambda: _("Shares went into another class"),
        "shares.to-payer": lambda: _("Money for shares that goes back to whoever paid it"),
        "ledger.reversed": lambda: _("An earlier entry taken back"),
        "period.closed": lambda: _("The result of {year}, carried on").format(year=which),
        "period.reopened": lambda: _("A closed year, opened again"),
        "surplus.appropriated": lambda: _("A surplus given its uses by vote"),
    }
    words = said.get(found.kind)
    return found.narration or found.kind if words is None else words()
