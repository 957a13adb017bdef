from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from commonhold.civic.deliberation.models import Opinion, Statement
from commonhold.civic.deliberation.refusals import NoSuchStatement
from commonhold.civic.governance.queries import proposals
from commonhold.ground.refusal import NotFound
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class StatementView:
    """A statement, and the viewer's own answer: agree, disagree or pass; empty before she gave one."""

    id: int
    proposal_id: int
    text: str
    at: datetime
    answer: str
    is_mine: bool


def statements(viewer: Viewer, proposal_id: int) -> list[StatementView]:
    """What can be answered beside a proposal, oldest first; who made it is not told. Raises NotFound."""
    return _views(viewer, _there(viewer, proposal_id).order_by("id"))


def next_statement(viewer: Viewer, proposal_id: int) -> StatementView | None:
    """What the viewer has not answered yet: what fewest have answered, the older of equals.

    Raises NotFound.
    """
    rows = _there(viewer, proposal_id).exclude(opinions__person_id=viewer.person_id or 0)
    least = rows.annotate(answered=Count("opinions")).order_by("answered", "id")[:1]
    return next(iter(_views(viewer, least)), None)


def statement(viewer: Viewer, statement_id: int) -> StatementView:
    """One that was not withdrawn, for whoever may see its proposal. Raises NoSuchStatement."""
    rows = Statement.objects.filter(id=statement_id, withdrawn_at=None)
    found = _views(viewer, rows)
    if not found:
        raise NoSuchStatement
    try:
        proposals.proposal(viewer, found[0].proposal_id)
    except NotFound as hidden:
        raise NoSuchStatement from hidden
    return found[0]


def _there(viewer: Viewer, proposal_id: int) -> QuerySet[Statement]:
    proposals.proposal(viewer, proposal_id)
    return Statement.objects.filter(proposal_id=proposal_id, withdrawn_at=None)


def _views(viewer: Viewer, rows: QuerySet[Statement]) -> list[StatementView]:
    found = list(rows)
    mine = Opinion.objects.filter(statement__in=[row.id for row in found], person_id=viewer.person_id or 0)
    answers = dict(mine.values_list("statement_id", "answer"))
    return [
        StatementView(
            id=row.id,
            proposal_id=row.proposal_id,
            text=row.text,
            at=row.at,
            answer=Opinion.Answer(answers[row.id]).name.lower() if row.id in answers else "",
            is_mine=row.person_id == viewer.person_id,
        )
        for row in found
    ]
