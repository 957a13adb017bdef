"""Dues, for whom they concern: one's own, the treasurer's list, and requests to the fund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import credits, levels, months
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.levels import Level
from commonhold.civic.treasury.models import Charge, Waiver
from commonhold.ground.charter import queries as charter
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class DuesLine:
    """What one person owes for one month, as the treasurer sees it."""

    charge_id: int
    person: PersonLine
    month: str
    month_words: str
    cents: int  # still to pay, when credit has paid its part
    currency: str
    raised_at: datetime
    is_applicant: bool


class ChargeState(StrEnum):
    """How it stands with one's own dues of a month."""

    OWED = "owed"
    RECEIVED = "received"
    NOTHING_TO_PAY = "nothing-to-pay"


@dataclass(frozen=True)
class MyCharge:
    """The viewer's own dues of a month."""

    month: str
    month_words: str
    cents: int
    currency: str
    state: ChargeState
    credit_cents: int = 0  # of it, what credit on dues paid or will pay


class Fund(StrEnum):
    """How it stands between the viewer and the solidarity fund."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    CARRIED = "carried"


@dataclass(frozen=True)
class MyDues:
    """The viewer's dues: what she owes today, what next month will ask, her months newest first."""

    owed_cents: int
    next_cents: int
    next_month: str
    next_month_words: str
    currency: str
    charges: Sequence[MyCharge]
    fund: Fund
    credit_cents: int  # what is left of her credit on dues, in the charter's currency
    level: Level  # what she gives from her next charge on
    suggested_cents: int  # a month
    floor_cents: int  # the least a month; 0: everybody gives the same
    may_choose: bool
    joins_with_next_dues: bool  # all is there; she becomes a member when the next dues are booked


@dataclass(frozen=True)
class OpenCharge:
    """Dues that somebody owes still; for other rooms, not for pages."""

    charge_id: int
    person_id: int
    month: str
    cents: int
    currency: str


@dataclass(frozen=True)
class WaiverRequest:
    """Somebody asks the fund to carry her dues."""

    person: PersonLine
    asked_at: datetime


