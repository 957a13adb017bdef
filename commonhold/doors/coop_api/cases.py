"""What moderation keeps: to each caller her own reports. Nobody learns here of anybody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from commonhold.civic.moderation import queries as moderation
from commonhold.civic.moderation.queries import Kind, ReportView
from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.people import Person, person
from commonhold.doors.coop_api.types import Address, Id


@dataclass(frozen=True)
class Subject:
    """What was reported, as its reporter saw it then."""

    kind: Kind
    title: str
    text: str
    url: Address | None


@dataclass(frozen=True)
class Report:
    """One of the caller's reports. `rule` is the charter's, in that day's words, or null for another."""

    id: Id
    about: Subject
    person: Person | None
    rule: str | None
    words: str
    at: datetime
    state: Literal["waiting", "dismissed", "kept"]
    answer: str
    answered_at: datetime | None


@operation(who=Who.PERSON, scope="read:reports")
def list_my_reports(asked: Asked) -> list[Report]:
    """What the caller reported and what she was answered, the latest first, a hundred at most."""
    return [_report(each) for each in moderation.reports_of(asked.viewer)]


def _report(found: ReportView) -> Report:
    return Report(
        id=str(found.id),
        about=Subject(
            found.kind, found.copy.title, found.copy.text, address(found.copy.url) if found.copy.url else None
        ),
        person=None if found.person is None else person(found.person),
        rule=found.rule or None,
        words=found.words,
        at=found.at,
        state=_state(found.outcome),
        answer=found.answer,
        answered_at=found.answered_at,
    )


def _state(outcome: str) -> Literal["waiting", "dismissed", "kept"]:
    return "dismissed" if outcome == "dismissed" else "kept" if outcome == "kept" else "waiting"
