"""Saying how far one trusts somebody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.credit import around, book, standing, telling
from commonhold.civic.credit.minutes import in_words
from commonhold.civic.credit.models import Limit
from commonhold.civic.credit.refusals import LimitNotAllowed, TooManyTrusted, Yourself
from commonhold.ground import ids

MOST_TRUSTED = 500
CHANGED = "changed"


@transaction.atomic
def set_limit(by: int, *, person_id: int, minutes: int, now: datetime) -> None:
    """Let somebody owe one so many minutes of work, from now on; at 0 no more than she owes already.

    Lowering changes nothing about what is owed. Whoever only lowers needs neither that the other is here nor
    that the charter has credit on. Raises MembersAlone, AccountClosed, Suspended, CreditOff, Yourself,
    NoMember, LimitNotAllowed or TooManyTrusted.
    """
    standing.must_be_member(by)
    if by == person_id:
        raise Yourself
    book.lock([book.pair_of(by, person_id)], now=now)
    before = Limit.objects.filter(truster_id=by, trusted_id=person_id, until=None).first()
    had = before.minutes if before is not None else 0
    if minutes == had:
        return
    most = around.terms().limit
    if minutes < 0 or (minutes > had and minutes > most):
        raise LimitNotAllowed(most)
    if minutes > had:
        standing.must_be_on()
        standing.must_be_with(by, person_id)
        if before is None and Limit.objects.filter(truster_id=by, until=None).count() >= MOST_TRUSTED:
            raise TooManyTrusted(MOST_TRUSTED)
    if before is not None:
        before.until, before.ended_by = now, CHANGED
        before.save(update_fields=["until", "ended_by"])
    if minutes:
        Limit.objects.create(id=ids.new_id(now), truster_id=by, trusted_id=person_id, minutes=minutes, at=now)
    kind = "credit.trusted" if minutes > had else "credit.limit-ended"
    subject = f"person:{by}?at={int(now.timestamp())}"
    telling.tell([person_id], kind, subject, words=in_words(minutes), actor_id=by, now=now)