def dues_board(viewer: Viewer, *, now: datetime) -> list[DuesLine]:
    """What members and applicants owe, the oldest first. Raises Refusal for all but treasurers."""
    _must_hold(viewer, Role.TREASURER, now)
    applying = {each.person_id for each in members.applicants()}
    concerned = applying | set(members.members(now))
    rows = [row for row in _charges() if row.person_id in concerned and _state(row) is ChargeState.OWED]
    names = people.lines(viewer, {row.person_id for row in rows})
    return [
        DuesLine(
            charge_id=row.id,
            person=names[row.person_id],
            month=row.month_id,
            month_words=months.in_words(row.month_id),
            cents=row.cents - _credited(row),
            currency=row.month.currency,
            raised_at=row.raised_at,
            is_applicant=row.person_id in applying,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class ReceivedDues:
    """Dues of somebody that arrived; for other rooms, not for pages."""

    charge_id: int
    month: str
    cents: int
    currency: str
    at: datetime


def received_of(person_id: int) -> list[ReceivedDues]:
    """What arrived of one person's dues, the newest first; what the fund carried is not among it."""
    rows = _charges().filter(person_id=person_id, receipt__isnull=False)
    return [
        ReceivedDues(row.id, row.month_id, row.month.cents, row.month.currency, row.receipt.at)
        for row in reversed(rows)
    ]


def open_charges(*, now: datetime) -> list[OpenCharge]:
    """Dues that members and applicants owe, the oldest first; for other rooms, not for pages."""
    concerned = set(members.members(now)) | {each.person_id for each in members.applicants()}
    rows = _charges().filter(receipt=None, coverage=None, cents__gt=0)
    return [_open(row) for row in rows if row.person_id in concerned]


def open_charges_of(person_id: int, *, now: datetime) -> list[OpenCharge]:
    """One person's; nothing once she left."""
    applying = {each.person_id for each in members.applicants()}
    if members.member_of(person_id) is None and person_id not in applying:
        return []
    rows = _charges().filter(receipt=None, coverage=None, cents__gt=0, person_id=person_id)
    return [_open(row) for row in rows]


def _open(row: Charge) -> OpenCharge:
    due = row.cents - _credited(row)
    return OpenCharge(row.id, row.person_id, row.month_id, due, row.month.currency)


def my_dues(viewer: Viewer, *, now: datetime) -> MyDues:
    """One's own dues; all zero for somebody who neither is a member nor applied."""
    mine = [] if viewer.person_id is None else list(_charges().filter(person_id=viewer.person_id))
    charges = [
        MyCharge(
            row.month_id,
            months.in_words(row.month_id),
            row.cents,
            row.month.currency,
            _state(row),
            _credited(row),
        )
        for row in reversed(mine)
    ]
    here = charter.current().read(TreasuryCharter)
    fund = _fund_of(viewer)
    applied = next((each for each in members.applicants() if each.person_id == viewer.person_id), None)
    is_member = viewer.person_id is not None and members.member_of(viewer.person_id) is not None
    following = months.after(months.month_of(now))
    left = {} if viewer.person_id is None else credits.held_by(viewer.person_id)
    level = levels.level_of(viewer.person_id or 0) if is_member else Level(here.dues_cents, 1)
    owes_next = (is_member or applied) and fund is not Fund.CARRIED
    is_ahead = viewer.person_id in levels.paid_ahead(following)
    following_cents = level.cents * level.months if owes_next and not is_ahead else 0
    owed = [each.cents - each.credit_cents for each in charges if each.state is ChargeState.OWED]
    return MyDues(
        owed_cents=sum(owed),
        next_cents=max(0, following_cents - left.get(here.currency, 0)),
        next_month=following,
        next_month_words=months.in_words(following),
        currency=here.currency,
        charges=charges,
        fund=fund,
        credit_cents=left.get(here.currency, 0),
        level=level,
        suggested_cents=here.dues_cents,
        floor_cents=here.dues_floor_cents,
        may_choose=is_member,
        joins_with_next_dues=applied is not None and applied.has_vouches and bool(charges) and not owed,
    )


def credit_left(viewer: Viewer, currency: str) -> int:
    """What is left of the viewer's own credit on dues."""
    return 0 if viewer.person_id is None else credits.held_by(viewer.person_id).get(currency, 0)


def waiver_requests(viewer: Viewer, *, now: datetime) -> list[WaiverRequest]:
    """Who waits for the fund's answer. Raises Refusal for all but holders of the membership mandate."""
    _must_hold(viewer, Role.MEMBERSHIP, now)
    rows = Waiver.objects.filter(granted_at=None, ended_at=None).order_by("id")
    names = people.lines(viewer, [row.person_id for row in rows])
    return [WaiverRequest(names[row.person_id], row.asked_at) for row in rows]


def _charges() -> QuerySet[Charge]:
    rows = Charge.objects.select_related("month", "receipt", "coverage").order_by("month_id", "id")
    return rows.annotate(credited=Sum("credits__cents"))


def _credited(row: Charge) -> int:
    """What credit pays of it."""
    return -(getattr(row, "credited", 0) or 0)


def _state(row: Charge) -> ChargeState:
    if hasattr(row, "receipt"):
        return ChargeState.RECEIVED
    return ChargeState.NOTHING_TO_PAY if hasattr(row, "coverage") or not row.cents else ChargeState.OWED


def _fund_of(viewer: Viewer) -> Fund:
    if viewer.person_id is None:
        return Fund.NOT_ASKED
    row = Waiver.objects.filter(person_id=viewer.person_id, ended_at=None).first()
    if row is None:
        return Fund.NOT_ASKED
    return Fund.ASKED if row.granted_at is None else Fund.CARRIED


def _must_hold(viewer: Viewer, role: Role, now: datetime) -> None:
    if viewer.person_id is None:
        raise Refusal(_("Please sign in first."))
    mandates.must_hold(viewer.person_id, role, at=now)
