"""A payment goes back the way that it came, as far as the limits allow now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commonhold.civic.credit import around, book, telling
from commonhold.civic.credit.book import Hop, Pair
from commonhold.civic.credit.minutes import in_words
from commonhold.civic.credit.models import Balance, Payment, Restoration, Reversal
from commonhold.civic.credit.refusals import (
    MayNotReverse,
    NoSuchPayment,
    NothingReversible,
    ReasonNeeded,
    ReversedAlready,
)
from commonhold.civic.credit.vocabulary import Kind
from commonhold.civic.moderation import queries as moderation
from commonhold.civic.moderation import standing as moderating
from commonhold.social.people import queries as people

GIVEN_BACK = "given-back"
_CASE = "case:"


@transaction.atomic
def reverse(by: int | None, *, payment_id: int, because: str, now: datetime) -> int:
    """Let a payment go back; return how many minutes did, which the limits of today may make less than all.

    Who was paid may give it back. Otherwise it needs a case (`because` is "case:ID"), and a mandate holder
    without a part in the payment; or nobody (None), where an outcome of that case is carried out. Raises
    NoSuchPayment, ReversedAlready, MayNotReverse, ReasonNeeded, NothingReversible, or what an account that
    can't act raises.
    """
    row = Payment.objects.select_for_update(of=("self",)).filter(id=payment_id).first()
    if row is None:
        raise NoSuchPayment
    because = _must_be_allowed(by, row, because)
    if Reversal.objects.filter(payment=row).exists():
        raise ReversedAlready
    ways = book.ways_in(row.entry_id)
    balances = book.lock([hop.pair for way in ways for hop in way], now=now)
    back = _backwards(ways, balances)
    if not back:
        raise NothingReversible
    minutes = sum(hop.minutes for hop in back if hop.taker == row.payer_id)
    entry_id = book.post(
        Kind.REVERSED,
        key=f"reverse:{row.id}",
        cause=f"payment:{row.id}",
        hops=back,
        balances=balances,
        now=now,
    )
    Reversal.objects.create(
        payment=row, by_id=by, because=because, minutes=minutes, entry_id=entry_id, at=now
    )
    concerned = {each for hop in back for each in (hop.giver, hop.taker)} - {people.coop_account_id()}
    subject = f"payment:{row.id}"
    telling.tell(concerned - {by}, "credit.reversed", subject, words=in_words(minutes), now=now)
    return minutes


@transaction.atomic
def restore(*, payment_id: int, because: str, now: datetime) -> int:
    """What went back comes again, since that was overturned; return how many minutes did, maybe none.

    Once, and as far as the limits of today allow. `because` is "case:ID". For whoever carries out what was
    decided. Raises NoSuchPayment where nothing went back, or ReasonNeeded.
    """
    back = Reversal.objects.select_for_update(of=("self",)).filter(payment_id=payment_id).first()
    if back is None:
        raise NoSuchPayment
    _must_be_case(because)
    done = Restoration.objects.filter(reversal=back).first()
    if done is not None:
        return done.minutes
    ways = book.ways_in(back.entry_id)
    balances = book.lock([hop.pair for way in ways for hop in way], now=now)
    hops = _backwards(ways, balances)
    if not hops:
        return 0
    payer_id = Payment.objects.values_list("payer_id", flat=True).get(id=payment_id)
    minutes = sum(hop.minutes for hop in hops if hop.giver == payer_id)
    subject = f"payment:{payment_id}"
    entry_id = book.post(
        Kind.RESTORED, key=f"restore:{payment_id}", cause=subject, hops=hops, balances=balances, now=now
    )
    Restoration.objects.create(reversal=back, because=because, minutes=minutes, entry_id=entry_id, at=now)
    concerned = {each for hop in hops for each in (hop.giver, hop.taker)} - {people.coop_account_id()}
    telling.tell(concerned, "credit.restored", f"{subject}?again=1", words=in_words(minutes), now=now)
    return minutes


def _must_be_allowed(by: int | None, row: Payment, because: str) -> str:
    """What the reversal is because of. Its case must be there."""
    if by is not None and by == row.payee_id:
        people.must_be_active(by)
        return because or GIVEN_BACK
    if by is not None:
        moderating.must_hold_mandate(by)
        if {row.payer_id, row.payee_id} & set(people.same_human(by)):
            raise MayNotReverse
    return _must_be_case(because)


def _must_be_case(because: str) -> str:
    number = because.removeprefix(_CASE)
    if not because.startswith(_CASE) or not number.isdecimal() or not moderation.is_case(int(number)):
        raise ReasonNeeded
    return because


def _backwards(ways: list[list[Hop]], balances: Mapping[Pair, Balance]) -> list[Hop]:
    """Each way from its end to its beginning, with as much as every neighbour accepts of the other now."""
    here, moved = around.terms(), dict[tuple[int, int], int]()
    found = []
    for way in ways:
        rooms = [
            around.limit_between(hop.giver, hop.taker, here)
            - book.owed(balances, hop.taker, hop.giver)
            - around.held_between(hop.taker, hop.giver)
            - moved.get((hop.taker, hop.giver), 0)
            for hop in way
        ]
        minutes = min([way[0].minutes, *rooms])
        if minutes <= 0:
            continue
        for hop in reversed(way):
            found.append(Hop(hop.taker, hop.giver, minutes))
            moved[hop.taker, hop.giver] = moved.get((hop.taker, hop.giver), 0) + minutes
            moved[hop.giver, hop.taker] = moved.get((hop.giver, hop.taker), 0) - minutes
    return found
