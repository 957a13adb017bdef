"""The ledger as text that other people's tools read and check: beancount, hledger, JSON Lines.

Both plain-text forms end by asserting every balance, so `bean-check FILE` and `hledger check -f FILE`
compare our sums with their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from django.db.models import Min

from commonhold.ground.ledger import queries
from commonhold.ground.ledger.codes import AccountKind, account_kind
from commonhold.ground.ledger.currencies import EXPONENTS, decimal_text
from commonhold.ground.ledger.entry import Entry
from commonhold.ground.ledger.models import Account, LegRow

_HLEDGER_TYPES = {
    AccountKind.ASSETS: "A",
    AccountKind.LIABILITIES: "L",
    AccountKind.EQUITY: "E",
    AccountKind.INCOME: "R",
    AccountKind.EXPENSES: "X",
}


@dataclass
class _Totals:
    """What the entries written so far add up to, for the assertions at the end."""

    amounts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    last_day: date = date.min

    def add(self, entry: Entry, day: date) -> None:
        self.last_day = max(day, self.last_day)
        for leg in entry.legs:
            self.amounts[leg.account][leg.currency] += leg.amount

    @property
    def next_day(self) -> date:
        return self.last_day + timedelta(days=1)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Account code, amount, currency: in order."""
        for code, by_currency in sorted(self.amounts.items()):
            for currency, amount in sorted(by_currency.items()):
                yield code, decimal_text(amount, currency), currency


def beancount(*, zone: tzinfo = UTC) -> Iterator[str]:
    """Whole lines for beancount 3 and its `bean-check`; `zone` decides on which day an entry falls."""
    return (f"{line}\n" for line in _beancount(zone))


def hledger(*, zone: tzinfo = UTC) -> Iterator[str]:
    """Whole lines for `hledger check --strict`; `zone` decides on which day an entry falls."""
    return (f"{line}\n" for line in _hledger(zone))


def json_lines(*, until: datetime | None = None) -> Iterator[bytes]:
    """One canonical JSON object per entry and line: the bytes whose SHA-256 is `queries.head`."""
    return (entry.canonical() + b"\n" for entry in queries.all_entries(until=until))


def _beancount(zone: tzinfo) -> Iterator[str]:
    yield 'option "title" "Commonhold ledger"'
    for code, opened in _first_days(zone):
        yield f"{opened} open {_beancount_account(code)}"
    totals = _Totals()
    for entry in queries.all_entries():
        day = entry.at.astimezone(zone).date()
        totals.add(entry, day)
        yield ""
        yield f"{day} * {_quoted(entry.narration or entry.kind)}"
        yield from (f"  {name}: {_quoted(text)}" for name, text in _facts(entry))
        for leg in entry.legs:
            amount = decimal_text(leg.amount, leg.currency)
            yield f"  {_beancount_account(leg.account)}  {amount} {leg.currency}"
    yield ""
    for code, amount, currency in totals.lines():
        # An assertion holds at the start of its day; "~ 0" turns off beancount's tolerance.
        yield f"{totals.next_day} balance {_beancount_account(code)}  {amount} ~ 0 {currency}"


def _hledger(zone: tzinfo) -> Iterator[str]:
    for currency in sorted(set(LegRow.objects.values_list("currency", flat=True).distinct())):
        decimals = "0" * EXPONENTS[currency]
        yield f"commodity 1000.{decimals} {currency}"
    for code in Account.objects.order_by("code").values_list("code", flat=True):
        yield f"account {code}  ; type: {_HLEDGER_TYPES[account_kind(code)]}"
    totals = _Totals()
    for entry in queries.all_entries():
        day = entry.at.astimezone(zone).date()
        totals.add(entry, day)
        yield ""
        # A semicolon would begin a comment; after the code in brackets all else is text.
        yield f"{day} * ({entry.id}) {_one_line(entry.narration or entry.kind).replace(';', ',')}"
        yield from (f"    ; {name}:{text}" for name, text in _facts(entry))
        for leg in entry.legs:
            yield f"    {leg.account}  {decimal_text(leg.amount, leg.currency)} {leg.currency}"
    if totals.amounts:
        yield ""
        yield f"{totals.last_day} * balances"
        for code, amount, currency in totals.lines():
            yield f"    {code}  0 {currency} = {amount} {currency}"


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "id", str(entry.id)
    yield "kind", entry.kind
    yield "cause", entry.cause
    if entry.reverses is not None:
        yield "reverses", str(entry.reverses)


def _first_days(zone: tzinfo) -> Iterator[tuple[str, date]]:
    """Each account's code and the day it opened, or of its first entry when that is earlier."""
    rows = Account.objects.order_by("code").annotate(first=Min("legs__transaction__at"))
    for code, opened_at, first in rows.values_list("code", "opened_at", "first"):
        yield code, min(opened_at, first or opened_at).astimezone(zone).date()


def _beancount_account(code: str) -> str:
    """ "assets:bank-eur" is Assets:Bank-eur there."""
    return ":".join(part[0].upper() + part[1:] for part in code.split(":"))


def _quoted(text: str) -> str:
    escaped = _one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _one_line(text: str) -> str:
    """`text` without line breaks and control characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
