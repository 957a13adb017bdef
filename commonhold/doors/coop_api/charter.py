"""The charter: every number, text and rule that members may change, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from commonhold.civic.governance.queries import proposals
from commonhold.civic.members import classes
from commonhold.civic.members.charter import ClassesCharter
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.calls.asked import Asked
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.proposal_answers import share
from commonhold.doors.coop_api.types import Id, Share
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.charter.section import Parameter as Known
from commonhold.ground.charter.section import Unit, Value
from commonhold.ground.charter.snapshot import Charter as Snapshot
from commonhold.ground.charter.snapshot import Range


@dataclass(frozen=True)
class Bounds:
    """The lowest and the highest value; of a text its length; or the choices, where there are any."""

    low: int | Share
    high: int | Share
    choices: list[str]


@dataclass(frozen=True)
class Allowance:
    """A range in which whoever holds a mandate may set this alone, and by which decision."""

    low: int | Share
    high: int | Share
    mandate: str
    decided_in: str


@dataclass(frozen=True)
class Parameter:
    """One number, text or rule. A value in cents has its currency; a share is exact, as n/d.

    `decided_in` is what set it: "founding", "upgrade", "proposal:ID" or "mandate:ID".
    """

    key: str
    words: str
    because: str
    unit: Unit
    value: int | str
    currency: str | None
    bounds: Bounds
    since: datetime | None
    decided_in: str | None
    proposal_id: Id | None
    proposal_title: str | None
    rule: str
    threshold: Share
    quorum: Share
    mandate_may_set: Allowance | None


@dataclass(frozen=True)
class Section:
    """A part of the charter."""

    name: str
    title: str
    parameters: list[Parameter]


@dataclass(frozen=True)
class MemberClass:
    """A class of members and what it may do. `is_apart`: in votes by classes it must agree by itself."""

    key: str
    name: str
    words: str
    votes: bool
    proposes: bool
    stands: bool
    newcomers_join: bool
    is_apart: bool
    weight: int


@dataclass(frozen=True)
class Charter:
    """The whole charter as it stands now; its version grows with every change.

    A parameter whose unit is "table" has canonical JSON for its value; the classes of members stand here too.
    """

    version: int
    sections: list[Section]
    classes: list[MemberClass]


@operation(scope="read:governance")
def show_charter(asked: Asked) -> Charter:
    """The charter in reading order."""
    here, currency = charter.current(), treasury.till().currency
    voted = {vote for clause in here.clauses.values() if (vote := _proposal_of(clause.reference))}
    titles = proposals.titles(list(voted))
    return Charter(
        here.version,
        [
            Section(
                each.section,
                str(each.title),
                [_parameter(here, one, currency, titles) for one in each.parameters()],
            )
            for each in register.sections()
        ],
        [_class(each) for each in here.read(ClassesCharter).every],
    )


def _class(each: classes.MemberClass) -> MemberClass:
    return MemberClass(
        key=each.key,
        name=each.title,
        words=each.words,
        votes=bool(each.votes),
        proposes=bool(each.votes and each.proposes),
        stands=bool(each.stands),
        newcomers_join=bool(each.joins),
        is_apart=bool(each.apart),
        weight=each.weight,
    )


def _parameter(here: Snapshot, known: Known, currency: str, titles: Mapping[int, str]) -> Parameter:
    clause, rule = here.clauses.get(known.key), here.rule_for(known.key)
    vote = None if clause is None else _proposal_of(clause.reference)
    allowed = here.ranges.get(known.key)
    return Parameter(
        key=known.key,
        words=str(known.words),
        because=str(known.because),
        unit=known.unit,
        value=_plain(here.value(known.key)),
        currency=currency if known.unit is Unit.CENTS else None,
        bounds=Bounds(_end(known, known.bounds.low), _end(known, known.bounds.high), [*known.bounds.choices]),
        since=None if clause is None else clause.since,
        decided_in=None if clause is None else clause.reference,
        proposal_id=None if vote is None else str(vote),
        proposal_title=None if vote is None else titles.get(vote),
        rule=rule.name,
        threshold=share(rule.threshold),
        quorum=share(rule.quorum),
        mandate_may_set=None if allowed is None else _allowance(known, allowed),
    )


def _allowance(known: Known, allowed: Range) -> Allowance:
    bounds = allowed.bounds
    return Allowance(_end(known, bounds.low), _end(known, bounds.high), allowed.mandate, allowed.reference)


def _plain(value: Value) -> int | str:
    return share(value) if isinstance(value, Fraction) else value


def _end(known: Known, value: int | Fraction) -> int | str:
    return share(value) if known.unit is Unit.SHARE else int(value)


def _proposal_of(reference: str) -> int | None:
    kind, _colon, number = reference.partition(":")
    return int(number) if kind == "proposal" and number.isdecimal() else None
