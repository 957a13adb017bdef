"""CSV files of banks: in which columns what stands, how dates and amounts are written, and reading them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commonhold.civic.payments.reading.parsed import MOST_LINES, Parsed, ParsedLine, cut, minor_units
from commonhold.civic.payments.refusals import FileTooLong, FileUnreadable, RowUnreadable

#: How a date is written: the order of its three numbers. Day first, unless told.
DATE_ORDERS = ("dmy", "ymd", "mdy")
_NUMBERS = re.compile(r"\d+")
_DELIMITERS = (";", ",", "\t", "|")
_FEWEST_COLUMNS = 2
#: Words in a column's title, small, that say what stands there; the first that fits is the guess.
_TITLES = {
    "day": ("buchungstag", "booking", "date", "datum", "data", "fecha"),
    "amount": ("betrag", "amount", "montant", "importe", "importo", "umsatz"),
    "name": ("name", "beguenstigt", "begünstigt", "counterparty", "payee", "auftraggeber", "partner"),
    "account": ("iban", "kontonummer", "account"),
    "text": ("verwendungszweck", "purpose", "description", "details", "reference", "libell", "concepto"),
    "currency": ("waehrung", "währung", "currency", "devise"),
}


@dataclass(frozen=True)
class Layout:
    """Where what stands, as places of columns from 0; -1 where a file has none.

    One column of signed amounts, or one for what came in and one for what went out.
    """

    day: int
    amount: int = -1
    came_in: int = -1
    went_out: int = -1
    name: int = -1
    account: int = -1
    text: int = -1
    currency: int = -1
    dates: str = "dmy"
    decimal: str = ","


@dataclass(frozen=True)
class Table:
    """A file's titles and rows, and what tells files of this bank from others'."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def mark(self) -> str:
        """SHA-256 (hex) of the titles: a bank keeps them."""
        return hashlib.sha256("\x1f".join(self.titles).encode()).hexdigest()

    @property
    def form(self) -> str:
        """What a statement of this bank's files is called beside those of other formats."""
        return f"csv:{self.mark[:8]}"


def table(content: bytes) -> Table:
    """The rows of a file. What stands above the titles is left out. Raises FileUnreadable or FileTooLong."""
    text = _decoded(content)
    best: list[list[str]] = []
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        widest = max((len(row) for row in rows), default=0)
        rows = rows[next((at for at, row in enumerate(rows) if len(row) == widest), 0) :]
        if widest >= _FEWEST_COLUMNS and widest > max((len(row) for row in best), default=0):
            best = rows
    if not best:
        raise FileUnreadable
    if len(best) > MOST_LINES + 1:
        raise FileTooLong
    width = len(best[0])
    titles = [" ".join(each.split()) for each in best[0]]
    return Table(titles, [[*row, *[""] * (width - len(row))][:width] for row in best[1:]])


def guess(found: Table) -> Layout:
    """What the titles and the first rows suggest; a treasurer looks at it before it is used."""
    titles = [each.casefold() for each in found.titles]
    places = {what: _place(titles, words) for what, words in _TITLES.items()}
    amounts = [row[places["amount"]] for row in found.rows if places["amount"] >= 0]
    days = [row[places["day"]] for row in found.rows if places["day"] >= 0]
    return Layout(
        **{**places, "day": max(places["day"], 0)},
        dates="ymd" if days and re.match(r"\d{4}", days[0].strip()) else "dmy",
        decimal="." if any(re.search(r"\.\d{1,2}$", each.strip()) for each in amounts) else ",",
    )


def read(found: Table, layout: Layout, *, currency: str) -> Parsed:
    """The file's lines as this layout says; `currency` where it has no column for it.

    Raises RowUnreadable, which names the row.
    """
    lines = []
    for number, row in enumerate(found.rows, 1):
        try:
            line = _line(row, layout, currency)
        except (FileUnreadable, ValueError, IndexError):
            raise RowUnreadable(number) from None
        if line is not None:
            lines.append(line)
    coins = {each.currency for each in lines} or {currency}
    return Parsed("", coins.pop() if len(coins) == 1 else "", lines=lines)


def _line(row: Sequence[str], layout: Layout, currency: str) -> ParsedLine | None:
    if not row[layout.day].strip():
        return None  # a sum at the foot, or a remark
    coin = _cell(row, layout.currency).upper() or currency
    if layout.amount >= 0:
        cents = _cents(row[layout.amount], coin, layout.decimal)
    else:
        came, went = _cell(row, layout.came_in), _cell(row, layout.went_out)
        cents = _cents(came, coin, layout.decimal) if came else 0
        cents -= abs(_cents(went, coin, layout.decimal)) if went else 0
    if cents == 0:
        return None
    return ParsedLine(
        day=_day(row[layout.day], layout.dates),
        cents=cents,
        currency=coin,
        name=cut(_cell(row, layout.name), 140),
        account=re.sub(r"\s", "", _cell(row, layout.account)).upper()[:34],
        text=cut(_cell(row, layout.text), 500),
    )


def _cents(text: str, currency: str, decimal: str) -> int:
    """Read "1.234,56", "1'234.56", "-12", "12-" or "(12)", in minor units."""
    plain = re.sub(r"[\s\u00a0'’]", "", text).replace("\N{MINUS SIGN}", "-")
    grouping = "." if decimal == "," else ","
    found = re.fullmatch(
        rf"(\()?([+-]?)([\d{re.escape(grouping)}]*(?:{re.escape(decimal)}\d+)?)(-?)(\))?\D*", plain
    )
    if found is None or not any(each.isdigit() for each in plain):
        raise FileUnreadable
    opened, sign, digits, behind, _closed = found.groups()
    whole, _point, part = digits.partition(decimal)
    groups = whole.split(grouping)
    if len(groups) > 1 and any(len(each) != 3 for each in groups[1:]):
        raise FileUnreadable  # 12.50 where a comma was to come: never read as 1250
    cents = minor_units("".join(groups) + (f".{part}" if part else ""), currency)
    return -cents if opened or sign == "-" or behind else cents


def _day(text: str, order: str) -> date:
    first, second, third = (int(each) for each in _NUMBERS.findall(text)[:3])
    day, month, year = {
        "dmy": (first, second, third),
        "mdy": (second, first, third),
        "ymd": (third, second, first),
    }[order]
    return date(year + 2000 if year < 100 else year, month, day)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place >= 0 else ""


def _place(titles: Sequence[str], words: Sequence[str]) -> int:
    return next((at for word in words for at, title in enumerate(titles) if word in title), -1)


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 where a mark says so, or else Latin-1 as Windows writes it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise FileUnreadable
    return text
