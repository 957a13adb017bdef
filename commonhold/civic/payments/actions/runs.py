"""Payout runs: made from what is owed, approved by different people, sent as one file, confirmed."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import accounts, ibans, owing, transfers
from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.payments.models import Claim, Run, RunStep, Transfer
from commonhold.civic.payments.payable import Held, Payee, next_run_from, payable
from commonhold.civic.payments.refusals import (
    ApprovedAlready,
    MadeMeanwhile,
    MoreApprovals,
    NoAccountYet,
    NobodyToPay,
    NoSuchRun,
    NoSuchTransfer,
    NotFiled,
    RunTooSoon,
)
from commonhold.civic.payments.runs import is_approved, lock, of_kind
from commonhold.civic.treasury.accounts import BANK, currency
from commonhold.civic.treasury.approvers import approvers
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.social.notifications import actions as notifications

_Kind = RunStep.Kind


@transaction.atomic
def make_run(by: int, *, now: datetime) -> int:
    """Put together what is to be paid now; return the run's id. Open dues take of it first.

    Two treasurers at once make one run. For holders of the treasurer mandate. Raises Refusal without it,
    NoAccountYet, RunTooSoon, NobodyToPay or MadeMeanwhile.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    ours = charter.current().read(PaymentsCharter).account
    if not ours:
        raise NoAccountYet
    if (earliest := next_run_from(now=now)) > now:
        raise RunTooSoon(earliest)
    accounts.open_accounts(now=now)
    for person_id, coin in owing.owed_to(owing.unsettled()):
        owing.credit_dues(person_id, coin, now=now)
    found = payable(currency(), now=now)
    _ask_for_details([each.person_id for each in found.held if each.reason is Held.NO_DETAILS], now)
    if not found.payees:
        raise NobodyToPay
    run_id = ids.new_id(now)
    try:
        with transaction.atomic():
            run = Run.objects.create(
                id=run_id,
                number=f"CH-{run_id:x}".upper(),
                currency=currency(),
                account=ibans.plain(ours),
                made_by_id=by,
                at=now,
            )
            for each in found.payees:
                _transfer(run, each, now)
    except IntegrityError:
        raise MadeMeanwhile from None
    notifications.notify_all(
        people_ids=approvers(now), kind="payments.run-waits", subject=f"run:{run_id}", actor_id=by, now=now
    )
    return run_id


@transaction.atomic
def approve_run(by: int, *, run_id: int, now: datetime) -> None:
    """Answer for a run. What is paid to oneself, others must answer for.

    Raises Refusal without a mandate, NoSuchRun when it is filed or called off, or ApprovedAlready.
    """
    run = lock(run_id)
    if by not in approvers(now):
        mandates.must_hold(by, Role.TREASURER, at=now)
    if of_kind(run, _Kind.FILED) or of_kind(run, _Kind.CALLED_OFF):
        raise NoSuchRun
    if run.steps.filter(by_id=by, kind=_Kind.APPROVED).exists():
        raise ApprovedAlready
    _step(run, _Kind.APPROVED, by, now)


@transaction.atomic
def call_off_run(by: int, *, run_id: int, now: datetime) -> None:
    """Pay nothing of it. Once its file was made it may be at the bank, and this is too late.

    Raises Refusal without the treasurer mandate, or NoSuchRun.
    """
    run = lock(run_id)
    mandates.must_hold(by, Role.TREASURER, at=now)
    if of_kind(run, _Kind.FILED) or of_kind(run, _Kind.CALLED_OFF):
        raise NoSuchRun
    _step(run, _Kind.CALLED_OFF, by, now)
    for each in transfers.waiting(run):
        transfers.drop(each, now=now)


@transaction.atomic
def file_run(by: int, *, run_id: int, now: datetime) -> None:
    """Let its file be made, as often as wanted: it is the same each time, and a bank takes it once.

    Raises Refusal without the treasurer mandate, NoSuchRun when it was called off, or MoreApprovals.
    """
    run = lock(run_id)
    mandates.must_hold(by, Role.TREASURER, at=now)
    if of_kind(run, _Kind.CALLED_OFF):
        raise NoSuchRun
    if of_kind(run, _Kind.FILED):
        return
    if not is_approved(run):
        raise MoreApprovals
    _step(run, _Kind.FILED, by, now)


