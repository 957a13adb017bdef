"""Somebody leaves while hours are open: what the charter says of that, and when the book is closed on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.credit import around, book, telling
from commonhold.civic.credit.book import Hop, Pair
from commonhold.civic.credit.charter import CreditCharter
from commonhold.civic.credit.minutes import HOUR, in_words
from commonhold.civic.credit.models import Balance, Departure, Limit
from commonhold.civic.credit.vocabulary import Kind as Why
from commonhold.civic.credit.vocabulary import Leaving
from commonhold.civic.members.news import MemberLeft
from commonhold.civic.treasury.accounts import currency
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.social.people import queries as people

_OVER = "credit.departure-over"
_DAYS_OF_A_MONTH = 30


def on_member_left(news: MemberLeft, now: datetime) -> None:
    depart(news.person_id, now=now)


@transaction.atomic
def depart(person_id: int, *, now: datetime) -> None:
    """End the limits of somebody who leaves, and do with what is open as the charter says; once."""
    _end_limits(person_id, ended_by=f"left:{person_id}", now=now)
    if Departure.objects.filter(person_id=person_id, ended_at=None).exists():
        return
    pairs = _open_pairs(person_id)
    if not pairs:
        return
    here = around.terms()
    balances = book.lock(pairs, now=now)
    debts = {
        _other(pair, person_id): owes
        for pair in pairs
        if (owes := book.owed(balances, person_id, _other(pair, person_id))) > 0
    }
    row = Departure.objects.create(
        id=ids.new_id(now),
        person_id=person_id,
        rule=here.on_leaving,
        owed=sum(debts.values()),
        at=now,
        until=now + timedelta(days=_DAYS_OF_A_MONTH * here.stands_months),
    )
    if row.rule == Leaving.LINE:
        row.taken_over = _take_over(row, debts, here, now)
        row.save(update_fields=["taken_over"])
    jobs.schedule(_OVER, key=str(row.id), due=row.until, payload={"departure_id": row.id})
    _tell(person_id, pairs, here, now)


def _end_limits(person_id: int, *, ended_by: str, now: datetime) -> None:
    """What she gave and what she was given."""
    for rows in (Limit.objects.filter(truster_id=person_id), Limit.objects.filter(trusted_id=person_id)):
        rows.filter(until=None).update(until=now, ended_by=ended_by)


def _take_over(row: Departure, debts: dict[int, int], here: CreditCharter, now: datetime) -> int:
    """The co-op owes in her stead, and she owes the co-op: as far as the line reaches, smaller ids first."""
    coop = people.coop_account_id()
    if coop is None or not here.line:
        return 0
    debts = {creditor: minutes for creditor, minutes in debts.items() if creditor != coop}
    book.lock_line()
    pairs = {pair for each in debts for pair in (book.pair_of(row.person_id, each), book.pair_of(coop, each))}
    balances = book.lock({*pairs, book.pair_of(row.person_id, coop)}, now=now)
    left, hops = max(0, here.line_total - around.owed_to(coop)), list[Hop]()
    for creditor, minutes in sorted(debts.items()):
        part = min(minutes, left, max(0, here.line - book.owed(balances, coop, creditor)))
        if part:
            left -= part
            hops += [
                Hop(creditor, row.person_id, part),
                Hop(row.person_id, coop, part),
                Hop(coop, creditor, part),
            ]
    if not hops:
        return 0
    key = f"departure:{row.id}:taken-over"
    cause = f"departure:{row.id}"
    book.post(Why.TAKEN_OVER, key=key, cause=cause, hops=hops, balances=balances, now=now)
    return sum(hop.minutes for hop in hops if hop.giver == coop)


def _tell(person_id: int, pairs: list[Pair], here: CreditCharter, now: datetime) -> None:
    """Everybody with whom something is still open, with what it is worth where it is asked in money."""
    coop = people.coop_account_id()
    for pair in pairs:
        other = _other(pair, person_id)
        minutes = abs(around.owed_between(person_id, other))
        if not minutes or other == coop:
            continue
        words = in_words(minutes)
        if here.on_leaving == Leaving.MONEY and here.hour_cents:
            words = f"{words} = {amount_in_words(minutes * here.hour_cents // HOUR, currency())}"
        for one, whom in ((other, person_id), (person_id, other)):
            subject = f"person:{whom}?left={int(now.timestamp())}"
            telling.tell([one], "credit.departed", subject, words=words, now=now)


def write_off(payload: Payload, now: datetime) -> None:
    """The time is over: what is still open is nobody's any more, and whoever trusted bears it.

    What somebody owes the co-op's own line stays in the book, so that it shows how much was lost. A member
    who came back meanwhile owes as before.
    """
    row = Departure.objects.select_for_update().filter(id=payload["departure_id"], ended_at=None).first()
    if row is None:
        return
    coop = people.coop_account_id()
    pairs = [each for each in _open_pairs(row.person_id) if coop not in each]
    if pairs and not people.is_member(row.person_id):
        balances = book.lock(pairs, now=now)
        hops = [hop for pair in pairs for hop in _clearing(pair, balances[pair])]
        cause = f"departure:{row.id}"
        book.post(
            Why.WRITTEN_OFF, key=f"{cause}:written-off", cause=cause, hops=hops, balances=balances, now=now
        )
        for hop in hops:
            for one, whom in ((hop.giver, hop.taker), (hop.taker, hop.giver)):
                subject = f"person:{whom}?departure={row.id}"
                telling.tell([one], "credit.written-off", subject, words=in_words(hop.minutes), now=now)
    row.ended_at = now
    row.save(update_fields=["ended_at"])


def _clearing(pair: Pair, row: Balance) -> list[Hop]:
    """Whoever is owed gives as much as she is owed."""
    low, high = pair
    if not row.minutes:
        return []
    return [Hop(low, high, row.minutes) if row.minutes > 0 else Hop(high, low, -row.minutes)]


def _open_pairs(person_id: int) -> list[Pair]:
    rows = Balance.objects.filter(around.neighbours(person_id)).exclude(minutes=0).order_by("id")
    return list(rows.values_list("low_id", "high_id"))


def _other(pair: Pair, person_id: int) -> int:
    low, high = pair
    return high if low == person_id else low


KINDS = [Kind(_OVER, write_off)]
