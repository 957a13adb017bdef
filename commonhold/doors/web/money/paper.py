"""A year's report on paper: what the page says, as a PDF whose letters are part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import TextEmphasis, XPos, YPos

from commonhold.civic.accounting.queries.reports import YearReport
from commonhold.civic.accounting.statement import Row, Sheet
from commonhold.doors.web.money.report import steps
from commonhold.ground.charter import dates
from commonhold.ground.ledger.amounts import amount_in_words

_FONTS = Path(__file__).with_name("fonts")
_INK, _QUIET, _HAIRLINE, _BAR = (33, 31, 28), (96, 92, 86), 205, (0, 114, 178)
_WIDTH, _AMOUNT = 170, 40  # millimetres of a line, and of the amount at its end
_BAR_HEIGHT = 2.2


class Paper(FPDF):
    """A4, with the year and the page's number at its foot."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self.foot = foot
        for style, name in (("", "regular"), ("B", "bold")):
            self.add_font("Inter", style, _FONTS / f"inter-{name}.ttf")
        self.set_margins(20, 18)
        self.set_auto_page_break(True, margin=22)
        self.c_margin = 0
        self.add_page()

    def footer(self) -> None:
        self.set_y(-16)
        self.set_font("Inter", "", 8)
        self.set_text_color(*_QUIET)
        self.cell(_WIDTH - 20, 5, self.foot)
        self.cell(20, 5, str(self.page_no()), align="R")

    def heading(self, words: str, *, size: int = 13) -> None:
        if self.will_page_break(size * 1.5):
            self.add_page()
        self.ln(5)
        self._ink(bold=True, size=size)
        self.multi_cell(_WIDTH, size * 0.5, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1.5)

    def words(self, words: str, *, quiet: bool = False, size: float = 9.5) -> None:
        self._ink(size=size, quiet=quiet)
        self.multi_cell(_WIDTH, 5, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def row(self, words: str, amount: str, *, bold: bool = False, part: float = 0) -> None:
        """One row of a table; `part` of the width is filled beneath it, as its bar."""
        self._ink(bold=bold)
        self.multi_cell(_WIDTH - _AMOUNT, 5.6, words, new_x=XPos.RIGHT, new_y=YPos.TOP, max_line_height=5.6)
        self.cell(_AMOUNT, 5.6, amount, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        if part:
            self.set_fill_color(*_BAR)
            self.rect(self.l_margin, self.get_y() + 0.3, _WIDTH * part, _BAR_HEIGHT, style="F")
            self.ln(_BAR_HEIGHT + 1.2)
        self.set_draw_color(_HAIRLINE)
        self.line(self.l_margin, self.get_y(), self.l_margin + _WIDTH, self.get_y())

    def _ink(self, *, bold: bool = False, size: float = 9.5, quiet: bool = False) -> None:
        self.set_font("Inter", TextEmphasis.B if bold else TextEmphasis.NONE, size)
        self.set_text_color(*(_QUIET if quiet else _INK))


def written(report: YearReport, *, of: str, home: str) -> bytes:
    """The PDF's bytes; `of` is the co-op's name, `home` the page's address."""
    year, figures = report.figures.year, report.figures
    paper = Paper(f"{of}, {year}")
    paper.set_title(_("Report on {year}: {name}").format(year=year, name=of))
    paper.set_author(of)
    paper.set_creation_date(report.closed_at)
    paper.heading(of, size=11)
    paper.heading(_("Report on {year}").format(year=year), size=20)
    is_public = _("Adopted by vote.") if report.is_public else _("Not adopted yet: for members.")
    closed = dates.day(report.closed_at)
    paper.words(_("The books were closed on {day}.").format(day=closed) + " " + is_public, quiet=True)
    for sheet in figures.sheets:
        _sheet(paper, sheet)
    _members(paper, report)
    _uses(paper, report)
    for note in report.notes:
        paper.heading(_("Auditor’s note: {name}").format(name=note.by.name))
        paper.words(note.text)
    paper.heading(_("Check it yourself"), size=10)
    paper.words(f"{home}\nSHA-256 {report.sha256}", quiet=True, size=7.5)
    return bytes(paper.output())


def _sheet(paper: Paper, sheet: Sheet) -> None:
    coin = sheet.currency
    paper.heading(_("Income and costs, {currency}").format(currency=coin))
    most = max([abs(each.amount) for each in (*sheet.income, *sheet.costs)] or [1])
    _rows(paper, sheet.income, coin, most)
    _sum(paper, _("Income"), sheet.income_total, coin)
    _rows(paper, sheet.costs, coin, most)
    _sum(paper, _("Costs"), sheet.costs_total, coin)
    _sum(paper, _("Surplus") if sheet.result >= 0 else _("Loss"), sheet.result, coin)
    paper.heading(_("Balance sheet, {currency}").format(currency=coin))
    _rows(paper, sheet.assets, coin)
    _sum(paper, _("What we have"), sheet.assets_total, coin)
    _rows(paper, sheet.liabilities, coin)
    _sum(paper, _("What we owe"), sheet.liabilities_total, coin)
    _rows(paper, sheet.equity, coin)
    if sheet.uncarried:
        paper.row(_("Results of earlier years, closed later"), amount_in_words(sheet.uncarried, coin))
    paper.row(_("Result of the year"), amount_in_words(sheet.result, coin))
    _sum(paper, _("What is our own"), sheet.equity_total, coin)


def _rows(paper: Paper, rows: Iterable[Row], coin: str, most: int = 0) -> None:
    for each in rows:
        part = max(0, each.amount) / most if most else 0  # of a bar's width, which is no amount
        paper.row(each.name, amount_in_words(each.amount, coin), part=part)


def _sum(paper: Paper, words: str, amount: int, coin: str) -> None:
    paper.row(words, amount_in_words(amount, coin), bold=True)
    paper.ln(2)


def _members(paper: Paper, report: YearReport) -> None:
    figures = report.figures
    paper.heading(_("Members"))
    told: Sequence[tuple[str, int]] = (
        (_("At the beginning"), figures.members_before),
        (_("Joined"), figures.joined),
        (_("Left"), figures.left),
        (_("At the end"), figures.members_after),
    )
    for words, count in told:
        paper.row(words, str(count))
    for lines in figures.summaries.values():
        for each in lines:
            amount = amount_in_words(each.amount, each.currency) if each.currency else str(each.amount)
            paper.row(each.words, amount)


def _uses(paper: Paper, report: YearReport) -> None:
    uses, coin = report.uses, report.figures.currency
    if uses is None:
        return
    paper.heading(_("What became of it"))
    paper.row(_("To decide on"), amount_in_words(uses.surplus, coin), bold=True)
    for words, took, _left in steps(uses):
        paper.row(words, amount_in_words(took, coin))
    paper.row(_("Kept"), amount_in_words(uses.remainder, coin))
    if uses.losses:
        paper.row(_("Losses carried on"), amount_in_words(uses.losses, coin))
