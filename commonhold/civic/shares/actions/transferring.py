"""Giving shares to another member: she must want them and, where our rules say so, a mandate must consent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.shares import register, taking, vocabulary
from commonhold.civic.shares.holdings import held_by, holding, whole
from commonhold.civic.shares.models import Operation, Transfer, TransferStep
from commonhold.civic.shares.refusals import (
    LeastStays,
    NoSuchTransfer,
    NotForYou,
    NotPaidYet,
    OwnTransfer,
    ToAnotherMember,
    TransferIsOver,
    TransfersNotAllowed,
)
from commonhold.civic.shares.register import Line
from commonhold.civic.shares.waiting import must_be_free
from commonhold.ground import ids
from commonhold.social.notifications import actions as notifications

CONSENTING = (Role.BOARD, Role.TREASURER)
_Step = TransferStep.Kind


@transaction.atomic
def offer_transfer(by: int, *, to: int, shares: int, now: datetime) -> int:
    """Offer shares to another member, whose person's id is `to`; return the transfer's id.

    Raises MembersOnly, NoSharesHere, TransfersNotAllowed, ToAnotherMember, NotSoManyShares, InNotice,
    NotPaidYet, LeastStays, NumberOfShares or AboveTheLawsMost.
    """
    register.lock()
    member, here = taking.number_of(by), taking.rules()
    if here.transfers == "never":
        raise TransfersNotAllowed
    receiver = members.member_of(to)
    if receiver is None or to == by:
        raise ToAnotherMember
    must_be_free(member, vocabulary.COMMON, shares)
    if holding(member, vocabulary.COMMON).unpaid_cents:
        raise NotPaidYet
    rest = whole(held_by(member).values()).shares - shares
    if rest < here.least_shares and (rest > 0 or here.joining == "compulsory"):
        raise LeastStays(here.least_shares)
    taking.must_be_allowed(receiver.number, shares)
    row = Transfer.objects.create(
        id=ids.new_id(now),
        giver_id=by,
        receiver_id=to,
        member=member,
        other=receiver.number,
        share_class=vocabulary.COMMON,
        shares=shares,
        at=now,
    )
    _tell([to], "transfer-offered", row, by, now)
    return row.id


@transaction.atomic
def accept_transfer(by: int, *, transfer_id: int, now: datetime) -> None:
    """Want the shares that somebody offered. It is done at once where our rules ask for no consent.

    Raises NoSuchTransfer, TransferIsOver, NotForYou, and what `offer_transfer` raises of the receiver.
    """
    row = _lock_open(transfer_id)
    if row.receiver_id != by:
        raise NotForYou
    if _has(row, _Step.ACCEPTED):
        return
    _step(row, _Step.ACCEPTED, by, now)
    if taking.rules().transfers == "free":
        _move(row, by, now)
        return
    consenting = {each.person_id for role in CONSENTING for each in mandates.holders(role, at=now)}
    _tell(sorted(consenting - {row.giver_id, row.receiver_id}), "transfer-waits", row, by, now)


@transaction.atomic
def consent_to_transfer(by: int, *, transfer_id: int, now: datetime) -> None:
    """Consent, for the board or the treasurer; what the receiver has accepted is done with this.

    Raises NoSuchTransfer, TransferIsOver, OwnTransfer, or Refusal without a mandate.
    """
    row = _lock_open(transfer_id)
    _must_consent(by, row, now)
    if not _has(row, _Step.ACCEPTED):
        raise NotForYou
    _step(row, _Step.APPROVED, by, now)
    _move(row, by, now)


@transaction.atomic
def decline_transfer(by: int, *, transfer_id: int, now: datetime) -> None:
    """Say no: the receiver, or a mandate that would have to consent.

    Raises NoSuchTransfer, TransferIsOver, OwnTransfer, or Refusal without a mandate.
    """
    row = _lock_open(transfer_id)
    if row.receiver_id != by:
        _must_consent(by, row, now)
    _step(row, _Step.DECLINED, by, now)
    _tell([row.giver_id], "transfer-declined", row, by, now)


@transaction.atomic
def take_back_transfer(by: int, *, transfer_id: int, now: datetime) -> None:
    """Keep one's shares after all. Raises NoSuchTransfer, TransferIsOver or NotForYou."""
    row = _lock_open(transfer_id)
    if row.giver_id != by:
        raise NotForYou
    _step(row, _Step.TAKEN_BACK, by, now)


def _lock_open(transfer_id: int) -> Transfer:
    register.lock()
    row = Transfer.objects.filter(id=transfer_id).first()
    if row is None:
        raise NoSuchTransfer
    if row.steps.filter(kind__in=[_Step.DONE, _Step.DECLINED, _Step.TAKEN_BACK]).exists():
        raise TransferIsOver
    return row


def _must_consent(by: int, row: Transfer, now: datetime) -> None:
    held = {each.role for each in mandates.held_by(by, at=now)}
    if not held & set(CONSENTING):
        mandates.must_hold(by, Role.BOARD, at=now)
    if by in {row.giver_id, row.receiver_id}:
        raise OwnTransfer


def _move(row: Transfer, by: int, now: datetime) -> None:
    taking.must_be_allowed(row.other, row.shares)
    held = holding(row.member, row.share_class)
    if held.unpaid_cents:
        raise NotPaidYet
    operation = register.write(
        Line(
            kind=Operation.Kind.TRANSFER,
            member=row.member,
            gain=-held.part(row.shares),
            share_class=row.share_class,
            other=row.other,
            other_class=row.share_class,
            reference=f"transfer:{row.id}",
            by=by,
        ),
        now=now,
    )
    TransferStep.objects.create(
        id=ids.new_id(now), transfer=row, kind=_Step.DONE, by_id=by, operation=operation, at=now
    )
    _tell([row.giver_id, row.receiver_id], "transfer-done", row, by, now)


def _has(row: Transfer, kind: TransferStep.Kind) -> bool:
    return row.steps.filter(kind=kind).exists()


def _step(row: Transfer, kind: TransferStep.Kind, by: int, now: datetime) -> None:
    TransferStep.objects.create(id=ids.new_id(now), transfer=row, kind=kind, by_id=by, at=now)


def _tell(people: list[int], what: str, row: Transfer, by: int, now: datetime) -> None:
    notifications.notify_all(
        people_ids=people, kind=f"shares.{what}", subject=f"share-transfer:{row.id}", actor_id=by, now=now
    )
