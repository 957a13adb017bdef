"""A closed year's report: for members as soon as it is closed, for everybody once it is adopted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhold.civic.accounting import standing, statement
from commonhold.civic.accounting.models import Appropriation, Part, Statement
from commonhold.civic.accounting.refusals import NoSuchReport
from commonhold.civic.accounting.statement import YearFigures
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class Taken:
    """A step of the appropriation, in minor units."""

    step: str
    before: int
    took: int
    left: int


@dataclass(frozen=True)
class Uses:
    """What a vote made of what the year left. `file` is the public file, which anyone can replay."""

    reference: str
    at: datetime
    surplus: int  # below zero it is a loss
    steps: Sequence[Taken]
    remainder: int
    losses: int
    file: str
    sha256: str


@dataclass(frozen=True)
class Note:
    by: PersonLine
    at: datetime
    text: str


@dataclass(frozen=True)
class YearReport:
    """The figures as they were at the closing, with their hash, and what was said and decided since."""

    figures: YearFigures
    closed_at: datetime
    statement: str
    sha256: str
    uses: Uses | None
    notes: Sequence[Note]
    may_note: bool

    @property
    def is_public(self) -> bool:
        return self.uses is not None


@dataclass(frozen=True)
class MyPart:
    year: int
    kind: str
    amount: int
    currency: str


def years(viewer: Viewer) -> list[int]:
    """Those whose report the viewer may read, the latest first."""
    rows = Statement.objects.filter(closing__in=standing.closed())
    if viewer.person_id is None or members.member_of(viewer.person_id) is None:
        rows = rows.filter(appropriation__isnull=False)
    return list(rows.order_by("-year").values_list("year", flat=True))


def report(viewer: Viewer, year: int, *, now: datetime) -> YearReport:
    """Raises NoSuchReport."""
    found = standing.statement(year)
    if found is None or year not in years(viewer):
        raise NoSuchReport
    notes = list(found.notes.order_by("id"))
    names = people.lines(viewer, {each.by_id for each in notes})
    mine = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=now)
    used = Appropriation.objects.filter(statement=found).first()
    return YearReport(
        figures=statement.read(found.body),
        closed_at=found.closing.steps.order_by("id").values_list("at", flat=True)[0],
        statement=found.body,
        sha256=found.sha256,
        uses=None if used is None else _uses(used),
        notes=[Note(names[each.by_id], each.at, each.text) for each in notes],
        may_note=any(each.role is Role.AUDITOR for each in mine),
    )


def bundle(viewer: Viewer, year: int, *, now: datetime) -> str:
    """What an appropriation read, for auditors. Raises Refusal without the mandate, or NoSuchReport."""
    mandates.must_hold(viewer.person_id or 0, Role.AUDITOR, at=now)
    row = Appropriation.objects.filter(statement__year=year).first()
    if row is None:
        raise NoSuchReport
    return row.bundle


def my_parts(viewer: Viewer) -> list[MyPart]:
    """What surpluses gave the viewer, the latest first. Nobody else sees it."""
    if viewer.person_id is None:
        return []
    rows = Part.objects.filter(person_id=viewer.person_id).select_related("appropriation__statement")
    return [
        MyPart(row.appropriation.statement.year, row.kind, row.amount, row.currency)
        for row in rows.order_by("-id")
    ]


def _uses(row: Appropriation) -> Uses:
    told: dict[str, Any] = json.loads(row.public)
    position = told["position"]
    return Uses(
        reference=row.reference,
        at=row.at,
        surplus=position["surplus"] - position["loss"],
        steps=[Taken(each["step"], each["before"], each["took"], each["left"]) for each in told["steps"]],
        remainder=told["remainder"],
        losses=told["losses_after"],
        file=row.public,
        sha256=row.sha256,
    )
