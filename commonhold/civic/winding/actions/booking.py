"""Liquidators pay debts and collect what is owed to us: one writes it down, and another confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.civic.payments import otherwise
from commonhold.civic.treasury.accounts import BANK, COSTS
from commonhold.civic.winding import obstacles
from commonhold.civic.winding.liquidating import must_settle, tell_others
from commonhold.civic.winding.models import LONGEST_WORDS, AskedBooking, Booking
from commonhold.civic.winding.refusals import (
    AnotherMustConfirm,
    AskedAlready,
    MoreThanTheBankHolds,
    NoSuchBooking,
    NotInTheBooks,
    WordsNeeded,
)
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg

_Kind = Booking.Kind


@dataclass(frozen=True)
class Held:
    """What an account holds, and what the bank does where it is paid from there; in minor units."""

    debt: int
    bank: int | None

    def must_cover(self, cents: int, *, currency: str) -> None:
        """Raises NotInTheBooks or MoreThanTheBankHolds."""
        if not 1 <= cents <= self.debt:
            raise NotInTheBooks
        if self.bank is not None and cents > self.bank:
            raise MoreThanTheBankHolds(max(0, self.bank), currency)


@transaction.atomic
def ask_to_book(
    by: int, *, kind: str, account: str, cents: int, currency: str, words: str, now: datetime
) -> int:
    """Write down that a debt was paid, something was collected, or written off; return the note's id.

    Another liquidator confirms it, and nothing is booked before. `kind` is "paid", "collected" or
    "written-off"; `words` are for members to read. What is owed to members by name is paid whole: in cash, or
    laid down for whoever no payout run reaches. Raises Refusal without the mandate, DoesNotEnd,
    NotSettlingYet, WordsNeeded, NotInTheBooks, MoreThanTheBankHolds, or AskedAlready where another note on
    the same account waits.
    """
    row, words = must_settle(by, now), words.strip()
    if not 1 <= len(words) <= LONGEST_WORDS:
        raise WordsNeeded(LONGEST_WORDS)
    _must_be_bookable(kind, account, cents, currency)
    if row.asked_bookings.filter(account=account, currency=currency, end="").exists():
        raise AskedAlready
    made = AskedBooking.objects.create(
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
    tell_others(by, "booking-asked", f"booking:{made.id}", now=now)
    return made.id


@transaction.atomic
def confirm_booking(by: int, *, booking_id: int, now: datetime) -> int:
    """Confirm what another liquidator wrote down: it is booked; return the entry's id.

    What the books and the bank hold is looked at again. Raises as `ask_to_book` does, NoSuchBooking and
    AnotherMustConfirm.
    """
    asked = _waiting(by, booking_id, now)
    if asked.by_id == by:
        raise AnotherMustConfirm
    held = _must_be_bookable(asked.kind, asked.account, asked.cents, asked.currency)
    booking = Booking(
        id=ids.new_id(now),
        winding_id=asked.winding_id,
        kind=asked.kind,
        account=asked.account,
        cents=asked.cents,
        currency=asked.currency,
        words=asked.words,
        by_id=asked.by_id,
        confirmed_by_id=by,
        at=now,
    )
    booking.entry_id = _post(booking, held)
    booking.save(force_insert=True)
    _end(asked, AskedBooking.End.CONFIRMED, by, now)
    return booking.entry_id


@transaction.atomic
def drop_booking(by: int, *, booking_id: int, now: datetime) -> None:
    """Take back one's own note, or decline another one's. Raises as `must_settle`, and NoSuchBooking."""
    _end(_waiting(by, booking_id, now), AskedBooking.End.DROPPED, by, now)


def _waiting(by: int, booking_id: int, now: datetime) -> AskedBooking:
    row = must_settle(by, now)
    found = row.asked_bookings.select_for_update().filter(id=booking_id, end="").first()
    if found is None:
        raise NoSuchBooking
    return found


def _end(asked: AskedBooking, end: AskedBooking.End, by: int, now: datetime) -> None:
    asked.end, asked.ended_by_id, asked.ended_at = end, by, now
    asked.save(update_fields=["end", "ended_by", "ended_at"])


def _must_be_bookable(kind: str, account: str, cents: int, currency: str) -> int:
    """What the account holds. Raises NotInTheBooks, or MoreThanTheBankHolds for what can't have been paid."""
    rows = obstacles.debts() if kind == _Kind.PAID else obstacles.belongings()
    held = next(
        (each for each in rows if each.account == account != BANK and each.currency == currency), None
    )
    if kind not in _Kind.values or held is None:
        raise NotInTheBooks
    bank = obstacles.cash().get(currency, 0) if kind == _Kind.PAID else None
    Held(held.cents, bank).must_cover(cents, currency=currency)
    return held.cents


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
