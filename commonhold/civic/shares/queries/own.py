"""What one member holds, and every operation that led to it: for herself alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from commonhold.civic.members import queries as members
from commonhold.civic.payments import queries as payments
from commonhold.civic.shares import accounts, taking
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.shares.holdings import Holding, held_by, whole
from commonhold.civic.shares.models import (
    Notice,
    NoticeEnd,
    Operation,
    Subscription,
    Transfer,
    TransferStep,
)
from commonhold.civic.shares.vocabulary import COMMON
from commonhold.civic.shares.waiting import free
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class OperationLine:
    """One operation as her holding saw it: what came in is above nothing, what went out below."""

    number: int
    kind: str
    share_class: str
    shares: int
    paid_cents: int
    written_cents: int
    currency: str
    at: datetime


@dataclass(frozen=True)
class SubscriptionLine:
    """Shares that are taken and not paid yet, with the reference that a transfer to us bears."""

    id: int
    shares: int
    cents: int
    currency: str
    reference: str
    at: datetime
    person: PersonLine


@dataclass(frozen=True)
class NoticeLine:
    """Shares on their way back. `held`: why they wait although their day has come; empty while it has not."""

    id: int
    shares: int
    because: str
    due_at: datetime
    at: datetime
    held: str
    state: str  # "open", "withdrawn", "taken-back"
    cents: int
    is_paid: bool
    person: PersonLine


@dataclass(frozen=True)
class TransferLine:
    """Shares that one member gives to another."""

    id: int
    giver: PersonLine
    receiver: PersonLine
    shares: int
    at: datetime
    is_accepted: bool


@dataclass(frozen=True)
class MyShares:
    """Her own page. `numbers`: of her memberships, the present one last."""

    numbers: Sequence[int]
    is_member: bool
    rules: SharesCharter
    currency: str
    all: Holding
    by_class: Sequence[tuple[str, Holding]]
    free_shares: int
    may_take: int
    operations: Sequence[OperationLine]
    unpaid: Sequence[SubscriptionLine]
    notices: Sequence[NoticeLine]
    given: Sequence[TransferLine]
    offered: Sequence[TransferLine]


def my_shares(viewer: Viewer, *, now: datetime) -> MyShares:
    """Everything that the register says of her, the newest first; nothing of who isn't signed in."""
    person_id = viewer.person_id or 0
    numbers = [each.number for each in members.memberships_of(person_id)]
    present = members.member_of(person_id)
    rules = charter.current().read(SharesCharter)
    by_class = [item for number in numbers for item in sorted(held_by(number).items())]
    all_held = whole(held for _class, held in by_class)
    moving = open_transfers(viewer, Q(giver_id=person_id) | Q(receiver_id=person_id))
    return MyShares(
        numbers=numbers,
        is_member=present is not None,
        rules=rules,
        currency=accounts.currency(),
        all=all_held,
        by_class=by_class,
        free_shares=0 if present is None else max(0, free(present.number, COMMON)),
        may_take=0 if present is None else max(0, rules.most_shares - all_held.shares),
        operations=_operations(numbers),
        unpaid=unpaid(viewer, Q(person_id=person_id)),
        notices=notices(viewer, Q(person_id=person_id)),
        given=[each for each in moving if each.giver.id == person_id],
        offered=[each for each in moving if each.receiver.id == person_id and not each.is_accepted],
    )


def unpaid(viewer: Viewer, which: Q) -> list[SubscriptionLine]:
    """Subscriptions that wait for money; permission is the caller's."""
    rows = list(Subscription.objects.filter(which, end=None).order_by("id"))
    names = people.lines(viewer, {row.person_id for row in rows})
    return [
        SubscriptionLine(
            row.id, row.shares, row.cents, row.currency, row.payment, row.at, names[row.person_id]
        )
        for row in rows
    ]


def notices(viewer: Viewer, which: Q) -> list[NoticeLine]:
    """Notices with how they stand, the newest first; permission is the caller's."""
    rows = list(Notice.objects.filter(which).select_related("end").prefetch_related("held").order_by("-id"))
    names = people.lines(viewer, {row.person_id for row in rows})
    return [_notice(row, names[row.person_id]) for row in rows]


def open_transfers(viewer: Viewer, which: Q) -> list[TransferLine]:
    """Transfers that are neither done nor over; permission is the caller's."""
    step = TransferStep.Kind
    over = TransferStep.objects.filter(kind__in=[step.DONE, step.DECLINED, step.TAKEN_BACK]).values(
        "transfer"
    )
    rows = list(Transfer.objects.filter(which).exclude(id__in=over).prefetch_related("steps").order_by("id"))
    names = people.lines(viewer, {each for row in rows for each in (row.giver_id, row.receiver_id)})
    return [
        TransferLine(
            id=row.id,
            giver=names[row.giver_id],
            receiver=names[row.receiver_id],
            shares=row.shares,
            at=row.at,
            is_accepted=any(each.kind == step.ACCEPTED for each in row.steps.all()),
        )
        for row in rows
    ]


def _operations(numbers: Sequence[int]) -> list[OperationLine]:
    rows = Operation.objects.filter(Q(member__in=numbers) | Q(other__in=numbers)).order_by("-number")
    return [line for row in rows for line in _seen_by(row, numbers)]


def _seen_by(row: Operation, numbers: Sequence[int]) -> list[OperationLine]:
    sides = []
    if row.member in numbers:
        sides.append((1, row.share_class))
    if row.other is not None and row.other in numbers:
        sides.append((-1, row.other_class))
    return [
        OperationLine(
            number=row.number,
            kind=row.kind,
            share_class=share_class,
            shares=sign * row.shares,
            paid_cents=sign * row.paid_cents,
            written_cents=sign * row.written_cents,
            currency=row.currency,
            at=row.at,
        )
        for sign, share_class in sides
    ]


def _notice(row: Notice, person: PersonLine) -> NoticeLine:
    end: NoticeEnd | None = getattr(row, "end", None)
    held = max(row.held.all(), key=lambda each: each.id, default=None)
    return NoticeLine(
        id=row.id,
        shares=row.shares,
        because=row.because,
        due_at=row.due_at,
        at=row.at,
        held="" if held is None or end is not None else held.why,
        state="open" if end is None else end.how,
        cents=0 if end is None else end.cents,
        is_paid=end is not None and end.cents > 0 and not _is_owed(row),
        person=person,
    )


def _is_owed(row: Notice) -> bool:
    owed = payments.my_payments(Viewer(row.person_id)).owed
    return any(each.kind == taking.BACK and each.subject == f"notice:{row.id}" and each.left for each in owed)
