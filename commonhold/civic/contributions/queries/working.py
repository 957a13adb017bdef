"""Verified work, for members: who did what, who verified and who confirmed it, and what it is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.contributions.models import Work, WorkAnswer
from commonhold.civic.contributions.work import KINDS, KindOfWork, rates
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members.queries.owners import is_member
from commonhold.civic.treasury import accounts
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class WorkView:
    """One piece of work. `cents` is what it is paid, once it is confirmed."""

    id: int
    person: PersonLine
    kind: KindOfWork
    units: int
    what: str
    verified_by: PersonLine
    at: datetime
    answer: str  # "", "confirmed" or "declined"
    answered_by: PersonLine | None
    reason: str
    cents: int
    currency: str
    may_answer: bool


@dataclass(frozen=True)
class Works:
    """The rates that were voted, the latest work, and which kinds the viewer may verify."""

    currency: str
    rates: Sequence[tuple[KindOfWork, int]]
    may_verify: Sequence[KindOfWork]
    lines: Sequence[WorkView]


def works(viewer: Viewer, *, limit: int = 60, now: datetime) -> Works:
    """The work is for members; others read the rates alone."""
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=now)
    mine = {each.role for each in held}
    paid = [(KINDS[Work.Kind(code)], cents) for code, cents in rates().items()]
    rows = list(Work.objects.select_related("answer").order_by("-id")[:limit]) if is_member(viewer) else []
    names = people.lines(viewer, {each for row in rows for each in _people(row)})
    return Works(
        currency=accounts.currency(),
        rates=paid,
        may_verify=[kind for kind, _cents in paid if mine & set(kind.verified_by)],
        lines=[_view(row, names, may_answer=_may_answer(row, viewer, mine)) for row in rows],
    )


def _view(row: Work, names: Mapping[int, PersonLine], *, may_answer: bool) -> WorkView:
    answer = _answer(row)
    return WorkView(
        id=row.id,
        person=names[row.person_id],
        kind=KINDS[Work.Kind(row.kind)],
        units=row.units,
        what=row.what,
        verified_by=names[row.verified_by_id],
        at=row.at,
        answer="" if answer is None else "confirmed" if answer.confirmed else "declined",
        answered_by=None if answer is None else names[answer.by_id],
        reason="" if answer is None else answer.reason,
        cents=0 if answer is None else answer.cents,
        currency="" if answer is None else answer.currency,
        may_answer=may_answer,
    )


def _may_answer(row: Work, viewer: Viewer, roles: set[Role]) -> bool:
    if _answer(row) is not None or viewer.person_id in {row.person_id, row.verified_by_id}:
        return False
    return bool(roles & set(KINDS[Work.Kind(row.kind)].verified_by))


def _answer(row: Work) -> WorkAnswer | None:
    return getattr(row, "answer", None)


def _people(row: Work) -> list[int]:
    answer = _answer(row)
    return [row.person_id, row.verified_by_id, *([] if answer is None else [answer.by_id])]
