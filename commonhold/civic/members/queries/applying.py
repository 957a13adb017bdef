"""Who asks to join. What applicants write is for members and themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.civic.members import rows
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.models import Application, PanelOutcome, PanelWord, Vouch
from commonhold.civic.members.queries.owners import MemberView, class_name, is_member, member_of
from commonhold.civic.members.queries.rolls import may_vote
from commonhold.civic.members.refusals import NoSuchApplication
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


class ApplicationState(StrEnum):
    """Where an application stands."""

    AWAITING_VOUCHES = "awaiting-vouches"
    WITH_PANEL = "with-panel"  # that it decided is told to nobody but the applicant
    DECLINED = "declined"
    AWAITING_DUES = "awaiting-dues"  # settled or not, and how: hers alone to know
    ADMITTED = "admitted"
    WITHDRAWN = "withdrawn"


OPEN = frozenset(
    {ApplicationState.AWAITING_VOUCHES, ApplicationState.WITH_PANEL, ApplicationState.AWAITING_DUES}
)


@dataclass(frozen=True)
class VouchView:
    """Who vouched, and in which words."""

    voucher: PersonLine
    branch: int
    words: str
    at: datetime
    lapses_at: datetime | None  # unless she is a member by then
    is_mine: bool


@dataclass(frozen=True)
class VouchQuota:
    """How many people a member can still vouch for, of how many, and from when for another one."""

    left: int
    limit: int
    again_at: datetime | None  # where none is left


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
    to_panel: bool  # then others than the applicant see no statement and nothing of how it stands

    @property
    def is_open(self) -> bool:
        """Can somebody still become a member on it?"""
        return self.state in OPEN

    @property
    def vouches_missing(self) -> int:
        return max(0, self.vouches_needed - len(self.vouches))


@dataclass(frozen=True)
class Applicant:
    """An open application as the treasury needs it."""

    application_id: int
    person_id: int
    applied_at: datetime
    has_vouches: bool  # or the panel's welcome


def applications(viewer: Viewer, *, now: datetime) -> list[ApplicationView]:
    """Open applications, the oldest first: for members all, for others their own."""
    found = _seen_by(viewer).filter(id__in=rows.open_applications().values("id")).order_by("id")
    return _application_views(viewer, found, now)


def application(viewer: Viewer, application_id: int, *, now: datetime) -> ApplicationView:
    """One application, for members and the applicant. Raises NoSuchApplication."""
    for found in _application_views(viewer, _seen_by(viewer).filter(id=application_id), now):
        return found
    raise NoSuchApplication


def my_application(viewer: Viewer, *, now: datetime) -> ApplicationView | None:
    """The viewer's latest application, whatever became of it."""
    found = _written_by(viewer).order_by("-id")[:1]
    return next(iter(_application_views(viewer, found, now)), None)


def my_application_id(person_id: int) -> int | None:
    """Of somebody's latest application."""
    latest = Application.objects.filter(person_id=person_id).order_by("-id")
    return latest.values_list("id", flat=True).first()


def vouch_quota(person_id: int, *, now: datetime) -> VouchQuota | None:
    """What the charter leaves a member of her vouches now; None where it sets no limit."""
    rules = charter.current().read(MembersCharter)
    if not rules.vouch_quota:
        return None
    span = timedelta(days=rules.vouch_quota_days)
    gone = (Vouch.End.LAPSED, Vouch.End.TAKEN_BACK, Vouch.End.APPLICATION)
    given = Vouch.objects.filter(voucher_id=person_id, at__gt=now - span).exclude(ended__in=gone)
    dates = sorted(given.values_list("at", flat=True), reverse=True)
    left = max(0, rules.vouch_quota - len(dates))
    again_at = None if left else dates[rules.vouch_quota - 1] + span
    return VouchQuota(left, rules.vouch_quota, again_at)


