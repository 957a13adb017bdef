"""Who is paid by the next run, and who is not, with the reason: one bad payee never stops the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from commonhold.civic.members import queries as members
from commonhold.civic.payments import ibans, owing, transfers
from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.payments.models import Allocation, BankDetails, Claim, Hold, Owed, Run, Transfer
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.approvers import approvers
from commonhold.ground.charter import queries as charter
from commonhold.ground.refusal import Refusal


class Held(StrEnum):
    """Why somebody isn't paid now. What she is owed stays hers."""

    ERASED = "erased"  # her account is gone, and her bank details with it
    SUSPENDED = "suspended"
    DUES_FIRST = "dues-first"
    TOO_LITTLE = "too-little"
    NO_DETAILS = "no-details"
    WRONG_DETAILS = "wrong-details"
    CAME_BACK = "came-back"
    NO_OTHERS = "no-others"  # too few people could approve it besides herself


@dataclass(frozen=True)
class Payee:
    """What one payment of the next run would be. `line_id` stands where no person does."""

    person_id: int | None
    line_id: int | None
    cents: int
    iban: str
    bic: str
    name: str
    owed: Sequence[tuple[int, int]]  # ids of what it pays, each with how much


@dataclass(frozen=True)
class HeldPayee:
    person_id: int
    cents: int
    reason: Held


@dataclass(frozen=True)
class Payable:
    """The next run in one currency."""

    payees: Sequence[Payee]
    held: Sequence[HeldPayee]

    @property
    def cents(self) -> int:
        return sum(each.cents for each in self.payees)


def payable(currency: str, *, now: datetime) -> Payable:
    """Everybody who is owed something in this currency and isn't being paid it already."""
    here = charter.current().read(PaymentsCharter)
    payees: list[Payee] = []
    held: list[HeldPayee] = []
    for person_id, rows in _owed_by_person(currency).items():
        is_member = members.member_of(person_id) is not None
        free = [(row, left) for row, left in rows if row.kind != transfers.DUES_CREDIT or not is_member]
        if not free:
            continue
        cents = sum(left for _row, left in free)
        details = BankDetails.objects.filter(person_id=person_id).first()
        reason = _reason(free[0][0], cents, details, here, now)
        if reason is not None or details is None:
            held.append(HeldPayee(person_id, cents, reason or Held.NO_DETAILS))
            continue
        owed = [(row.id, left) for row, left in free]
        payees.append(Payee(person_id, None, cents, details.iban, details.bic, details.name, owed))
    return Payable([*payees, *_to_send_back(currency)], held)


def next_run_from(*, now: datetime) -> datetime:
    """When the charter lets the next run be made."""
    last = Run.objects.exclude(steps__kind="called-off").order_by("-at").first()
    if last is None:
        return now
    return last.at + timedelta(days=charter.current().read(PaymentsCharter).payout_every_days)


def _owed_by_person(currency: str) -> dict[int, list[tuple[Owed, int]]]:
    claimed = Claim.objects.filter(released_at=None, transfer__paid_at=None).values("owed")
    rows = owing.unsettled().filter(currency=currency).exclude(id__in=claimed).select_related("person")
    found: dict[int, list[tuple[Owed, int]]] = {}
    for row, left in owing.with_rest(rows):
        found.setdefault(row.person_id, []).append((row, left))
    return found


def _reason(
    row: Owed,
    cents: int,
    details: BankDetails | None,
    here: PaymentsCharter,
    now: datetime,
) -> Held | None:
    person_id = row.person_id
    open_dues = [each.currency for each in treasury.open_charges_of(person_id, now=now)]
    reasons = {
        Held.ERASED: row.person.removed_at is not None,
        Held.SUSPENDED: Hold.objects.filter(person_id=person_id, ended_at=None).exists(),
        Held.DUES_FIRST: row.currency in open_dues,
        Held.TOO_LITTLE: cents < here.payout_from_cents and members.member_of(person_id) is not None,
        Held.NO_DETAILS: details is None,
        Held.WRONG_DETAILS: details is not None and not _is_payable(details.iban, here),
        Held.CAME_BACK: details is not None and details.refused_at is not None,
        Held.NO_OTHERS: len(approvers(now) - {person_id}) < here.payout_approvals,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _is_payable(number: str, here: PaymentsCharter) -> bool:
    """A bank of SEPA pays to IBANs alone."""
    return ibans.is_sound(number) if ibans.is_sound(here.account) else ibans.may_name_an_account(number)


def _to_send_back(currency: str) -> list[Payee]:
    sent = Transfer.objects.filter(dropped_at=None, line__isnull=False).values("line")
    rows = Allocation.objects.filter(kind=Allocation.Kind.SEND_BACK, line__statement__currency=currency)
    found = []
    for row in rows.exclude(line__in=sent).select_related("line").order_by("id"):
        try:
            name = ibans.sepa_name(row.line.name)
        except Refusal:
            name = "NOTPROVIDED"
        found.append(Payee(None, row.line_id, row.cents, row.line.account, "", name, ()))
    return found
