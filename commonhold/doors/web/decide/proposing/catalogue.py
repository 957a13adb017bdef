"""“What can we decide?”: made of what rooms offer, so that nothing is ever missing here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import ahead
from commonhold.civic.governance.queries.ahead import Decidable
from commonhold.civic.governance.vocabulary import Kind, Role
from commonhold.doors.web.decide.proposing import wording
from commonhold.ground.charter import register
from commonhold.ground.charter.section import Parameter as Known
from commonhold.ground.charter.section import Unit

_NEW = "/decide/new"
#: Where a proposal of a kind is written; a yes or no begins with what is decided, further down the page.
_AT = {each: f"{_NEW}?kind={each}" for each in Kind} | {
    Kind.MOTION: f"{_NEW}?kind=resolve",
    Kind.PARAMETER: "#charter",
    Kind.ORDER: "/roadmap/vote",
}
#: Decisions with a form of their own; others get one made of their fields.
_OF_ITS_OWN = {
    "charter.set-parameter.v1": "#charter",
    "charter.set-range.v1": "/charter",
    "governance.appoint-mandate.v1": f"{_NEW}?kind=appoint",
    "governance.end-mandate.v1": f"{_NEW}?kind=recall",
    "governance.resolve.v1": f"{_NEW}?kind=resolve",
    "members.end-class.v1": f"{_NEW}?kind=end-class",
    "members.move-member.v1": f"{_NEW}?kind=move",
    "treasury.set-budget-line.v1": f"{_NEW}?kind=budget-line",
    "shares.open-offer.v1": f"{_NEW}?kind=share-offer",
    "shares.write-down.v1": f"{_NEW}?kind=write-down",
    "meetings.adopt-report.v1": "/meetings",
    "roadmap.put-first.v1": "/roadmap/vote",
    "roadmap.set-priorities.v1": "/roadmap/vote",
}
_DUES = "treasury.dues_cents"


@dataclass(frozen=True)
class Line:
    """One thing to propose. `more` explains it."""

    url: str
    words: str
    more: str = ""


@dataclass(frozen=True)
class Parameter:
    """One number, text or rule: where to propose another one, and in which further ways."""

    words: str
    url: str
    ways: Sequence[Line]


@dataclass(frozen=True)
class Section:
    title: str
    parameters: Sequence[Parameter]


def common() -> list[Line]:
    """What is proposed most, each with a form that is filled in as far as it can be."""
    board = {"role": str(Role.BOARD), "seats": 3, "months": 24, "title": _("Elect our board")}
    return [
        Line(f"{_NEW}?change={_DUES}", _("Change the dues"), _("A new amount, yes or no.")),
        Line(f"{_NEW}?number={_DUES}", _("Ask how high the dues should be"), wording_of(Kind.PARAMETER)),
        Line(
            f"{_NEW}?kind=election&{urlencode(board)}",
            _("Elect a board"),
            _("Three seats for two years; change what you like."),
        ),
        Line(f"{_NEW}?kind=choice", _("Choose among ways"), wording_of(Kind.CHOICE)),
        Line(f"{_NEW}?kind=budget", _("Share out a budget"), wording_of(Kind.BUDGET)),
        Line(
            f"{_NEW}?kind=budget-line",
            _("Set a budget line"),
            _("What may be spent for a purpose in a year."),
        ),
        Line(f"{_NEW}?kind=resolve", _("Resolve something in words"), _("It stands on the record.")),
        Line(f"{_NEW}?kind=consent", _("Agree on something by consent"), wording_of(Kind.CONSENT)),
        Line(f"{_NEW}?kind=advisory", _("Ask for advice"), wording_of(Kind.ADVISORY)),
        Line(
            f"{_NEW}?kind=appoint",
            _("Give a member a mandate"),
            _("When there is nothing to choose between."),
        ),
        Line(f"{_NEW}?kind=recall", _("Recall somebody"), wording_of(Kind.RECALL)),
        Line(
            "#charter",
            _("Change our rules"),
            _("Every number, text and rule of the charter is listed below."),
        ),
    ]


def kinds(*, is_on_the_board: bool) -> list[Line]:
    """All kinds of votes. What only the board can begin leads nowhere for others."""
    closed = set() if is_on_the_board else {Kind.EMERGENCY}
    return [Line("" if each in closed else _AT[each], str(each.label), wording_of(each)) for each in Kind]


def decisions() -> list[Line]:
    """All kinds of decision that rooms offer, with the rule that each needs and its room."""
    return [Line(_form_of(each), str(each.title), _needs(each)) for each in ahead.decidable()]


def sections() -> list[Section]:
    """The charter, with every way in which one can ask about each of its parameters."""
    countable = ahead.countable()
    return [
        Section(
            str(section.title),
            [_parameter(each, is_countable=each.key in countable) for each in section.parameters()],
        )
        for section in register.sections()
    ]


def _parameter(known: Known, *, is_countable: bool) -> Parameter:
    key, words = known.key, str(known.words)
    if known.unit is Unit.TABLE:  # a line at a time, and there is nothing to choose between
        return Parameter(words, f"{_NEW}?change={key}", [])
    how_much = [Line(f"{_NEW}?number={key}", _("How much?"))] if is_countable else []
    among = Line(f"{_NEW}?kind=choice&key={key}", _("Choose among values"))
    return Parameter(words, f"{_NEW}?change={key}", [*how_much, among])


def wording_of(kind: Kind) -> str:
    return str(wording.KINDS[kind])


def _form_of(decision: Decidable) -> str:
    if decision.changes is not None:
        return f"{_NEW}?change={decision.changes}"
    return _OF_ITS_OWN.get(decision.kind, f"{_NEW}?decision={decision.kind}")


def _needs(decision: Decidable) -> str:
    if not decision.rule:
        return _("{room}. The rule depends on what it changes.").format(room=decision.room)
    rule = wording.RULES.get(decision.rule, decision.rule)
    return _("{room}. It needs a vote under the {rule} rule.").format(room=decision.room, rule=rule)
