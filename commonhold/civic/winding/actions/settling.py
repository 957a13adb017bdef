"""Liquidators pay debts, collect what is owed to us, and share what is left: one asks, another confirms."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.payments import actions as payments
from commonhold.civic.payments import otherwise
from commonhold.civic.shares import ending as shares
from commonhold.civic.treasury.accounts import BANK, COSTS, RETAINED, open_accounts
from commonhold.civic.winding import estate, obstacles, stages
from commonhold.civic.winding.estate import Worked
from commonhold.civic.winding.models import LONGEST_WORDS, Booking, Settlement, Winding
from commonhold.civic.winding.refusals import (
    AnotherLiquidator,
    DoesNotEnd,
    FiguresChanged,
    NoSuchSettlement,
    NotInTheBooks,
    NotSettlingYet,
    WordsNeeded,
)
from commonhold.ground import ids
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications

REMAINDER = "liabilities:remainder"
_OWED = "winding-remainder"
_Kind = Booking.Kind


@transaction.atomic
def ask_to_settle(by: int, *, now: datetime) -> int:
    """Work out who gets what, for another liquidator to confirm; return the settlement's id.

    Raises Refusal without the mandate, DoesNotEnd, NotSettlingYet, or what `estate.work_out` raises.
    """
    row = _must_settle(by, now)
    worked = estate.work_out(row, now)
    made = Settlement.objects.create(
        id=ids.new_id(now),
        winding=row,
        figures=worked.figures,
        sha256=worked.sha256,
        asked_by_id=by,
        asked_at=now,
    )
    others = {each.person_id for each in mandates.holders(Role.LIQUIDATOR, at=now)} - {by}
    notifications.notify_all(
        people_ids=sorted(others),
        kind="winding.settlement-asked",
        subject=f"settlement:{made.id}",
        actor_id=by,
        now=now,
    )
    return made.id


@transaction.atomic
def confirm_settlement(by: int, *, settlement_id: int, now: datetime) -> None:
    """Confirm what another liquidator worked out: shares go back, and what is left is owed to whom it goes.

    What is owed then waits for a payout run like anything else. Raises as `ask_to_settle` does, and
    NoSuchSettlement, AnotherLiquidator or FiguresChanged.
    """
    row = _must_settle(by, now)
    waiting = row.settlements.select_for_update().filter(id=settlement_id, confirmed_at=None).first()
    if waiting is None:
        raise NoSuchSettlement
    if waiting.asked_by_id == by:
        raise AnotherLiquidator
    worked = estate.work_out(row, now)
    if worked.sha256 != waiting.sha256:
        raise FiguresChanged
    waiting.confirmed_by_id, waiting.confirmed_at = by, now
    waiting.save(update_fields=["confirmed_by", "confirmed_at"])
    reference = f"settlement:{waiting.id}"
    shares.give_all_back(worked.shares, reference=reference, now=now)
    _share_remainder(worked, reference, now)
    body = {"winding": str(row.id), "settlement_sha256": waiting.sha256}
    record.append("co-op.settled", body, about=row.reference, now=now)


@transaction.atomic
def book(by: int, *, kind: str, account: str, cents: int, currency: str, words: str, now: datetime) -> int:
    """Write down that a debt was paid, something was collected, or written off; return the entry's id.

    `kind` is "paid", "collected" or "written-off"; `words` are for members to read. What is owed to members
    by name is paid whole: in cash, or laid down for whoever no payout run reaches. Raises Refusal without
    the mandate, DoesNotEnd, NotSettlingYet, NotInTheBooks or WordsNeeded.
    """
    row = _must_settle(by, now)
    words = words.strip()
    if not 1 <= len(words) <= LONGEST_WORDS:
        raise WordsNeeded(LONGEST_WORDS)
    held = next(
        (
            each
            for each in (obstacles.debts() if kind == _Kind.PAID else obstacles.belongings())
            if each.account == account != BANK and each.currency == currency
        ),
        None,
    )
    if kind not in _Kind.values or held is None or not 1 <= cents <= held.cents:
        raise NotInTheBooks
    booking = Booking(
        id=ids.new_id(now),
        winding=row,
        kind=kind,
        account=account,
        cents=cents,
        currency=currency,
        words=words,
        by_id=by,
        at=now,
    )
    booking.entry_id = _post(booking, held.cents)
    booking.save(force_insert=True)
    return booking.entry_id


def _post(booking: Booking, held: int) -> int:
    """Its entry. What is owed to members is paid to all of them at once, or left to payout runs."""
    kind, account, cents, coin = booking.kind, booking.account, booking.cents, booking.currency
    to_people = otherwise.owed_on(account, coin) if kind == _Kind.PAID else 0
    if to_people and cents == to_people:
        return otherwise.pay_otherwise(account, coin, words=booking.words, now=booking.at)
    if cents > held - to_people:
        raise NotInTheBooks
    amount = cents if kind == _Kind.PAID else -cents
    against = COSTS if kind == _Kind.WRITTEN_OFF else BANK
    return ledger.post(
        kind=f"winding.{kind}",
        key=f"winding:{booking.id}",
        cause=f"winding:{booking.winding_id}",
        legs=[Leg(account, amount, coin), Leg(against, -amount, coin)],
        at=booking.at,
        narration=booking.words,
    )


def _must_settle(by: int, now: datetime) -> Winding:
    mandates.must_hold(by, Role.LIQUIDATOR, at=now)
    current = stages.current()
    row = None if current is None else Winding.objects.select_for_update().filter(id=current.id).first()
    if row is None:
        raise DoesNotEnd
    if ending.stage() != Stage.SETTLING:
        raise NotSettlingYet
    return row


def _share_remainder(worked: Worked, reference: str, now: datetime) -> None:
    """What is left is owed from now on: to members, each her part, or to whom it is given on."""
    total = sum(worked.above_par.values()) + worked.given_on
    if not total:
        return
    open_accounts(now=now)
    ledger.open_account(REMAINDER, name=_("What is left as our co-op ends"), at=now)
    coin = worked.currency
    ledger.post(
        kind="winding.remainder",
        key=reference,
        cause=reference,
        legs=[Leg(RETAINED, total, coin), Leg(REMAINDER, -total, coin)],
        at=now,
    )
    people = members.people_by_number()
    for number, cents in worked.above_par.items():
        payments.owe(
            kind=_OWED,
            subject=f"{reference}:{number}",
            account=REMAINDER,
            cents=cents,
            currency=coin,
            person_id=people[number],
            words=_("Your part of what is left as our co-op ends"),
            now=now,
        )
