"""Afterwards: both say that it is done, what is owed is settled, and a work is handed over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.exchange import finishing, reminders, settling, stages
from commonhold.civic.exchange.notes import note, other_side, tell
from commonhold.civic.exchange.refusals import NotBeforeItBegan, NotYours
from commonhold.civic.exchange.vocabulary import Deed, Price, State
from commonhold.social.people import queries as people


@transaction.atomic
def say_done(by: int, *, agreement_id: int, now: datetime) -> str:
    """Say that it is done; when both have, it is settled. Return why it could not be paid yet, or "".

    A work under a licence is done as soon as its receiver says so: handing over is all there is to do. Again
    changes nothing. Raises NoSuchAgreement, NotNow or NotBeforeItBegan.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    said = finishing.who_said(row)
    if by in said and row.state in {State.AGREED, State.DONE, State.SETTLED}:
        return ""
    stages.must_be(row, State.AGREED)
    if row.starts_at is not None and now < row.starts_at:
        raise NotBeforeItBegan
    note(row, Deed.DONE, by, now)
    both_said = said | {by} == set(stages.both(row))
    if both_said or (row.licence and by == row.receiver_id):
        return finishing.is_done(row, Deed.DONE, by, now)
    reminders.wait_for_other(row, now)
    tell(row, "done", [other_side(row, by)], by=by, now=now)
    return ""


@transaction.atomic
def pay_now(by: int, *, agreement_id: int, now: datetime) -> str:
    """Try again to pay in mutual credit what is done; return why not, or "". Twice is one payment.

    Raises NoSuchAgreement, NotNow or NotYours.
    """
    people.must_be_active(by)
    row = stages.lock(by, agreement_id)
    if row.state == State.SETTLED:
        return ""
    stages.must_be(row, State.DONE)
    if by != row.receiver_id or row.price != Price.CREDIT:
        raise NotYours
    return settling.settle_if_possible(row, by, now)


@transaction.atomic
def say_received(by: int, *, agreement_id: int, now: datetime) -> None:
    """Whoever gave has the money, or is content without mutual credit: it is settled. Again changes nothing.

    Raises NoSuchAgreement, NotNow or NotYours.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    if by != row.giver_id or row.parts.filter(received_at=None).exists():
        raise NotYours
    if row.state == State.SETTLED:
        return
    if row.licence and row.state == State.AGREED and row.price == Price.MONEY:
        stages.go(row, State.DONE, Deed.DONE, by, now)
    stages.must_be(row, State.DONE)
    settling.settled(row, by, now)
