"""Letters on paper: invoices, receipts, and a year's statement. The same letter gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commonhold.civic.payments import ibans
from commonhold.ground.charter import dates
from commonhold.ground.ledger.amounts import as_typed

if TYPE_CHECKING:
    from fpdf import FPDF

Line = tuple[datetime, str, int, str]  # when, what for, minor units, currency
_WIDTHS = (38, 96, 36)  # millimetres


@dataclass(frozen=True)
class Letter:
    """What stands on it."""

    sender: str
    imprint: str
    to: str
    number: str
    at: datetime
    lines: Sequence[Line]


@dataclass(frozen=True)
class Pdf:
    name: str
    content: bytes


def receipt(letter: Letter) -> Pdf:
    """What somebody paid, and that it arrived."""
    drawn = _begin(letter, _("Receipt {number}").format(number=letter.number))
    _table(drawn, letter.lines)
    _say(drawn, _("Received with thanks."))
    return _end(drawn, letter, f"receipt-{letter.number}.pdf")


def invoice(letter: Letter, *, pay_to: str) -> Pdf:
    """What somebody outside is asked to pay, and where to."""
    drawn = _begin(letter, _("Invoice {number}").format(number=letter.number))
    _table(drawn, letter.lines)
    _say(drawn, pay_to)
    return _end(drawn, letter, f"invoice-{letter.number}.pdf")


def year(letter: Letter, sums: Sequence[tuple[str, int]]) -> Pdf:
    """What the co-op paid somebody in a year; what went to her dues counts, what came back is taken off."""
    drawn = _begin(letter, _("Paid to you in {year}").format(year=letter.number))
    _table(drawn, letter.lines)
    for currency, cents in sums:
        _say(drawn, _("Together: {amount}").format(amount=f"{as_typed(cents, currency)} {currency}"))
    return _end(drawn, letter, f"paid-{letter.number}.pdf")


def _begin(letter: Letter, title: str) -> FPDF:
    from fpdf import FPDF  # noqa: PLC0415 - who asks for a PDF loads what draws one

    drawn = FPDF(format="A4")
    drawn.set_creation_date(letter.at)
    drawn.set_title(_printable(title))
    drawn.set_author(_printable(letter.sender))
    drawn.set_margins(20, 20)
    drawn.add_page()
    drawn.set_font("Helvetica", size=11)
    for text, style in ((letter.sender, "B"), (letter.to, "")):
        drawn.set_font(style=style)
        drawn.multi_cell(0, 6, _printable(text), new_x="LMARGIN", new_y="NEXT")
        drawn.ln(6)
    drawn.set_font("Helvetica", style="B", size=16)
    drawn.multi_cell(0, 9, _printable(title), new_x="LMARGIN", new_y="NEXT")
    drawn.set_font("Helvetica", size=11)
    drawn.multi_cell(0, 6, _printable(dates.day(letter.at)), new_x="LMARGIN", new_y="NEXT")
    drawn.ln(6)
    return drawn


def _table(drawn: FPDF, lines: Sequence[Line]) -> None:
    with drawn.table(col_widths=_WIDTHS, text_align=("LEFT", "LEFT", "RIGHT"), line_height=6) as table:
        table.row([_printable(each) for each in (_("Day"), _("What for"), _("Amount"))])
        for at, words, cents, currency in lines:
            amount = f"{as_typed(cents, currency)} {currency}"
            table.row([_printable(each) for each in (dates.day(at), words, amount)])
    drawn.ln(6)


def _say(drawn: FPDF, text: str) -> None:
    drawn.multi_cell(0, 6, _printable(text), new_x="LMARGIN", new_y="NEXT")


def _end(drawn: FPDF, letter: Letter, name: str) -> Pdf:
    if letter.imprint:
        drawn.ln(10)
        drawn.set_font("Helvetica", size=8)
        _say(drawn, letter.imprint)
    return Pdf(name, bytes(drawn.output()))


def _printable(text: str) -> str:
    """In the letters that every PDF reader brings along; others are written in Latin ones."""
    return "".join(each if ord(each) < 256 else ibans.latin(each) for each in text)
