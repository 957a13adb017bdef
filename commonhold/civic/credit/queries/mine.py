"""What the viewer owes and is owed, whom she trusts and who trusts her, and what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from commonhold.civic.credit import around, book
from commonhold.civic.credit.debts import circles_through
from commonhold.civic.credit.models import (
    Balance,
    Departure,
    HeldHop,
    Leg,
    Limit,
    Payment,
    Restoration,
    Reversal,
)
from commonhold.civic.credit.queries.ways import Strand, strand
from commonhold.civic.credit.refusals import NoSuchPayment
from commonhold.civic.credit.vocabulary import Kind, Leaving
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class Line:
    """Somebody with whom the viewer has a limit or hours open. All in minutes."""

    person: PersonLine
    owed: int  # that she owes the viewer; negative: that the viewer owes her
    i_trust: int
    trusts_me: int
    set_aside: int  # of the room between the two, either way: as a deposit, of theirs or of others
    is_coop: bool
    left_until: datetime | None  # she left, and what is open stands until then
    left_rule: Leaving | None


@dataclass(frozen=True)
class Overview:
    """The viewer's own page. `balance` is what all owe her less what she owes."""

    balance: int
    owed_to_me: int
    i_owe: int
    lines: Sequence[Line]
    in_circles: int  # minutes of debts that run in circles through her, to be cancelled on wish
    is_on: bool
    may_take_part: bool
    most: int  # the highest limit that the charter allows


@dataclass(frozen=True)
class LimitStep:
    """A limit that held for a time; `until` is None while it does."""

    minutes: int
    at: datetime
    until: datetime | None


@dataclass(frozen=True)
class BetweenView:
    """The viewer and one other."""

    line: Line
    is_on: bool
    may_trust: bool  # the other is a member who is here
    most: int
    mine: Sequence[LimitStep]  # limits that the viewer gave her, the newest first


@dataclass(frozen=True)
class Moved:
    """A line of the viewer's history: what it did to what all owe her; 0 where `through` was passed on."""

    entry_id: int
    at: datetime
    kind: Kind
    change: int
    through: int
    payment_id: int | None
    other: PersonLine | None  # whom it was with: who paid or was paid
    words: str


@dataclass(frozen=True)
class PaymentView:
    """A payment, for whoever has a part in it. Who passed it on sees her neighbours alone."""

    id: int
    payer: PersonLine | None  # None: not for the viewer to know
    payee: PersonLine | None
    minutes: int
    words: str
    at: datetime
    strands: Sequence[Strand]
    reversed_minutes: int | None
    reversed_at: datetime | None
    reversed_because: str
    restored_minutes: int | None  # of what went back, since that was overturned
    is_mine: bool  # the viewer paid or was paid
    may_give_back: bool


def overview(viewer: Viewer, *, now: datetime) -> Overview:
    """Everything that is open, the largest first. For nobody, and for who is no member, it is empty."""
    me, here = viewer.person_id, around.terms()
    lines = [] if me is None else _lines(viewer, me)
    owed = [each.owed for each in lines]
    circles = () if me is None or len(lines) < 2 else circles_through(me)
    return Overview(
        balance=sum(owed),
        owed_to_me=sum(each for each in owed if each > 0),
        i_owe=-sum(each for each in owed if each < 0),
        lines=lines,
        in_circles=sum(each.minutes for each in circles),
        is_on=here.is_on,
        may_take_part=me is not None and people.is_member(me),
        most=here.limit,
    )


def between(viewer: Viewer, person_id: int, *, now: datetime) -> BetweenView | None:
    """What there is between the viewer and somebody; None for herself, nobody, and who is no member."""
    me, here = viewer.person_id, around.terms()
    if me is None or me == person_id or not people.is_member(me):
        return None
    found = {each.person.id: each for each in _lines(viewer, me)}
    line = found.get(person_id)
    may_trust = bool(around.members_among(people.active_among([person_id])))
    if line is None:
        if not may_trust:
            return None
        line = Line(people.person(viewer, person_id), 0, 0, 0, 0, False, None, None)
    rows = Limit.objects.filter(truster_id=me, trusted_id=person_id).order_by("-id")[:20]
    steps = [LimitStep(row.minutes, row.at, row.until) for row in rows]
    return BetweenView(line, here.is_on, may_trust, here.limit, steps)


def history(viewer: Viewer, *, before: int | None = None, limit: int = 30) -> list[Moved]:
    """What was booked with the viewer, newest first; older than the entry `before` when it is given."""
    me = viewer.person_id
    if me is None:
        return []
    legs = Leg.objects.filter(person_id=me)
    if before is not None:
        legs = legs.filter(entry_id__lt=before)
    sums = legs.values("entry_id", "entry__at", "entry__kind").annotate(
        change=Sum("minutes"), taken=Sum("minutes", filter=Q(minutes__gt=0))
    )
    rows = list(sums.order_by("-entry_id")[:limit])
    entry_ids = [row["entry_id"] for row in rows]
    payments = {row.entry_id: row for row in Payment.objects.filter(entry_id__in=entry_ids)}
    backs = Reversal.objects.filter(entry_id__in=entry_ids).select_related("payment")
    payments |= {row.entry_id: row.payment for row in backs}
    again = Restoration.objects.filter(entry_id__in=entry_ids).select_related("reversal__payment")
    payments |= {row.entry_id: row.reversal.payment for row in again}
    others = _others_in(me, [each for each in entry_ids if each not in payments])
    wanted = {each for row in payments.values() for each in (row.payer_id, row.payee_id)} | {*others.values()}
    known = people.lines(viewer, wanted)
    return [_moved(row, me, payments.get(row["entry_id"]), others, known) for row in rows]


