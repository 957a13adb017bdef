"""Who owns this, and who asks to. What applicants write is for members and themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.models import Application, Member, Vouch
from commonhold.civic.members.refusals import NoSuchApplication
from commonhold.ground.charter import queries as charter
from commonhold.ground.prepared import Prepared
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class MemberView:
    """A membership that holds."""

    person_id: int
    number: int
    branch: int
    since: datetime
    votes_from: datetime


@dataclass(frozen=True)
class DirectoryLine:
    """A member in the list of members."""

    person_id: int
    name: str
    handle: str
    number: int
    branch: int
    since: datetime
    votes_from: datetime


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
    number: int | None  # of the member that she became
    is_mine: bool
    may_vouch: bool

    @property
    def vouches_missing(self) -> int:
        return max(0, self.vouches_needed - len(self.vouches))


def member_of(person_id: int) -> MemberView | None:
    """The membership that a person holds now."""
    return next(iter(_HELD.made(person=person_id)), None)


def may_vote(person_id: int, *, at: datetime) -> bool:
    """Is this person on the roll at that time?"""
    return any(
        since <= at and votes_from <= at and (left_at is None or left_at > at)
        for since, votes_from, left_at in _TERMS.rows(person=person_id)
    )


def voters(at: datetime) -> list[int]:
    """Person ids on the roll at that time, by member number."""
    return list(_voting(at).values_list("person_id", flat=True))


def joined_since(people_ids: Sequence[int], since: datetime) -> list[int]:
    """Which of them became members since then."""
    return list(
        Member.objects.filter(person_id__in=people_ids, since__gte=since).values_list("person_id", flat=True)
    )


def members(at: datetime) -> list[int]:
    """Person ids of all members at that time, those who wait for their first ballot included."""
    return list(_at(at).values_list("person_id", flat=True))


def count(at: datetime) -> int:
    """How many members there are at that time."""
    return _at(at).count()


@dataclass(frozen=True)
class Movement:
    """How many members there were, came and went over a time."""

    before: int
    joined: int
    left: int
    after: int


def movement(*, since: datetime, until: datetime) -> Movement:
    """Members as numbers; nobody is named."""
    rows = Member.objects.all()
    return Movement(
        before=count(since),
        joined=rows.filter(since__gt=since, since__lte=until).count(),
        left=rows.filter(left_at__gt=since, left_at__lte=until).count(),
        after=count(until),
    )


def directory(viewer: Viewer) -> list[DirectoryLine]:
    """All present members by number, for members; nobody else gets the list."""
    if not _is_member(viewer):
        return []
    rows = list(Member.objects.filter(left_at=None).order_by("number"))
    names = people.lines(viewer, [row.person_id for row in rows])
    return [
        DirectoryLine(
            row.person_id,
            names[row.person_id].name,
            names[row.person_id].handle,
            row.number,
            row.branch,
            row.since,
            row.votes_from,
        )
        for row in rows
    ]


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


@dataclass(frozen=True)
class Applicant:
    """An open application as the treasury needs it."""

    application_id: int
    person_id: int
    applied_at: datetime
    has_vouches: bool


def applicants() -> list[Applicant]:
    """Everybody whose application is open, the oldest first; for other rooms, not for pages."""
    needed = charter.current().read(MembersCharter).vouches_needed
    rows = Application.objects.filter(withdrawal=None, membership=None).order_by("id")
    return [
        Applicant(row.id, row.person_id, row.at, len(row.vouches.all()) >= needed)
        for row in rows.prefetch_related("vouches")
    ]


# Nearly everything that a member does asks these.
_HELD = Prepared(
    lambda *, person: Member.objects.filter(person_id=person, left_at=None).values_list(
        "person_id", "number", "branch", "since", "votes_from"
    ),
    lambda row: MemberView(*row),
)
_TERMS = Prepared(
    lambda *, person: Member.objects.filter(person_id=person).values_list("since", "votes_from", "left_at")
)


def _at(when: datetime) -> QuerySet[Member]:
    held = Q(left_at=None) | Q(left_at__gt=when)
    return Member.objects.filter(held, since__lte=when).order_by("number")


def _voting(when: datetime) -> QuerySet[Member]:
    return _at(when).filter(votes_from__lte=when)


def _is_member(viewer: Viewer) -> bool:
    return viewer.person_id is not None and member_of(viewer.person_id) is not None


def _seen_by(viewer: Viewer) -> QuerySet[Application]:
    return Application.objects.all() if _is_member(viewer) else _written_by(viewer)


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
    return [
        _application_view(row, vouches[row.id], names=names, needed=needed, viewer=viewer, me=me, now=now)
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
    now: datetime,
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
        number=row.membership.number if hasattr(row, "membership") else None,
        is_mine=is_mine,
        may_vouch=me is not None
        and is_open
        and not is_mine
        and me.votes_from <= now
        and me.branch not in {each.branch for each in vouches},
    )


def _state_of(row: Application, vouches: int, needed: int) -> ApplicationState:
    if hasattr(row, "withdrawal"):
        return ApplicationState.WITHDRAWN
    if hasattr(row, "membership"):
        return ApplicationState.ADMITTED
    return ApplicationState.AWAITING_DUES if vouches >= needed else ApplicationState.AWAITING_VOUCHES
