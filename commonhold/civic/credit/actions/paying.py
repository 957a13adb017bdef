"""Paying somebody along a way of trust: all of it, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from commonhold.civic.credit import around, book, standing, telling
from commonhold.civic.credit.minutes import in_words
from commonhold.civic.credit.models import Payment
from commonhold.civic.credit.refusals import (
    KeyTaken,
    KeyUnreadable,
    NoWay,
    WayChanged,
    WordsTooLong,
)
from commonhold.civic.credit.vocabulary import LONGEST_WORDS, Kind
from commonhold.ground import ids
from commonhold.ground.ending.queries import must_go_on
from commonhold.social.people import queries as people
from rulebook.trust.ways import Way

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_-]{0,79}")
ATTEMPTS = 4


@dataclass(frozen=True)
class _Wanted:
    by: int
    to_id: int
    minutes: int
    key: str
    words: str
    shown: str


class Moved(Exception):
    """Somebody else moved something on the way while we waited for it."""


def pay(
    by: int, *, to_id: int, minutes: int, key: str, now: datetime, words: str = "", shown: str = ""
) -> int:
    """Pay somebody so many minutes of work, along the way there is now; return the payment's id.

    `key` is what is paid once, such as "agreement:45": again with the same, it returns the id of the first
    payment. `shown` is the mark of the way that she saw (`Way.mark`), when only that one will do. Raises
    MembersAlone, AccountClosed, Suspended, CreditOff, Yourself, NoMember, MinutesNotAllowed, WordsTooLong,
    NoWay, WayChanged, KeyUnreadable or KeyTaken.
    """
    must_go_on()
    must_be_key(key)
    paid = _paid_before(by, to_id, minutes, key)
    if paid is not None:
        return paid
    try:
        return _pay(_Wanted(by, to_id, minutes, key, words.replace("\0", "").strip(), shown), now)
    except IntegrityError:
        # Another connection paid with the same key between our look and our entry: now we see it.
        paid = _paid_before(by, to_id, minutes, key)
        if paid is None:
            raise
        return paid


def must_be_key(key: str) -> None:
    """Raises KeyUnreadable."""
    if not _KEY.fullmatch(key):
        raise KeyUnreadable


@transaction.atomic
def _pay(wanted: _Wanted, now: datetime) -> int:
    standing.must_be_payable(wanted.by, to_id=wanted.to_id, minutes=wanted.minutes)
    if len(wanted.words) > LONGEST_WORDS:
        raise WordsTooLong(LONGEST_WORDS)
    for _attempt in range(ATTEMPTS):
        found = _ways(wanted)
        try:
            # A savepoint, whose locks go with it: the next attempt takes its own in one order again.
            with transaction.atomic():
                return _book(wanted, found, now)
        except Moved:
            continue
    raise WayChanged


def _ways(wanted: _Wanted) -> tuple[Way, ...]:
    there = around.between(wanted.by, wanted.to_id)
    found = there.ways(wanted.by, wanted.to_id, wanted.minutes)
    if not found:
        raise NoWay(there.most(wanted.by, wanted.to_id))
    if wanted.shown and around.mark_of(found) != wanted.shown:
        raise WayChanged
    return found


def _book(wanted: _Wanted, found: tuple[Way, ...], now: datetime) -> int:
    """With the balances locked the way is looked for again: what was lowered or suspended by now counts."""
    by, to_id, minutes = wanted.by, wanted.to_id, wanted.minutes
    coop, hops = people.coop_account_id(), book.hops_of(found)
    if any(coop in (hop.giver, hop.taker) for hop in hops):
        book.lock_line()
    balances = book.lock([hop.pair for hop in hops], now=now)
    if around.between(by, to_id).ways(by, to_id, minutes) != found:
        raise Moved
    key = f"pay:{wanted.key}"
    entry_id = book.post(Kind.PAID, key=key, cause=wanted.key, hops=hops, balances=balances, now=now)
    payment = Payment.objects.create(
        id=ids.new_id(now),
        payer_id=by,
        payee_id=to_id,
        minutes=minutes,
        words=wanted.words,
        entry_id=entry_id,
        at=now,
    )
    between = {each for way in found for each in way.people[1:-1]} - {coop}
    subject = f"payment:{payment.id}"
    telling.tell([to_id], "credit.paid", subject, words=in_words(minutes), actor_id=by, now=now)
    for each in sorted(between):
        passed = sum(way.minutes for way in found if each in way.people[1:-1])
        telling.tell([each], "credit.passed-on", subject, words=in_words(passed), now=now)
    return payment.id


def _paid_before(by: int, to_id: int, minutes: int, key: str) -> int | None:
    """Raises KeyTaken for the key of another payment: by or to somebody else, or of other minutes."""
    row = Payment.objects.filter(entry__key=f"pay:{key}").first()
    if row is None:
        return None
    if (row.payer_id, row.payee_id, row.minutes) != (by, to_id, minutes):
        raise KeyTaken
    return row.id
