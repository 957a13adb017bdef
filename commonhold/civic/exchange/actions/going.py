"""Between agreeing and the day: changes, cancellations, and a deposit that the two name between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.civic.exchange import clocks, pricing, reminders, settling, stages, times, wording
from commonhold.civic.exchange.actions.asking import LONGEST_REASON, NO_TIME, Span
from commonhold.civic.exchange.models import Agreement, Change, Offer
from commonhold.civic.exchange.notes import note, other_side, tell
from commonhold.civic.exchange.refusals import (
    ChangeWaits,
    NoDeposit,
    NothingAsked,
    NothingChanged,
    NotYours,
)
from commonhold.civic.exchange.standing import law
from commonhold.civic.exchange.vocabulary import Answer, Deed, Price, State
from commonhold.ground import ids
from commonhold.social.people import queries as people


@dataclass(frozen=True)
class Wish:
    """How it should be instead. `amount` is for the whole: minutes or minor units; None leaves the price."""

    span: Span = NO_TIME
    amount: int | None = None
    words: str = ""


@transaction.atomic
def ask_change(by: int, *, agreement_id: int, wish: Wish, now: datetime) -> int:
    """Ask for other times or another price; return the change's id. Nothing changes before the other's yes.

    Raises NoSuchAgreement, NotNow, ChangeWaits, NothingChanged, TextLength, what a time can't be,
    PriceMissing or PriceTooHigh.
    """
    people.must_be_active(by)
    row = stages.lock(by, agreement_id)
    stages.must_be(row, State.AGREED)
    if Change.objects.filter(agreement=row, answer="").exists():
        raise ChangeWaits
    change = _wanted(row, wish, now)
    change.by_id = by
    same = (change.starts_at, change.ends_at, change.minutes, change.cents)
    if same == (row.starts_at, row.ends_at, row.minutes, row.cents):
        raise NothingChanged
    offer = Offer.objects.select_for_update().get(id=row.offer_id)
    times.must_be_free(offer, change.starts_at, change.ends_at, but=row.id)
    change.save(force_insert=True)
    note(row, Deed.CHANGE_ASKED, by, now, change.words)
    tell(row, "change-asked", [other_side(row, by)], by=by, now=now)
    return change.id


@transaction.atomic
def answer_change(by: int, *, agreement_id: int, accepts: bool, now: datetime) -> None:
    """Say yes or no to what the other side asked to change; whoever asked takes it back by saying no.

    Raises NoSuchAgreement, NotNow, NothingAsked, NotYours, StartsInThePast or TakenThen.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    stages.must_be(row, State.AGREED)
    change = Change.objects.select_for_update().filter(agreement=row, answer="").first()
    if change is None:
        raise NothingAsked
    if accepts and change.by_id == by:
        raise NotYours
    if accepts:
        _take_over(row, change, now)
    change.answer, change.answered_at = Answer.ACCEPTED if accepts else Answer.REFUSED, now
    change.save(update_fields=["answer", "answered_at"])
    note(row, Deed.CHANGE_AGREED if accepts else Deed.CHANGE_REFUSED, by, now)
    tell(row, "change-answered", [other_side(row, by)], by=by, now=now)


@transaction.atomic
def cancel(by: int, *, agreement_id: int, reason: str = "", now: datetime) -> str:
    """Call it off; return in words what the terms leave owed, or "". Of two at once the first counts.

    Whoever gives owes nothing by it. Whoever receives owes the deposit that is set aside, else half of the
    price, after the term, unless the other side is suspended or gone. Raises NoSuchAgreement, NotNow or
    TextLength.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    if row.state == State.CANCELLED:
        return ""
    stages.must_be(row, State.AGREED)
    why = wording.paragraphs(reason, field="reason", longest=LONGEST_REASON)
    is_late = by == row.receiver_id and not pricing.still_free(row.cancelling, row.starts_at, now)
    owed = ""
    if is_late and people.active_among([row.giver_id]):
        owed = settling.settle_late_cancellation(row, by, now)
    stages.go(row, State.CANCELLED, Deed.CANCELLED, by, now, words="\n\n".join(filter(None, (why, owed))))
    tell(row, "cancelled", [other_side(row, by)], by=by, now=now)
    return owed


@transaction.atomic
def note_deposit(by: int, *, agreement_id: int, returned: bool, now: datetime) -> None:
    """Say that one took the deposit, or gave it back; the co-op holds none and only notes what is said.

    Whoever gives takes it, and whoever receives says that it is back. Raises NoSuchAgreement, NoDeposit,
    NotNow or NotYours.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    if not row.deposit_cents:
        raise NoDeposit
    kind = Deed.DEPOSIT_RETURNED if returned else Deed.DEPOSIT_TAKEN
    if row.state == State.ASKED:
        stages.must_be(row, State.AGREED)
    if by != (row.receiver_id if returned else row.giver_id):
        raise NotYours
    said = set(row.steps.values_list("kind", flat=True))
    if kind in said or (returned and Deed.DEPOSIT_TAKEN not in said):
        raise NoDeposit
    note(row, kind, by, now)
    tell(row, "deposit", [other_side(row, by)], by=by, now=now)


def _wanted(row: Agreement, wish: Wish, now: datetime) -> Change:
    starts, ends = (
        (wish.span.starts, wish.span.ends) if wish.span != NO_TIME else (row.starts_at, row.ends_at)
    )
    if (starts, ends) != (row.starts_at, row.ends_at):
        times.must_be_possible(starts, ends, now)
    units = clocks.units(row.per, starts, ends, clocks.zone_of(row.time_zone))
    minutes, cents = row.minutes // row.units * units, row.cents // row.units * units
    by_money = row.price == Price.MONEY
    if wish.amount is not None and row.price != Price.GIFT and row.offer.pool_id is None:
        most = law().most_cents if by_money else law().most_minutes
        pricing.within(wish.amount, most, by_money=by_money)
        minutes, cents = (0, wish.amount) if by_money else (wish.amount, 0)
    return Change(
        id=ids.new_id(now),
        agreement=row,
        starts_at=starts,
        ends_at=ends,
        units=units,
        minutes=minutes,
        cents=cents,
        words=wording.paragraphs(wish.words, field="words", longest=LONGEST_REASON),
        at=now,
    )


def _take_over(row: Agreement, change: Change, now: datetime) -> None:
    offer = Offer.objects.select_for_update().get(id=row.offer_id)
    if (change.starts_at, change.ends_at) != (row.starts_at, row.ends_at):
        times.must_be_possible(change.starts_at, change.ends_at, now)
    times.must_be_free(offer, change.starts_at, change.ends_at, but=row.id)
    row.starts_at, row.ends_at, row.units = change.starts_at, change.ends_at, change.units
    row.minutes, row.cents = change.minutes, change.cents
    row.revision += 1
    row.save()
    reminders.plan(row, now)
