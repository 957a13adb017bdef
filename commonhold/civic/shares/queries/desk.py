"""What waits for the treasurer and the board: subscriptions, notices and transfers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import queries as payments
from commonhold.civic.shares import accounts, paying_back, solvency, taking
from commonhold.civic.shares.models import Pledge, Subscription
from commonhold.civic.shares.queries.own import (
    NoticeLine,
    SubscriptionLine,
    TransferLine,
    notices,
    open_transfers,
    unpaid,
)
from commonhold.civic.shares.queries.public import SuspensionView, suspension_view
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from rulebook.split.withdrawal import Standing, Withdrawable


@dataclass(frozen=True)
class AwaitedLine:
    """Money for shares, or for a pledge, that is to come. The id is that of the expected payment."""

    id: int
    person: PersonLine
    words: str
    cents: int
    currency: str
    reference: str


@dataclass(frozen=True)
class ShareDesk:
    """The desk of whoever looks after our shares. What one may do hangs on the mandate."""

    currency: str
    unpaid: Sequence[SubscriptionLine]
    notices: Sequence[NoticeLine]
    transfers: Sequence[TransferLine]
    awaited: Sequence[AwaitedLine]  # for treasurers alone
    standing: Standing
    may_go_back: Withdrawable
    suspension: SuspensionView | None
    is_treasurer: bool
    is_on_the_board: bool


def share_desk(viewer: Viewer, *, now: datetime) -> ShareDesk:
    """For the board and treasurers. Raises Refusal for all others."""
    held = {each.role for each in mandates.held_by(viewer.person_id or 0, at=now)}
    if Role.BOARD not in held:
        mandates.must_hold(viewer.person_id or 0, Role.TREASURER, at=now)
    return ShareDesk(
        currency=accounts.currency(),
        unpaid=unpaid(viewer, Q()),
        notices=sorted(notices(viewer, Q(end=None)), key=lambda each: (each.due_at, each.id)),
        transfers=[each for each in open_transfers(viewer, Q()) if each.is_accepted],
        awaited=_awaited(viewer, now) if Role.TREASURER in held else [],
        standing=solvency.standing(),
        may_go_back=solvency.may_go_back(now),
        suspension=suspension_view(viewer, paying_back.suspension(now)),
        is_treasurer=Role.TREASURER in held,
        is_on_the_board=Role.BOARD in held,
    )


def _awaited(viewer: Viewer, now: datetime) -> list[AwaitedLine]:
    owing = set(Subscription.objects.filter(end=None).values_list("person_id", flat=True))
    owing |= set(Pledge.objects.filter(end=None, paid=None).values_list("person_id", flat=True))
    names = people.lines(viewer, owing)
    found = [
        AwaitedLine(each.id, names[person_id], each.words, each.cents, each.currency, each.reference)
        for person_id in owing
        for each in payments.payments_of(viewer, person_id, now=now).expected
        if each.kind in {taking.SHARES, taking.OFFER}
    ]
    return sorted(found, key=lambda each: each.id)
