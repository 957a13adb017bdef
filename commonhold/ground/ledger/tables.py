"""The books as CSV (RFC 4180), for spreadsheets: one leg of an entry a line, or one balance."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, tzinfo
from itertools import chain

from commonhold.ground.ledger import queries
from commonhold.ground.ledger.currencies import decimal_text

ENTRIES = ("entry", "day", "time", "kind", "cause", "reverses", "words", "account", "amount", "currency")
BALANCES = ("account", "name", "kind", "amount", "currency")
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def entries(*, zone: tzinfo = UTC) -> Iterator[str]:
    """Whole lines, the header first; `zone` says on which day an entry falls. Each entry sums to nothing."""
    return _lines(ENTRIES, _legs(zone))


def balances() -> Iterator[str]:
    """Whole lines, the header first; each currency sums to nothing."""
    return _lines(
        BALANCES,
        (
            (each.code, _text(each.name), each.kind, decimal_text(amount, currency), currency)
            for each in queries.balances()
            for currency, amount in sorted(each.amounts.items())
        ),
    )


def _legs(zone: tzinfo) -> Iterator[Sequence[str]]:
    for each in queries.all_entries():
        at = each.at.astimezone(zone)
        reverses = "" if each.reverses is None else str(each.reverses)
        head = (str(each.id), f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", each.kind, each.cause, reverses)
        for leg in each.legs:
            amount = decimal_text(leg.amount, leg.currency)
            yield *head, _text(each.narration), leg.account, amount, leg.currency


def _text(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    for row in chain([header], rows):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()
