"""The charter as a page shows it: each parameter with its words, bounds, history and who decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.governance.decisions import about_in_words, rule_in_words
from commonhold.civic.governance.queries import ahead, proposals
from commonhold.civic.members import classes
from commonhold.civic.members.charter import ClassesCharter
from commonhold.ground.charter import register
from commonhold.ground.charter.deciding import rules_in
from commonhold.ground.charter.section import Parameter, Unit, Value
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.charter.words import in_words, share_in_words
from commonhold.ground.ledger.amounts import amount_in_words


@dataclass(frozen=True)
class TableLine:
    """One line of a table: what it is about, what it says, and where another one is proposed."""

    words: str
    said: str
    more: str
    change_url: str


@dataclass(frozen=True)
class ClauseOnPage:
    """One parameter, ready to be read. It fits `components/parameter.html`."""

    key: str
    words: str
    value: str
    explained: str
    bounds: str
    since: datetime | None
    vote_url: str
    vote_title: str
    unconfirmed: bool  # an upgrade brought it and no vote has confirmed it yet
    who_decides: str
    delegated: str
    is_text: bool
    lines: list[TableLine]  # of a table
    text_url: str  # where a long text stands by itself
    change_url: str
    range_url: str
    number_url: str


@dataclass(frozen=True)
class SectionOnPage:
    """One section of the charter, in reading order."""

    name: str
    title: str
    clauses: list[ClauseOnPage]


def sections(charter: Charter, currency: str) -> list[SectionOnPage]:
    """The whole charter."""
    titles, countable = _titles_of_votes(charter), ahead.countable()
    return [
        SectionOnPage(
            each.section,
            str(each.title),
            [_clause(charter, parameter, currency, titles, countable) for parameter in each.parameters()],
        )
        for each in register.sections()
    ]


def value_in_words(parameter: Parameter, value: Value, currency: str) -> str:
    """Money with its currency; all else as the charter says it."""
    if parameter.unit is Unit.CENTS and isinstance(value, int):
        return amount_in_words(value, currency)
    return in_words(parameter, value)


def proposal_of(reference: str) -> int | None:
    """The proposal's id in "proposal:ID"."""
    kind, _colon, number = reference.partition(":")
    return int(number) if kind == "proposal" else None


def _titles_of_votes(charter: Charter) -> Mapping[int, str]:
    ids = {proposal_of(clause.reference) for clause in charter.clauses.values()}
    return proposals.titles([each for each in ids if each is not None])


def _clause(
    charter: Charter,
    parameter: Parameter,
    currency: str,
    titles: Mapping[int, str],
    countable: frozenset[str],
) -> ClauseOnPage:
    clause = charter.clauses.get(parameter.key)
    vote = proposal_of(clause.reference) if clause else None
    rule = charter.rule_for(parameter.key)
    delegable = parameter.unit not in {Unit.TEXT, Unit.CHOICE, Unit.TABLE} and parameter.guards is None
    return ClauseOnPage(
        key=parameter.key,
        words=str(parameter.words),
        value=value_in_words(parameter, charter.value(parameter.key), currency),
        explained=str(parameter.because),
        bounds=_bounds(parameter, currency),
        since=clause.since if clause else None,
        vote_url=f"/decide/{vote}" if vote else "",
        vote_title=titles.get(vote, "") if vote else "",
        unconfirmed=clause is not None and clause.reference == "upgrade",
        who_decides=str(_WHO_DECIDES[rule.way]).format(
            threshold=share_in_words(rule.threshold), quorum=share_in_words(rule.quorum)
        ),
        delegated=_delegated(charter, parameter, currency),
        is_text=parameter.unit is Unit.TEXT,
        lines=_LINES[parameter.key](charter) if parameter.unit is Unit.TABLE else [],
        text_url=f"/charter/texts/{parameter.key.removeprefix('texts.')}" if _stands_alone(parameter) else "",
        change_url=f"/decide/new?change={parameter.key}",
        range_url=f"/decide/new?range={parameter.key}" if delegable else "",
        number_url=f"/decide/new?number={parameter.key}" if parameter.key in countable else "",
    )


def _lines_of_rules(charter: Charter) -> list[TableLine]:
    """What needs another vote than it would by itself."""
    rules = rules_in(str(charter.value("deciding.rules")))
    return [
        TableLine(
            about_in_words(about),
            rule_in_words(rule),
            "",
            f"/decide/new?{urlencode({'change': 'deciding.rules', 'about': about, 'rule': rule})}",
        )
        for about, rule in sorted(rules.items())
    ]


def _lines_of_classes(charter: Charter) -> list[TableLine]:
    return [
        TableLine(
            each.title,
            ", ".join(classes.rights_of(each)),
            each.words,
            f"/decide/new?{urlencode({'change': 'classes.table', 'class_key': each.key})}",
        )
        for each in charter.read(ClassesCharter).every
    ]


#: How each table of the charter reads.
_LINES: Mapping[str, Callable[[Charter], list[TableLine]]] = {
    "deciding.rules": _lines_of_rules,
    "classes.table": _lines_of_classes,
}
#: By the way in which members are asked.
_WHO_DECIDES: Mapping[str, Promise] = {
    "majority": gettext_lazy("All members: {threshold} of the votes, {quorum} of all must take part."),
    "consent": gettext_lazy("All members by consent: nobody objects with a reason, {quorum} must take part."),
    "classes": gettext_lazy("All members by classes: {threshold} of the votes, {quorum} must take part."),
}


def _stands_alone(parameter: Parameter) -> bool:
    return parameter.unit is Unit.TEXT and parameter.key.startswith("texts.")


def _bounds(parameter: Parameter, currency: str) -> str:
    bounds = parameter.bounds
    if parameter.unit is Unit.TABLE:
        return ""
    if bounds.choices:
        return ", ".join(bounds.choices)
    if parameter.unit is Unit.TEXT:
        return _("up to {n} characters").format(n=bounds.high)
    return _("{low} to {high}").format(
        low=value_in_words(parameter, bounds.low, currency),
        high=value_in_words(parameter, bounds.high, currency),
    )


def _delegated(charter: Charter, parameter: Parameter, currency: str) -> str:
    allowed = charter.ranges.get(parameter.key)
    if allowed is None:
        return ""
    return _("The {role} may set it between {low} and {high}.").format(
        role=allowed.mandate,
        low=value_in_words(parameter, allowed.bounds.low, currency),
        high=value_in_words(parameter, allowed.bounds.high, currency),
    )
