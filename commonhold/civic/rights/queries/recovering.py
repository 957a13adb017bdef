"""Accounts that are asked for: for the panel, and for whoever still has the account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.rights.models import Recovery
from commonhold.civic.rights.refusals import NoSuchRecovery, NotOnPanel
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class StepView:
    kind: str
    by: PersonLine | None
    words: str
    at: datetime


@dataclass(frozen=True)
class RecoveryView:
    """`may_vouch`: the viewer is of the panel, has not vouched, and it is not her own."""

    id: int
    person: PersonLine
    address: str
    how: str
    asked_at: datetime
    waits_until: datetime | None
    end: str
    steps: tuple[StepView, ...]
    may_vouch: bool


def recoveries(viewer: Viewer, *, now: datetime) -> list[RecoveryView]:
    """Those that are open, for the panel. Raises NotOnPanel."""
    _must_be_on_panel(viewer, now)
    rows = Recovery.objects.filter(ended_at=None).order_by("id")
    return [_view(viewer, each) for each in rows]


def recovery(viewer: Viewer, recovery_id: int, *, now: datetime) -> RecoveryView:
    """One, for the panel. Raises NotOnPanel or NoSuchRecovery."""
    _must_be_on_panel(viewer, now)
    row = Recovery.objects.filter(id=recovery_id).first()
    if row is None:
        raise NoSuchRecovery
    return _view(viewer, row)


def own_recovery(viewer: Viewer) -> RecoveryView | None:
    """The one about the viewer's own account, the latest."""
    human = people.same_human(viewer.person_id or 0)
    row = Recovery.objects.filter(person_id__in=human).order_by("-id").first()
    return None if row is None else _view(viewer, row)


def _must_be_on_panel(viewer: Viewer, now: datetime) -> None:
    held = mandates.held_by(viewer.person_id or 0, at=now)
    if all(each.role is not Role.MEMBERSHIP for each in held):
        raise NotOnPanel


def _view(viewer: Viewer, row: Recovery) -> RecoveryView:
    steps = list(row.steps.order_by("id"))
    known = people.lines(viewer, {row.person_id, *(each.by_id for each in steps if each.by_id)})
    human = people.same_human(viewer.person_id or 0)
    vouched = {each.by_id for each in steps if each.kind == "vouched"}
    return RecoveryView(
        id=row.id,
        person=known[row.person_id],
        address=row.address,
        how=row.how,
        asked_at=row.asked_at,
        waits_until=row.waits_until,
        end=row.end,
        steps=tuple(StepView(each.kind, known.get(each.by_id or 0), each.words, each.at) for each in steps),
        may_vouch=not row.end and row.person_id not in human and not vouched & set(human),
    )
