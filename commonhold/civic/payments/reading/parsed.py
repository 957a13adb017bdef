"""What a bank's file says, whichever its format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from commonhold.civic.payments.refusals import FileUnreadable
from commonhold.ground.ledger.amounts import exponent
from commonhold.ground.ledger.currencies import EXPONENTS

#: Bytes of a file, and lines in it: beyond, a treasurer asks her bank for a shorter time.
MOST_BYTES = 10_000_000
MOST_LINES = 5_000
_LARGEST = 2**53 - 1  # as the ledger has it


@dataclass(frozen=True)
class ParsedLine:
    """One movement. `cents` is below nothing for what went out; texts are as the bank wrote them."""

    day: date
    cents: int
    currency: str
    name: str = ""  # the other side's
    account: str = ""  # the other side's IBAN, or number
    text: str = ""
    reference: str = ""  # structured
    end_to_end: str = ""
    entry_ref: str = ""  # the bank's own
    batch: str = ""  # the file of ours that it answers
    is_return: bool = False


@dataclass(frozen=True)
class Parsed:
    """A statement. `account` is empty where the file doesn't say it; balances are in minor units."""

    account: str
    currency: str
    number: str = ""
    opening: int | None = None
    closing: int | None = None
    lines: Sequence[ParsedLine] = field(default=())


def minor_units(text: str, currency: str) -> int:
    """What an amount such as "12.50" is in the currency's smallest coins. Raises FileUnreadable."""
    if currency not in EXPONENTS:
        raise FileUnreadable
    try:
        units = Decimal(text).scaleb(exponent(currency))
    except InvalidOperation:
        raise FileUnreadable from None
    if not units.is_finite() or units != units.to_integral_value() or abs(units) > _LARGEST:
        raise FileUnreadable
    return int(units)


def cut(text: str | None, longest: int) -> str:
    """Runs of spaces as one, and no longer than the table has room for."""
    return " ".join((text or "").split())[:longest]