@transaction.atomic
def mark_sent(by: int, *, run_id: int, now: datetime) -> None:
    """Say that the bank has the file. Again changes nothing.

    Raises Refusal without the treasurer mandate, NoSuchRun or NotFiled.
    """
    run = _filed(by, run_id, now)
    if not of_kind(run, _Kind.SENT):
        _step(run, _Kind.SENT, by, now)


@transaction.atomic
def confirm_run(by: int, *, run_id: int, now: datetime) -> int:
    """Say that the bank paid all of it that waits still, where no statement says so; return how many.

    Raises Refusal without the treasurer mandate, NoSuchRun or NotFiled.
    """
    run = _filed(by, run_id, now)
    waiting = list(transfers.waiting(run))
    for each in waiting:
        transfers.confirm(each, source=BANK, now=now)
    return len(waiting)


@transaction.atomic
def confirm_transfer(by: int, *, transfer_id: int, now: datetime) -> None:
    """Say that one of its payments left the bank. Raises like `confirm_run`, or NoSuchTransfer."""
    transfers.confirm(_waiting_transfer(by, transfer_id, now), source=BANK, now=now)


@transaction.atomic
def drop_transfer(by: int, *, transfer_id: int, now: datetime) -> None:
    """The bank refused to pay this one: it is owed still, and free for the next run.

    Raises like `confirm_run`, or NoSuchTransfer.
    """
    transfers.drop(_waiting_transfer(by, transfer_id, now), now=now)


@transaction.atomic
def record_return(by: int, *, transfer_id: int, now: datetime) -> None:
    """A payment came back to our account, and no statement said so. It is owed again.

    Raises Refusal without the treasurer mandate, or NoSuchTransfer when it was not paid, or is back already.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    row = _lock_transfer(transfer_id)
    if row.paid_at is None or row.dropped_at is not None:
        raise NoSuchTransfer
    transfers.bring_back(row, source=BANK, now=now)


def _filed(by: int, run_id: int, now: datetime) -> Run:
    run = lock(run_id)
    mandates.must_hold(by, Role.TREASURER, at=now)
    if not of_kind(run, _Kind.FILED):
        raise NotFiled
    return run


def _waiting_transfer(by: int, transfer_id: int, now: datetime) -> Transfer:
    row = _lock_transfer(transfer_id)
    _filed(by, row.run_id, now)
    if row.paid_at is not None or row.dropped_at is not None:
        raise NoSuchTransfer
    return row


def _lock_transfer(transfer_id: int) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("run")
    row = rows.filter(id=transfer_id).first()
    if row is None:
        raise NoSuchTransfer
    return row


def _transfer(run: Run, payee: Payee, now: datetime) -> None:
    made = ids.new_id(now)
    row = Transfer.objects.create(
        id=made,
        run=run,
        person_id=payee.person_id,
        line_id=payee.line_id,
        cents=payee.cents,
        iban=payee.iban,
        bic=payee.bic,
        name=payee.name,
        end_to_end=f"CH-{made:x}".upper(),
    )
    Claim.objects.bulk_create(
        Claim(id=ids.new_id(now), transfer=row, owed_id=owed_id, cents=cents) for owed_id, cents in payee.owed
    )


def _step(run: Run, kind: RunStep.Kind, by: int, now: datetime) -> None:
    RunStep.objects.create(id=ids.new_id(now), run=run, kind=kind, by_id=by, at=now)


def _ask_for_details(people_ids: list[int], now: datetime) -> None:
    month = f"{now:%Y-%m}"
    for person_id in people_ids:
        notifications.notify(
            person_id=person_id,
            kind="payments.details-wanted",
            subject=f"details:{person_id}:{month}",
            now=now,
        )
