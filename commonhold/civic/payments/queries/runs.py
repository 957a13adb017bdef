"""Payout runs: for treasurers, and for those who approve them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import ibans, payable, runs, sepa, transfers
from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.payments.models import Run, RunStep, Transfer
from commonhold.civic.payments.payable import Held
from commonhold.civic.payments.queries.desk import must_be_treasurer
from commonhold.civic.payments.refusals import NoSuchRun, NotFiled, RunIsOver
from commonhold.civic.treasury.accounts import currency
from commonhold.civic.treasury.approvers import approvers
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

_Kind = RunStep.Kind


@dataclass(frozen=True)
class PayeeLine:
    """Somebody whom the next run would pay, or who waits, with the reason."""

    person: PersonLine | None  # nobody: it goes back where it came from
    name: str
    cents: int
    reason: Held | None


@dataclass(frozen=True)
class NextRun:
    """What a run made now would be."""

    currency: str
    cents: int
    payees: Sequence[PayeeLine]
    held: Sequence[PayeeLine]
    earliest: datetime
    may_be_made: bool
    has_account: bool


@dataclass(frozen=True)
class TransferView:
    """One payment. `state` is "waiting", "paid" or "dropped"; `came_back` is when it was paid before."""

    id: int
    person: PersonLine | None
    name: str
    account: str
    cents: int
    end_to_end: str
    state: str
    came_back: bool


@dataclass(frozen=True)
class RunLine:
    """A run in the list. `state` is "made", "approved", "filed", "sent", "paid" or "called-off"."""

    id: int
    number: str
    at: datetime
    cents: int
    currency: str
    count: int
    state: str


@dataclass(frozen=True)
class RunView:
    """A run's page. What begins with `may_` is the viewer's."""

    line: RunLine
    made_by: PersonLine
    approved_by: Sequence[PersonLine]
    still_needed: int
    transfers: Sequence[TransferView]
    is_sepa: bool
    may_approve: bool
    may_run: bool  # as a treasurer


@dataclass(frozen=True)
class RunFile:
    name: str
    content: bytes
    type: str


def next_run(viewer: Viewer, *, now: datetime) -> NextRun:
    """Who would be paid now, and who not. Raises Refusal for all but treasurers."""
    must_be_treasurer(viewer, now)
    coin, here = currency(), charter.current().read(PaymentsCharter)
    found, earliest = payable.payable(coin, now=now), payable.next_run_from(now=now)
    ids = {each.person_id for each in found.payees if each.person_id is not None}
    lines = people.lines(viewer, ids | {each.person_id for each in found.held})
    return NextRun(
        currency=coin,
        cents=found.cents,
        payees=[
            PayeeLine(lines.get(each.person_id or 0), each.name, each.cents, None) for each in found.payees
        ],
        held=[PayeeLine(lines[each.person_id], "", each.cents, each.reason) for each in found.held],
        earliest=earliest,
        may_be_made=bool(found.payees) and earliest <= now and bool(here.account),
        has_account=bool(here.account),
    )


def payout_runs(viewer: Viewer, *, now: datetime, limit: int = 60) -> list[RunLine]:
    """All runs, the newest first. Raises Refusal for all but treasurers and approvers."""
    _must_see(viewer, now)
    return [_line(row) for row in Run.objects.order_by("-id")[:limit]]


def payout_run(viewer: Viewer, run_id: int, *, now: datetime) -> RunView:
    """One run. Raises Refusal for all but treasurers and approvers, or NoSuchRun."""
    _must_see(viewer, now)
    row = _row(run_id)
    line, answered = _line(row), runs.approvals(row)
    found = list(row.transfers.order_by("id"))
    ids = {each.person_id for each in found if each.person_id is not None} | {row.made_by_id, *answered}
    lines, me = people.lines(viewer, ids), viewer.person_id or 0
    holds = {each.role for each in mandates.held_by(me, at=now)}
    return RunView(
        line=line,
        made_by=lines[row.made_by_id],
        approved_by=[lines[each] for each in answered],
        still_needed=runs.still_needed(answered, runs.payees(row)),
        transfers=[_transfer(each, lines) for each in found],
        is_sepa=is_sepa(row),
        may_approve=line.state in {"made", "approved"} and me in approvers(now) and me not in answered,
        may_run=Role.TREASURER in holds,
    )


def run_file(viewer: Viewer, run_id: int, *, as_table: bool = False, now: datetime) -> RunFile:
    """What the bank is given: XML for SEPA, else a table. The same bytes each time.

    Raises Refusal for all but treasurers, NoSuchRun, NotFiled before `file_run`, or RunIsOver.
    """
    must_be_treasurer(viewer, now)
    row = _row(run_id)
    if not runs.of_kind(row, _Kind.FILED):
        raise NotFiled
    here = charter.current()
    name = here.read(PaymentsCharter).account_holder or here.read(CoopCharter).name
    found = list(row.transfers.order_by("id"))
    if not transfers.waiting(row).exists() or not all(each.iban for each in found):
        raise RunIsOver
    # With those that the bank refused meanwhile: the file stays what it was.
    payments = [
        sepa.Payment(each.cents, each.iban, each.bic, each.name, each.end_to_end, name) for each in found
    ]
    if as_table or not is_sepa(row):
        content = sepa.table(payments, currency=row.currency)
        return RunFile(f"payout-{row.number}.csv", content, "text/csv; charset=utf-8")
    content = sepa.credit_transfers(
        payments,
        number=row.number,
        name=name,
        iban=row.account,
        currency=row.currency,
        made_on=row.at.date(),
    )
    return RunFile(f"payout-{row.number}.xml", content, "application/xml")


def is_sepa(row: Run) -> bool:
    """Euros from an account with an IBAN to accounts with one."""
    if row.currency != "EUR" or not ibans.is_sound(row.account):
        return False
    return all(ibans.is_sound(each.iban) for each in row.transfers.all())


def returned(viewer: Viewer, *, now: datetime, limit: int = 60) -> list[TransferView]:
    """Payments that came back, the newest first. Raises Refusal for all but treasurers."""
    must_be_treasurer(viewer, now)
    rows = list(
        Transfer.objects.filter(paid_at__isnull=False, dropped_at__isnull=False).order_by("-dropped_at")[
            :limit
        ]
    )
    lines = people.lines(viewer, {each.person_id for each in rows if each.person_id is not None})
    return [_transfer(each, lines) for each in rows]


def _must_see(viewer: Viewer, now: datetime) -> None:
    if viewer.person_id not in approvers(now):
        must_be_treasurer(viewer, now)


def _row(run_id: int) -> Run:
    row = Run.objects.filter(id=run_id).first()
    if row is None:
        raise NoSuchRun
    return row


def _line(row: Run) -> RunLine:
    kinds = set(row.steps.values_list("kind", flat=True))
    found = list(row.transfers.values_list("cents", "paid_at", "dropped_at"))
    is_over = all(paid or dropped for _cents, paid, dropped in found)
    states = {
        "called-off": _Kind.CALLED_OFF in kinds,
        "paid": _Kind.FILED in kinds and is_over,
        "sent": _Kind.SENT in kinds,
        "filed": _Kind.FILED in kinds,
        "approved": _Kind.APPROVED in kinds and runs.is_approved(row),
    }
    state = next((name for name, holds in states.items() if holds), "made")
    cents = sum(each for each, _paid, _dropped in found)
    return RunLine(row.id, row.number, row.at, cents, row.currency, len(found), state)


def _transfer(row: Transfer, lines: dict[int, PersonLine]) -> TransferView:
    state = "dropped" if row.dropped_at else "paid" if row.paid_at else "waiting"
    return TransferView(
        id=row.id,
        person=lines.get(row.person_id or 0),
        name=row.name,
        account=ibans.as_hinted(row.iban),
        cents=row.cents,
        end_to_end=row.end_to_end,
        state=state,
        came_back=state == "dropped" and row.paid_at is not None,
    )
