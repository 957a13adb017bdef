"""Who asks to join. What applicants write is for members and themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.models import Application, Vouch
from commonhold.civic.members.queries.owners import MemberView, classes_now, is_member, member_of
from commonhold.civic.members.queries.rolls import may_vote
from commonhold.civic.members.refusals import NoSuchApplication
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


class ApplicationState(StrEnum):
    """Where an application stands."""

    AWAITING_VOUCHES = "awaiting-vouches"
    AWAITING_DUES = "awaiting-dues"  # settled or not, and how: hers alone to know
    ADMITTED = "admitted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class VouchView:
    """Who vouched, and in which words."""

    voucher: PersonLine
    branch: int
    words: str
    at: datetime


@dataclass(frozen=True)
class ApplicationView:
    """An application, as members and the applicant see it."""

    id: int
    person: PersonLine
    statement: str
    at: datetime
    state: ApplicationState
    vouches: Sequence[VouchView]
    vouches_needed: int
    class_name: str  # that she wants to belong to; empty where there is a single class
    number: int | None  # of the member that she became
    is_mine: bool
    may_vouch: bool

    @property
    def vouches_missing(self) -> int:
        return max(0, self.vouches_needed - len(self.vouches))


@dataclass(frozen=True)
class Applicant:
    """An open application as the treasury needs it."""

    application_id: int
    person_id: int
    applied_at: datetime
    has_vouches: bool


def applications(viewer: Viewer, *, now: datetime) -> list[ApplicationView]:
    """Open applications, the oldest first: for members all, for others their own."""
    rows = _seen_by(viewer).filter(withdrawal=None, membership=None).order_by("id")
    return _application_views(viewer, rows, now)


def application(viewer: Viewer, application_id: int, *, now: datetime) -> ApplicationView:
    """One application, for members and the applicant. Raises NoSuchApplication."""
    for found in _application_views(viewer, _seen_by(viewer).filter(id=application_id), now):
        return found
    raise NoSuchApplication


def my_application(viewer: Viewer, *, now: datetime) -> ApplicationView | None:
    """The viewer's latest application, whatever became of it."""
    rows = _written_by(viewer).order_by("-id")[:1]
    return next(iter(_application_views(viewer, rows, now)), None)


def applicants() -> list[Applicant]:
    """Everybody whose application is open, the oldest first; for other rooms, not for pages."""
    needed = charter.current().read(MembersCharter).vouches_needed
    rows = Application.objects.filter(withdrawal=None, membership=None).order_by("id")
    return [
        Applicant(row.id, row.person_id, row.at, len(row.vouches.all()) >= needed)
        for row in rows.prefetch_related("vouches")
    ]


def _seen_by(viewer: Viewer) -> QuerySet[Application]:
    return Application.objects.all() if is_member(viewer) else _written_by(viewer)


def _written_by(viewer: Viewer) -> QuerySet[Application]:
    if viewer.person_id is None:
        return Application.objects.none()
    return Application.objects.filter(person_id=viewer.person_id)


def _application_views(viewer: Viewer, rows: QuerySet[Application], now: datetime) -> list[ApplicationView]:
    found = list(rows.select_related("membership", "withdrawal").prefetch_related("vouches"))
    vouches = {row.id: sorted(row.vouches.all(), key=lambda each: each.id) for row in found}
    named = {row.person_id for row in found} | {each.voucher_id for some in vouches.values() for each in some}
    names = people.lines(viewer, named)
    needed = charter.current().read(MembersCharter).vouches_needed
    me = None if viewer.person_id is None else member_of(viewer.person_id)
    votes = me is not None and may_vote(me.person_id, at=now)
    return [
        _application_view(row, vouches[row.id], names=names, needed=needed, viewer=viewer, me=me, votes=votes)
        for row in found
    ]


def _application_view(
    row: Application,
    vouches: Sequence[Vouch],
    *,
    names: dict[int, PersonLine],
    needed: int,
    viewer: Viewer,
    me: MemberView | None,
    votes: bool,
) -> ApplicationView:
    state = _state_of(row, len(vouches), needed)
    is_open = state in {ApplicationState.AWAITING_VOUCHES, ApplicationState.AWAITING_DUES}
    is_mine = row.person_id == viewer.person_id
    return ApplicationView(
        id=row.id,
        person=names[row.person_id],
        statement=row.statement,
        at=row.at,
        state=state,
        vouches=[VouchView(names[each.voucher_id], each.branch, each.words, each.at) for each in vouches],
        vouches_needed=needed,
        class_name=_class_name(row.class_key),
        number=row.membership.number if hasattr(row, "membership") else None,
        is_mine=is_mine,
        may_vouch=me is not None
        and is_open
        and not is_mine
        and votes
        and me.branch not in {each.branch for each in vouches},
    )


def _class_name(key: str) -> str:
    classes = classes_now()
    if len(classes.every) == 1:
        return ""
    wanted = classes.named(key)
    return (wanted if wanted is not None and wanted.joins else classes.first_to_join).title


def _state_of(row: Application, vouches: int, needed: int) -> ApplicationState:
    if hasattr(row, "withdrawal"):
        return ApplicationState.WITHDRAWN
    if hasattr(row, "membership"):
        return ApplicationState.ADMITTED
    return ApplicationState.AWAITING_DUES if vouches >= needed else ApplicationState.AWAITING_VOUCHES
