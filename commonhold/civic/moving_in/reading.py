"""CSV files as people's other programs write them: read whole, each wrong line named, nothing written."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO

from django.utils.translation import gettext as _

from commonhold.civic.moving_in.refusals import CannotBeRead
from commonhold.ground.ledger.currencies import EXPONENTS

LARGEST = 8_000_000  # bytes
MOST_LINES = 5_000
_MOST_UNITS = 10**15


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line; 0 is the file as a whole."""

    line: int
    why: str


class Wrong(Exception):
    """Why a line can't be brought in."""


@dataclass(frozen=True)
class Row:
    """A line by its columns' names; `line` is where it stands in the file, from 1."""

    line: int
    cells: dict[str, str]

    def get(self, *names: str) -> str:
        """The first of these columns that says something."""
        return next((self.cells[each] for each in names if self.cells.get(each)), "")


@dataclass
class Read:
    """What a file says: its good lines, and what is wrong with the others."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, why: str) -> None:
        self.problems.append(Problem(line, why))


def decoded(data: bytes) -> str:
    """Its text. Raises CannotBeRead for what is too large or no UTF-8."""
    if len(data) > LARGEST:
        raise CannotBeRead(_("it is larger than 8 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotBeRead(_("it is not written in UTF-8. Save it as “CSV UTF-8”.")) from None
    if "\x00" in text:
        raise CannotBeRead(_("it is no text."))
    return text


def table(text: str, *, needs: Sequence[str]) -> list[Row]:
    """Its lines; columns are found by name, whatever their order, between commas, semicolons or tabs.

    Raises CannotBeRead for a file without lines, without a column that is needed, or that ends in a quote.
    """
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as trouble:
        raise CannotBeRead(_("it is no whole table ({why}).").format(why=trouble)) from None
    if not lines:
        raise CannotBeRead(_("it is empty."))
    names = [each.strip().lower() for each in lines[0]]
    if len(set(names)) < len(names):
        raise CannotBeRead(_("two of its columns have the same name."))
    missing = [each for each in needs if each.lower() not in names]
    if missing:
        raise CannotBeRead(_("it has no column “{name}”.").format(name=missing[0]))
    found = [(number, line) for number, line in enumerate(lines[1:], start=2) if any(map(str.strip, line))]
    if not found:
        raise CannotBeRead(_("it has no lines below its names of columns."))
    if len(found) > MOST_LINES:
        raise CannotBeRead(_("it has more than {n} lines. Bring it in parts.").format(n=MOST_LINES))
    return [
        Row(number, dict(zip(names, map(str.strip, [*line, *[""] * len(names)]), strict=False)))
        for number, line in found
    ]


def day_in(text: str) -> date:
    """ISO 8601, alone or before a time. Raises ValueError."""
    return datetime.fromisoformat(text).date() if "T" in text else date.fromisoformat(text)


def amount_in(text: str, currency: str) -> int:
    """Signed minor units of "1234.56" or "-1,234.56". Raises ValueError for the rest, for fractions, and for
    what no co-op ever had."""
    try:
        amount = Decimal(text.replace(",", "")) if text.count(".") <= 1 else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or currency not in EXPONENTS:
        raise ValueError(text)
    units = amount.scaleb(EXPONENTS[currency])
    if units != units.to_integral_value() or abs(units) > _MOST_UNITS:
        raise ValueError(text)
    return int(units)
