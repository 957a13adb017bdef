"""The year's reports as tables of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.civic.governance.queries import proposals
from commonhold.civic.meetings.queries import ReportView
from commonhold.civic.meetings.vocabulary import Report
from commonhold.civic.moderation.vocabulary import Ladder
from commonhold.ground import ids
from commonhold.ground.charter import dates
from commonhold.ground.decisions import register as decisions
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class Table:
    """A caption, and rows of cells as `components/table.html` takes them."""

    caption: str
    columns: Sequence[Mapping[str, Any]]
    rows: Sequence[Sequence[Mapping[str, Any]]]


def tables_of(report: ReportView) -> list[Table]:
    """The report's figures, table by table; one without rows is left out."""
    makers: dict[Report, Callable[[Mapping[str, Any]], list[Table]]] = {
        Report.TREASURER: _treasurer,
        Report.MODERATION: _moderation,
        Report.BOARD: _board,
    }
    return [each for each in makers[report.report](report.told) if each.rows]


def _treasurer(told: Mapping[str, Any]) -> list[Table]:
    def money(cents: int) -> str:
        return amount_in_words(cents, told["currency"])

    def accounts(lines: Sequence[Mapping[str, Any]], whole: str, sum_cents: int) -> list[tuple[str, str]]:
        return [*((each["name"], money(each["cents"])) for each in lines), (whole, money(sum_cents))]

    income, costs, amount = told["income_cents"], told["costs_cents"], _("Amount")
    return [
        _figures(
            _("Income"), _("Account"), accounts(told["income"], _("All income"), income), counted=amount
        ),
        _figures(_("Costs"), _("Account"), accounts(told["costs"], _("All costs"), costs), counted=amount),
        _figures(
            _("Balance"),
            _("What"),
            [
                (_("Left of the year"), money(income - costs)),
                (_("In the bank at the beginning"), money(told["bank_before"])),
                (_("In the bank at the end"), money(told["bank_after"])),
                (_("Solidarity fund at the beginning"), money(told["fund_before"])),
                (_("Solidarity fund at the end"), money(told["fund_after"])),
            ],
            counted=amount,
        ),
    ]


def _moderation(told: Mapping[str, Any]) -> list[Table]:
    rows = [
        (_("Reports that came in"), str(told["reported"])),
        (_("Wait for an answer"), str(told["waiting"])),
        (_("Kept for a case"), str(told["kept"])),
        (_("Dismissed"), str(told["dismissed"])),
    ]
    if told["median_minutes"] is not None:
        rows.append((_("Half were answered within"), _span(told["median_minutes"])))
    tables = [_figures(_("Reports"), _("What"), rows)]
    if "measures" in told:  # reports of before there were any say nothing of them
        tables.append(_figures(_("Measures"), _("What"), _measures(told)))
    return tables


def _measures(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = [
        (_("Measures taken"), _few(told["measures"])),
        *((str(Ladder(each["kind"]).label), str(each["times"])) for each in told["by_kind"]),
        (_("Appealed"), _few(told["appealed"])),
        (_("Overturned"), _few(told["overturned"])),
        (_("Juries drawn"), _few(told["juries"])),
        (_("Reported as against the law"), _few(told["law_reports"])),
    ]
    if told["median_hours"] is not None:
        rows.append((_("Half were taken within"), _span(60 * told["median_hours"])))
    return rows


def _few(count: int | None) -> str:
    return _("too few to say") if count is None else str(count)


def _board(told: Mapping[str, Any]) -> list[Table]:
    members = [
        (_("At the beginning"), str(told["members_before"])),
        (_("Joined"), str(told["joined"])),
        (_("Left"), str(told["left"])),
        (_("At the end"), str(told["members_after"])),
    ]
    return [_figures(_("Members"), _("What"), members), _votes(told["votes"]), _enacted(told["enacted"])]


def _votes(votes: Sequence[Mapping[str, Any]]) -> Table:
    titles = proposals.titles([int(each["proposal"]) for each in votes])
    ends = {"carried": _("carried"), "defeated": _("voted down"), "no-quorum": _("too few took part")}
    names = [_("Proposal"), _("Took part"), _("Outcome")]
    rows = [
        [
            _cell(names[0], titles.get(int(each["proposal"]), "—"), url=f"/decide/{each['proposal']}"),
            _cell(names[1], _("{n} of {all}").format(n=each["turnout"], all=each["roll"]), number=True),
            _cell(names[2], ends.get(each["outcome"], each["outcome"])),
        ]
        for each in votes
    ]
    return Table(_("Votes"), _columns(names, number=1), rows)


def _enacted(enacted: Sequence[Mapping[str, Any]]) -> Table:
    names = [_("What took effect"), _("Kind"), _("When")]
    numbers = [int(each["reference"].partition(":")[2]) for each in enacted if _is_proposal(each)]
    titles = proposals.titles(numbers)
    rows = []
    for each in enacted:
        number = int(each["reference"].partition(":")[2]) if _is_proposal(each) else 0
        rows.append(
            [
                _cell(
                    names[0],
                    titles.get(number) or _origin(each["reference"]),
                    url=f"/decide/{number}" if number in titles else "",
                ),
                _cell(names[1], "; ".join(dict.fromkeys(_kind(kind) for kind in each["kinds"]))),
                _cell(names[2], dates.day(ids.time_of(each["at"] << 16))),
            ]
        )
    return Table(_("Decisions in force"), _columns(names), rows)


def _origin(reference: str) -> str:
    """Where decisions come from that no public proposal bore."""
    return _("The founding") if reference == "founding" else _("Not by a proposal")


def _is_proposal(each: Mapping[str, Any]) -> bool:
    what, _colon, which = each["reference"].partition(":")
    return bool(what == "proposal" and which.isdecimal())


def _kind(kind: str) -> str:
    try:
        return str(decisions.decision(kind).title)
    except Refusal:
        return kind


def _span(minutes: int) -> str:
    if minutes < 120:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    if minutes < 48 * 60:
        return ngettext("{n} hour", "{n} hours", minutes // 60).format(n=minutes // 60)
    return ngettext("{n} day", "{n} days", minutes // 1440).format(n=minutes // 1440)


def _figures(caption: str, what: str, rows: Sequence[tuple[str, str]], *, counted: str = "") -> Table:
    """`counted` heads the figures; without it they are numbers of things."""
    names = [what, counted or _("Number")]
    cells = [[_cell(names[0], label), _cell(names[1], figure, number=True)] for label, figure in rows]
    return Table(caption, _columns(names, number=1), cells)


def _columns(names: Sequence[str], *, number: int = -1) -> list[Mapping[str, Any]]:
    return [{"label": name, "number": place == number} for place, name in enumerate(names)]


def _cell(label: str, words: str, *, number: bool = False, url: str = "") -> Mapping[str, Any]:
    return {"label": label, "words": words, "number": number, "url": url}