def vouches_missing(application_id: int) -> int:
    """How many more vouches the charter asks for."""
    needed = charter.current().read(MembersCharter).vouches_needed
    return max(0, needed - Vouch.objects.filter(application_id=application_id, ended_at=None).count())


def applicants() -> list[Applicant]:
    """Everybody whose application is open, the oldest first; for other rooms, not for pages."""
    needed = charter.current().read(MembersCharter).vouches_needed
    found = rows.open_applications().select_related("panel_request").order_by("id")
    return [
        Applicant(row.id, row.person_id, row.at, _is_welcome(row, len(_counting(row)), needed))
        for row in found.prefetch_related("vouches", "panel_outcomes")
    ]


def _seen_by(viewer: Viewer) -> QuerySet[Application]:
    if not is_member(viewer):
        return _written_by(viewer)
    declined = PanelOutcome.objects.filter(application=OuterRef("pk"), answer=PanelWord.Answer.DECLINE)
    # What the panel declined looks like what was taken back: neither is there for others.
    ended = Q(panel_request__isnull=False, membership=None) & (Exists(declined) | Q(withdrawal__isnull=False))
    return Application.objects.filter(~ended | Q(person_id=viewer.person_id))


def _written_by(viewer: Viewer) -> QuerySet[Application]:
    if viewer.person_id is None:
        return Application.objects.none()
    return Application.objects.filter(person_id=viewer.person_id)


def _application_views(viewer: Viewer, asked: QuerySet[Application], now: datetime) -> list[ApplicationView]:
    beside = ("membership", "withdrawal", "panel_request", "panel_appeal")
    found = list(asked.select_related(*beside).prefetch_related("vouches", "panel_outcomes"))
    vouches = {row.id: _counting(row) for row in found}
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
    is_mine, to_panel = row.person_id == viewer.person_id, hasattr(row, "panel_request")
    state = _state_of(row, len(vouches), needed)
    if to_panel and not is_mine and state is not ApplicationState.ADMITTED:
        state = ApplicationState.WITH_PANEL
    return ApplicationView(
        id=row.id,
        person=names[row.person_id],
        statement="" if to_panel and not is_mine else row.statement,
        at=row.at,
        state=state,
        vouches=[
            VouchView(
                names[each.voucher_id],
                each.branch,
                each.words,
                each.at,
                each.lapses_at,
                is_mine=each.voucher_id == viewer.person_id,
            )
            for each in vouches
        ],
        vouches_needed=needed,
        class_name=class_name(row.class_key),
        number=row.membership.number if hasattr(row, "membership") else None,
        is_mine=is_mine,
        may_vouch=me is not None
        and state in OPEN
        and not to_panel
        and not is_mine
        and votes
        and me.branch not in {each.branch for each in vouches},
        to_panel=to_panel,
    )


def _counting(row: Application) -> list[Vouch]:
    """Its vouches that count, the oldest first; those that led to a membership stay."""
    return sorted((each for each in row.vouches.all() if each.ended_at is None), key=lambda each: each.id)


def _state_of(row: Application, vouches: int, needed: int) -> ApplicationState:
    if hasattr(row, "withdrawal"):
        return ApplicationState.WITHDRAWN
    if hasattr(row, "membership"):
        return ApplicationState.ADMITTED
    if _is_welcome(row, vouches, needed):
        return ApplicationState.AWAITING_DUES
    if not hasattr(row, "panel_request"):
        return ApplicationState.AWAITING_VOUCHES
    answered = len(row.panel_outcomes.all())
    is_answered = answered == (2 if hasattr(row, "panel_appeal") else 1)
    return ApplicationState.DECLINED if is_answered else ApplicationState.WITH_PANEL


def _is_welcome(row: Application, vouches: int, needed: int) -> bool:
    if hasattr(row, "panel_request"):
        return any(each.answer == PanelWord.Answer.WELCOME for each in row.panel_outcomes.all())
    return vouches >= needed
