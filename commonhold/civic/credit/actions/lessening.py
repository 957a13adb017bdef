"""What is owed becomes less without work: somebody forgives it, or it runs in a circle."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.credit import book, standing, telling
from commonhold.civic.credit.book import Hop
from commonhold.civic.credit.debts import circles_through
from commonhold.civic.credit.minutes import in_words
from commonhold.civic.credit.refusals import NoCircle, NothingOwed, Yourself
from commonhold.civic.credit.vocabulary import Kind
from commonhold.ground import ids
from commonhold.social.people import queries as people
from rulebook.trust.netting import Circle

_ATTEMPTS = 4


class _Moved(Exception):
    """Somebody else moved something in the circle while we waited for it."""


@transaction.atomic
def forgive(by: int, *, person_id: int, minutes: int, now: datetime) -> None:
    """Let go of what somebody owes one, or of a part: also when it was settled otherwise, as in money.

    Raises AccountClosed, Yourself or NothingOwed.
    """
    people.must_be_here(by)
    if by == person_id:
        raise Yourself
    pair = book.pair_of(by, person_id)
    balances = book.lock([pair], now=now)
    owed = max(0, book.owed(balances, person_id, by))
    if not 0 < minutes <= owed:
        raise NothingOwed(owed)
    key = f"forgive:{ids.new_id(now)}"
    hops = [Hop(by, person_id, minutes)]
    book.post(Kind.FORGIVEN, key=key, cause=f"person:{by}", hops=hops, balances=balances, now=now)
    subject = f"person:{by}?entry={key}"
    telling.tell([person_id], "credit.forgiven", subject, words=in_words(minutes), actor_id=by, now=now)


@transaction.atomic
def cancel_circles(by: int, *, now: datetime) -> int:
    """Cancel debts that run in circles through oneself; return how many minutes of one's own went.

    Nobody's total changes and no debt grows, so nobody else is asked. Raises MembersAlone, AccountClosed,
    Suspended or NoCircle.
    """
    standing.must_be_member(by)
    for _attempt in range(_ATTEMPTS):
        found = circles_through(by)
        if not found:
            raise NoCircle
        try:
            with transaction.atomic():
                return _cancel(by, found, now)
        except _Moved:
            continue
    raise NoCircle


def _cancel(by: int, found: tuple[Circle, ...], now: datetime) -> int:
    debts = [(pair, circle.minutes) for circle in found for pair in circle.debts]
    balances = book.lock([book.pair_of(*pair) for pair, _minutes in debts], now=now)
    if circles_through(by) != found:
        raise _Moved
    # Whoever is owed gives to whoever owes: the debt is less by as much.
    hops = [Hop(creditor, debtor, minutes) for (debtor, creditor), minutes in debts]
    key = f"circle:{ids.new_id(now)}"
    book.post(Kind.CANCELLED, key=key, cause=f"person:{by}", hops=hops, balances=balances, now=now)
    return sum(circle.minutes for circle in found)
