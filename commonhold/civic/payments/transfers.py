"""Single payments of a run: confirmed, sent back, or dropped; and who may be paid at all."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from commonhold.civic.payments import accounts, owing
from commonhold.civic.payments.models import BankDetails, Claim, Part, Run, Transfer
from commonhold.civic.payments.refusals import NoSuchTransfer
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

#: What is owed under this kind was paid towards dues: it stays with them while she is a member.
DUES_CREDIT = "payments.dues-credit"


def is_somebody(person_id: int) -> bool:
    """Is there such a person?"""
    return person_id in people.lines(ANYONE, [person_id])


def waiting(run: Run) -> QuerySet[Transfer]:
    """Those that are neither paid nor dropped."""
    return run.transfers.filter(paid_at=None, dropped_at=None).order_by("id")


def confirm(row: Transfer, *, source: str, now: datetime) -> int:
    """It left our account: book it, and what it settles. Returns the entry's id. Raises NoSuchTransfer."""
    _hold(row, is_paid=False)
    claims, currency = _claims(row), row.run.currency
    entry_id = ledger.post(
        kind="payment.paid",
        key=f"transfer:{row.id}",
        cause=f"transfer:{row.id}",
        legs=[*_settled(row, claims, 1), Leg(source, -row.cents, currency)],
        at=now,
    )
    row.paid_at = now
    row.save(update_fields=["paid_at"])
    for each in claims:
        owing.settle(each.owed, Part.Kind.PAID, each.cents, entry_id=entry_id, now=now)
    _tell(row, "paid", now)
    return entry_id


def bring_back(row: Transfer, *, source: str, now: datetime) -> int:
    """A bank sent it back after it was paid: it is owed again, and her details are asked for anew.

    Returns the entry's id. Raises NoSuchTransfer.
    """
    _hold(row, is_paid=True)
    claims, currency = _claims(row), row.run.currency
    entry_id = ledger.post(
        kind="payment.returned",
        key=f"returned:{row.id}",
        cause=f"transfer:{row.id}",
        legs=[Leg(source, row.cents, currency), *_settled(row, claims, -1)],
        at=now,
    )
    drop(row, now=now)
    for each in claims:
        owing.settle(each.owed, Part.Kind.RETURNED, -each.cents, entry_id=entry_id, now=now)
    BankDetails.objects.filter(person_id=row.person_id or 0, iban=row.iban).update(refused_at=now)
    _tell(row, "came-back", now)
    return entry_id


def drop(row: Transfer, *, now: datetime) -> None:
    """It pays nothing any more; what it was for is free for the next run."""
    row.dropped_at = now
    row.save(update_fields=["dropped_at"])
    row.claims.filter(released_at=None).update(released_at=now)


def _hold(row: Transfer, *, is_paid: bool) -> None:
    """Keep it for this transaction, as it is now: another connection may have been faster."""
    now_there = Transfer.objects.select_for_update().get(id=row.id)
    if now_there.dropped_at is not None or (now_there.paid_at is not None) is not is_paid:
        raise NoSuchTransfer


def _claims(row: Transfer) -> list[Claim]:
    return list(row.claims.select_related("owed").order_by("id"))


def _settled(row: Transfer, claims: list[Claim], sign: int) -> list[Leg]:
    """The side of what is owed: each account once."""
    sums: dict[str, int] = {} if claims else {accounts.TO_SEND_BACK: row.cents}
    for each in claims:
        sums[each.owed.account] = sums.get(each.owed.account, 0) + each.cents
    return [Leg(account, sign * cents, row.run.currency) for account, cents in sums.items()]


def _tell(row: Transfer, what: str, now: datetime) -> None:
    if row.person_id is None:
        return
    kind, subject = f"payments.{what}", f"transfer:{row.id}"
    notifications.notify(person_id=row.person_id, kind=kind, subject=subject, now=now)
