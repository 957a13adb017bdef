"""The public books. Nothing here says whose dues were paid, or whom the fund carries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import BANK, DUES, FUND, currency
from commonhold.civic.treasury.models import Cost, DuesMonth, Receipt
from commonhold.civic.treasury.refusals import NoSuchEntry
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.entry import Entry, Leg
from commonhold.ground.prepared import Asking, answered
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

#: What an entry came of: ("dues", "2026-05"), ("cost", ID), ("gift", ID), ("proposal", ID) or ("entry", ID).
Link = tuple[str, str]

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
    received = Receipt.objects.filter(charge__month__currency=code)
    return Money(
        currency=code,
        bank_cents=_held(BANK, code),
        fund_cents=-_held(FUND, code),
        dues_this_month_cents=_sum(
            received.filter(at__gte=months.beginning(months.month_of(now)), at__lte=now)
        ),
        dues_total_cents=_sum(received),
        accounts=_accounts(),
        entries=entries(viewer, limit=limit),
    )


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
        received_cents=sum(_part(each, DUES) for each in came if each.kind == "dues.received"),
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
        recorded_by=names[row.recorded_by_id],
        approved_by=names[row.approved_by_id],
        at=row.at,
    )


def _held(account: str, code: str) -> int:
    return ledger.held_in(account).get(code, 0)  # before the founding there are no accounts


def _sum(receipts: QuerySet[Receipt]) -> int:
    return receipts.aggregate(cents=Sum("charge__month__cents"))["cents"] or 0


def _accounts() -> list[AccountLine]:
    return [
        AccountLine(each.code, each.name, each.kind, -cents if each.kind in _GROWS_BY_CREDIT else cents, code)
        for each in ledger.balances()
        for code, cents in sorted(each.amounts.items())
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
        "fund.paid": lambda: _("Dues for {month}, carried by the solidarity fund").format(
            month=months.in_words(which)
        ),
        "fund.given": lambda: _("A gift to the solidarity fund"),
        "cost.paid": lambda: found.narration or _("A bill that was paid"),
        "ledger.reversed": lambda: _("An earlier entry taken back"),
    }
    words = said.get(found.kind)
    return found.narration or found.kind if words is None else words()
