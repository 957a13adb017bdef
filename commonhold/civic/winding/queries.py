"""How far the end has come, for everybody; what each gets, for herself; the figures, for liquidators."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury.accounts import BANK
from commonhold.civic.winding import obstacles, stages
from commonhold.civic.winding.charter import WindingCharter
from commonhold.civic.winding.deciding import second_vote_days, waiting
from commonhold.civic.winding.models import AskedBooking, Settlement, Winding
from commonhold.civic.winding.obstacles import Left
from commonhold.civic.winding.refusals import NoSuchSettlement
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.stage import Stage
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class StageView:
    """A stage with its day; `begun_at` once it has begun."""

    stage: Stage
    due_at: datetime
    begun_at: datetime | None
    is_now: bool


@dataclass(frozen=True)
class SettlementView:
    """Sums of what one liquidator worked out; confirmed by another, or not yet."""

    id: int
    currency: str
    cash: int
    to_shares: int
    above_par: int
    given_on: int
    sha256: str
    asked_by: PersonLine
    asked_at: datetime
    confirmed_by: PersonLine | None
    confirmed_at: datetime | None
    may_confirm: bool


@dataclass(frozen=True)
class AskedBookingView:
    """What a liquidator wrote down for another to confirm: "paid", "collected" or "written-off"."""

    id: int
    kind: str
    name: str
    cents: int
    currency: str
    words: str
    by: PersonLine
    at: datetime
    may_confirm: bool


@dataclass(frozen=True)
class WindingView:
    """The end that is under way, or is over. `mine`: what the viewer gets by settlements, in minor units.

    `asked` is for liquidators; `to_note` is what none of those is about.
    """

    reference: str
    stages: Sequence[StageView]
    liquidators: Sequence[PersonLine]
    remainder: str
    beneficiary: str
    left: Sequence[Left]
    are_shares_held: bool
    settlements: Sequence[SettlementView]
    asked: Sequence[AskedBookingView]
    to_note: Sequence[Left]
    mine: int
    is_liquidator: bool
    may_be_stopped: bool

    @property
    def now(self) -> StageView | None:
        return next((each for each in self.stages if each.is_now), None)

    @property
    def waits_for_viewer(self) -> bool:
        """Did another liquidator write down or work out something that the viewer may confirm?"""
        return any(each.may_confirm for each in self.asked) or any(
            each.may_confirm for each in self.settlements
        )

    @property
    def proposal(self) -> str:
        """The number of the proposal that decided it; empty for what no proposal did."""
        kind, _colon, number = self.reference.partition(":")
        return number if kind == "proposal" else ""


@dataclass(frozen=True)
class Waiting:
    """A vote that a second one must confirm."""

    confirm_from: datetime
    confirm_until: datetime
    may_be_confirmed: bool


@dataclass(frozen=True)
class Plan:
    """How the co-op would end if members decided so today."""

    second_vote_days: int
    stages: Sequence[StageView]
    remainder: str


def plan(*, now: datetime) -> Plan:
    """As charter and law say at this moment."""
    here = charter.current()
    days = [StageView(stage, due, None, is_now=False) for stage, due in stages.days_from(now)]
    return Plan(second_vote_days(here), days, here.read(WindingCharter).remainder)


def waiting_for_confirmation(*, now: datetime) -> Waiting | None:
    row = waiting(now)
    if row is None or row.confirm_from is None or row.confirm_until is None:
        return None
    return Waiting(row.confirm_from, row.confirm_until, now >= row.confirm_from)


def winding(viewer: Viewer, *, now: datetime) -> WindingView | None:
    """None for a co-op that goes on."""
    row = stages.current()
    if row is None:
        return None
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=now)
    is_liquidator = Role.LIQUIDATOR in {each.role for each in held}
    found = list(row.settlements.order_by("id"))
    is_settling = ending.stage() is Stage.SETTLING
    named = [each.person_id for each in mandates.holders(Role.LIQUIDATOR, at=now)]
    may_book = is_liquidator and is_settling
    notes = list(row.asked_bookings.filter(end="").order_by("id")) if may_book else []
    said = [who for each in found for who in (each.asked_by_id, each.confirmed_by_id) if who is not None]
    said += [each.by_id for each in notes]
    lines = people.lines(viewer, sorted({*named, *said}))
    settled = any(each.confirmed_at for each in found)
    left = obstacles.all_of_them()
    noted = {(each.account, each.currency) for each in notes}
    return WindingView(
        reference=row.reference,
        stages=_stages(row),
        liquidators=[lines[each] for each in named],
        remainder=row.remainder,
        beneficiary=row.beneficiary,
        left=left,
        are_shares_held=obstacles.are_shares_held(),
        settlements=[
            _settlement(each, lines, may_book and viewer.person_id != each.asked_by_id) for each in found
        ],
        asked=[_asked(each, left, lines, viewer) for each in notes],
        to_note=[
            each for each in left if each.account != BANK and (each.account, each.currency) not in noted
        ],
        mine=_mine(viewer, found),
        is_liquidator=may_book,
        may_be_stopped=not ending.is_read_only() and not settled,
    )


def figures(viewer: Viewer, settlement_id: int, *, now: datetime) -> str:
    """What each number gets, as canonical JSON: for liquidators. Raises Refusal or NoSuchSettlement."""
    mandates.must_hold(viewer.person_id or 0, Role.LIQUIDATOR, at=now)
    row = Settlement.objects.filter(id=settlement_id).first()
    if row is None:
        raise NoSuchSettlement
    return row.figures


def _stages(row: Winding) -> list[StageView]:
    current = ending.stage()
    order = list(stages.ORDER)
    rows = sorted(row.stages.all(), key=lambda each: order.index(Stage(each.stage)))
    return [
        StageView(Stage(each.stage), each.due_at, each.begun_at, is_now=each.stage == current)
        for each in rows
    ]


def _settlement(row: Settlement, lines: dict[int, PersonLine], may_confirm: bool) -> SettlementView:
    told = json.loads(row.figures)
    return SettlementView(
        id=row.id,
        currency=told["currency"],
        cash=told["cash"],
        to_shares=sum(each["shares"] for each in told["members"]),
        above_par=sum(each["above_par"] for each in told["members"]),
        given_on=told["given_on"],
        sha256=row.sha256,
        asked_by=lines[row.asked_by_id],
        asked_at=row.asked_at,
        confirmed_by=lines[row.confirmed_by_id] if row.confirmed_by_id else None,
        confirmed_at=row.confirmed_at,
        may_confirm=may_confirm and row.confirmed_at is None,
    )


def _asked(
    row: AskedBooking, left: Sequence[Left], lines: dict[int, PersonLine], viewer: Viewer
) -> AskedBookingView:
    names = {each.account: each.name for each in left}
    return AskedBookingView(
        id=row.id,
        kind=row.kind,
        name=names.get(row.account, row.account),
        cents=row.cents,
        currency=row.currency,
        words=row.words,
        by=lines[row.by_id],
        at=row.at,
        may_confirm=row.by_id != viewer.person_id,
    )


def _mine(viewer: Viewer, found: Sequence[Settlement]) -> int:
    if viewer.person_id is None:
        return 0
    numbers = {each.number for each in members.memberships_of(viewer.person_id)}
    return sum(
        each["shares"] + each["above_par"]
        for row in found
        if row.confirmed_at
        for each in json.loads(row.figures)["members"]
        if each["number"] in numbers
    )