def _moved(
    row: Mapping[str, Any],
    me: int,
    paid: Payment | None,
    others: dict[int, int],
    known: dict[int, PersonLine],
) -> Moved:
    entry_id, change, taken = (int(row[each] or 0) for each in ("entry_id", "change", "taken"))
    other, words = others.get(entry_id), ""
    if paid is not None:
        is_end = me in (paid.payer_id, paid.payee_id)
        other = (paid.payee_id if paid.payer_id == me else paid.payer_id) if is_end else None
        words = paid.words if is_end else ""
    return Moved(
        entry_id=entry_id,
        at=row["entry__at"],
        kind=Kind(row["entry__kind"]),
        change=change,
        through=taken if change == 0 else 0,
        payment_id=paid.id if paid is not None else None,
        other=known.get(other) if other is not None else None,
        words=words,
    )


def payment(viewer: Viewer, payment_id: int) -> PaymentView:
    """One payment. Raises NoSuchPayment for whoever has no part in it."""
    row = Payment.objects.select_related("reversal").filter(id=payment_id).first()
    me = viewer.person_id
    if row is None or me is None:
        raise NoSuchPayment
    ways = book.ways_in(row.entry_id)
    is_mine = me in (row.payer_id, row.payee_id)
    passes = [[hop for hop in way if me in (hop.giver, hop.taker)] for way in ways]
    if not is_mine and not any(passes):
        raise NoSuchPayment
    shown = [way for way in (ways if is_mine else passes) if way]
    known = people.lines(viewer, {each for way in shown for hop in way for each in (hop.giver, hop.taker)})
    back = getattr(row, "reversal", None)
    again = None if back is None else Restoration.objects.filter(reversal=back).first()
    strands = [strand([way[0].giver, *(hop.taker for hop in way)], way[0].minutes, known) for way in shown]
    return PaymentView(
        id=row.id,
        payer=known[row.payer_id] if is_mine else None,
        payee=known[row.payee_id] if is_mine else None,
        minutes=row.minutes if is_mine else sum(each.minutes for each in strands),
        words=row.words if is_mine else "",
        at=row.at,
        strands=strands,
        reversed_minutes=back.minutes if back is not None else None,
        reversed_at=back.at if back is not None else None,
        reversed_because=back.because if back is not None else "",
        restored_minutes=again.minutes if again is not None else None,
        is_mine=is_mine,
        may_give_back=me == row.payee_id and back is None,
    )


def _lines(viewer: Viewer, me: int) -> list[Line]:
    here, coop = around.terms(), people.coop_account_id()
    balances = Balance.objects.filter(around.neighbours(me)).exclude(minutes=0)
    owed = {
        high if low == me else low: minutes if low == me else -minutes
        for low, high, minutes in balances.values_list("low_id", "high_id", "minutes")
    }
    given = _limits(
        Limit.objects.filter(truster_id=me, until=None).values_list("trusted_id", "minutes"), here.limit
    )
    had = _limits(
        Limit.objects.filter(trusted_id=me, until=None).values_list("truster_id", "minutes"), here.limit
    )
    if coop is not None and here.line and people.is_member(me):
        given[coop] = had[coop] = here.line
    left = {row.person_id: row for row in Departure.objects.filter(person_id__in=[*owed], ended_at=None)}
    held = _set_aside(me)
    known = people.lines(viewer, {*owed, *given, *had, *held})
    lines = [
        Line(
            person=known[each],
            owed=owed.get(each, 0),
            i_trust=given.get(each, 0),
            trusts_me=had.get(each, 0),
            set_aside=held.get(each, 0),
            is_coop=each == coop,
            left_until=left[each].until if each in left else None,
            left_rule=Leaving(left[each].rule) if each in left else None,
        )
        for each in known
    ]
    return sorted(lines, key=lambda each: (-abs(each.owed), -each.i_trust - each.trusts_me, each.person.id))


def _set_aside(me: int) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = HeldHop.objects.filter(Q(giver_id=me) | Q(taker_id=me))
    for giver, taker, minutes in rows.values_list("giver_id", "taker_id", "minutes"):
        other = taker if giver == me else giver
        found[other] = found.get(other, 0) + minutes
    return found


def _limits(rows: Iterable[tuple[int, int]], most: int) -> dict[int, int]:
    return {person_id: min(minutes, most) for person_id, minutes in rows}


def _others_in(me: int, entry_ids: Sequence[int]) -> dict[int, int]:
    """By entry that is no payment: with whom it was, where it was with one person alone."""
    found: dict[int, set[int]] = {}
    legs = Leg.objects.filter(
        entry_id__in=entry_ids, balance__in=Balance.objects.filter(around.neighbours(me))
    )
    for entry_id, person_id in legs.exclude(person_id=me).values_list("entry_id", "person_id"):
        found.setdefault(entry_id, set()).add(person_id)
    return {entry_id: min(those) for entry_id, those in found.items() if len(those) == 1}
