"""Imports for those who may bring them, invitations for who has the link, past decisions for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commonhold.civic.moving_in import rights
from commonhold.civic.moving_in.models import Import, Invitation, PastDecision
from commonhold.civic.moving_in.refusals import CannotBeRead, NoSuchImport, NoSuchInvitation
from commonhold.civic.moving_in.surveys import Survey, survey
from commonhold.civic.moving_in.vocabulary import Kind, State
from commonhold.civic.moving_in.writing import digest_of
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class ImportView:
    """A file that somebody brought. `found` is what it would bring, while it was only read."""

    id: int
    kind: Kind
    filename: str
    by: PersonLine
    state: State
    read_at: datetime
    written_at: datetime | None
    undone_at: datetime | None
    lines: int
    claimed: int  # of invitations
    accounts: dict[str, str]
    found: Survey | None
    trouble: str  # why it can't be read any more


@dataclass(frozen=True)
class InvitationView:
    number: int
    name: str
    joined: date


@dataclass(frozen=True)
class PastDecisionView:
    """What was decided before this house."""

    id: int
    day: date
    title: str
    result: str
    text: str


def kinds_for(viewer: Viewer, *, now: datetime) -> list[Kind]:
    """What the viewer may bring; nothing for most."""
    return [] if viewer.person_id is None else rights.kinds_for(viewer.person_id, at=now)


def imports(viewer: Viewer, *, now: datetime) -> list[ImportView]:
    """Those of the kinds that she may bring, the latest first."""
    rows = Import.objects.filter(kind__in=kinds_for(viewer, now=now)).order_by("-id")[:100]
    return [_view(viewer, row) for row in rows]


def one_import(viewer: Viewer, import_id: int, *, now: datetime) -> ImportView:
    """With what it would bring. Raises NoSuchImport."""
    row = Import.objects.filter(id=import_id, kind__in=kinds_for(viewer, now=now)).first()
    if row is None:
        raise NoSuchImport
    if _state(row) is not State.READ:
        return _view(viewer, row)
    try:
        return _view(viewer, row, found=survey(row, now=now))
    except CannotBeRead as trouble:
        return _view(viewer, row, trouble=str(trouble))


def invitation(token: str) -> InvitationView:
    """For who has the link of the mail. Raises NoSuchInvitation."""
    row = Invitation.objects.filter(digest=digest_of(token), claimed_at=None, revoked_at=None).first()
    if row is None:
        raise NoSuchInvitation
    return InvitationView(row.number, row.name, row.joined)


def past_decisions(viewer: Viewer, *, limit: int = 100, before: int | None = None) -> list[PastDecisionView]:
    """Everybody reads them, the latest day first; `before` is how many to pass over."""
    rows = PastDecision.objects.order_by("-day", "id")[before or 0 : (before or 0) + limit]
    return [PastDecisionView(row.id, row.day, row.title, row.result, row.text) for row in rows]


def has_past() -> bool:
    return PastDecision.objects.exists()


def _view(viewer: Viewer, row: Import, *, found: Survey | None = None, trouble: str = "") -> ImportView:
    return ImportView(
        id=row.id,
        kind=Kind(row.kind),
        filename=row.filename,
        by=people.lines(viewer, [row.by_id])[row.by_id],
        state=_state(row),
        read_at=row.read_at,
        written_at=row.written_at,
        undone_at=row.undone_at,
        lines=row.lines,
        claimed=row.invitations.filter(claimed_at__isnull=False).count(),
        accounts=dict(row.accounts),
        found=found,
        trouble=trouble,
    )


def _state(row: Import) -> State:
    if row.dropped_at is not None:
        return State.DROPPED
    if row.undone_at is not None:
        return State.UNDONE
    return State.READ if row.written_at is None else State.WRITTEN
