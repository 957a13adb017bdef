"""Mutual credit: what everybody may know of the book, and to the caller her own hours, in minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from commonhold.civic.credit import actions
from commonhold.civic.credit import queries as credit
from commonhold.civic.credit.queries import PaymentView, Strand
from commonhold.civic.credit.refusals import NoMember, NoWay
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.people import Person, person
from commonhold.doors.coop_api.types import Id, Told

Minutes = Annotated[int, Told("Minutes of work", low=1, high=1_000_000)]
Key = Annotated[
    str,
    Told("What is paid once: again with the same it is the same payment", pattern=r"^[A-Za-z0-9_-]{8,40}$"),
]
Mark = Annotated[str, Told("The mark of a way that was shown: only along that one", longest=64)]
Words = Annotated[str, Told("What for; only the two read it", longest=200)]


@dataclass(frozen=True)
class Totals:
    """The book as a whole; null where it would tell of fewer than five people. `sum`: of all balances."""

    people: int | None
    owed: int | None
    trusted: int | None
    paid_in_thirty_days: int | None
    sum: int
    entries: int
    sha256: str
    counted_at: datetime | None


@dataclass(frozen=True)
class With:
    """Somebody with whom the caller has hours or limits. `owed`: to the caller, below 0 by her."""

    person: Person
    owed: int
    i_trust: int
    trusts_me: int


@dataclass(frozen=True)
class Mine:
    """All that the caller is owed less what she owes, and with whom."""

    balance: int
    lines: list[With]


@dataclass(frozen=True)
class Limit:
    """How far the caller trusts somebody: up to so many minutes may be owed to her."""

    person: Person
    minutes: int


@dataclass(frozen=True)
class LimitSent:
    """At 0 she owes no more than she owes already."""

    minutes: Annotated[int, Told("Minutes of work", low=0, high=1_000_000)]


@dataclass(frozen=True)
class Hop:
    """One step: `taker` accepts it of `giver`, whom she trusts up to `limit`; 0 where that isn't told."""

    giver: Person
    taker: Person
    limit: int


@dataclass(frozen=True)
class Part:
    """A row of people, and how much goes through it."""

    minutes: int
    hops: list[Hop]


@dataclass(frozen=True)
class Way:
    """How a payment would go now."""

    minutes: int
    words: str
    mark: str
    parts: list[Part]


@dataclass(frozen=True)
class Payment:
    """A payment in which the caller has a part; who passes it on learns her neighbours alone."""

    id: Id
    payer: Person | None
    payee: Person | None
    minutes: int
    words: str
    at: datetime
    reversed_minutes: int | None
    parts: list[Part]


@dataclass(frozen=True)
class WayAsked:
    """To whom, and how much."""

    to: Id
    minutes: Minutes


@dataclass(frozen=True)
class PaymentSent:
    """To whom, how much, under which key."""

    to: Id
    minutes: Minutes
    key: Key
    words: Words = ""
    mark: Mark = ""


@operation(scope="read:governance")
def show_totals(asked: Asked) -> Totals:
    """How much is owed and trusted, and whether all balances sum to nothing."""
    found = credit.totals(now=asked.now)
    return Totals(
        people=found.people,
        owed=found.owed,
        trusted=found.trusted,
        paid_in_thirty_days=found.paid_lately,
        sum=found.sum,
        entries=found.entries,
        sha256=found.sha256,
        counted_at=found.counted_at,
    )


@operation(who=Who.PERSON, scope="read:credit")
def show_mine(asked: Asked) -> Mine:
    """What the caller owes and is owed, whom she trusts and who trusts her."""
    found = credit.overview(asked.viewer, now=asked.now)
    lines = [With(person(each.person), each.owed, each.i_trust, each.trusts_me) for each in found.lines]
    return Mine(found.balance, lines)


@operation(who=Who.PERSON, scope="read:credit")
def list_limits(asked: Asked) -> list[Limit]:
    """Whom the caller trusts, and how far; nobody else reads it."""
    return [
        Limit(person(each.person), each.i_trust)
        for each in credit.overview(asked.viewer, now=asked.now).lines
        if each.i_trust and not each.is_coop
    ]


@operation(who=Who.PERSON, scope="write:credit")
def set_limit(asked: Asked, id: Id, body: LimitSent) -> Limit:
    """Say how far the caller trusts somebody from now on; again with the same changes nothing."""
    # Looked up before: trusting somebody who left no more takes her from what is between the two.
    found = credit.between(asked.viewer, id_of(id), now=asked.now)
    if found is None:
        raise NoMember
    actions.set_limit(asked.me, person_id=id_of(id), minutes=body.minutes, now=asked.now)
    return Limit(person(found.line.person), body.minutes)


@operation(who=Who.PERSON, scope="read:credit")
def show_way(asked: Asked, query: WayAsked) -> Way:
    """The way that a payment would go now; refused where there is none."""
    found = credit.way_to(asked.viewer, to_id=id_of(query.to), minutes=query.minutes, now=asked.now)
    if found is None:
        raise NoWay(credit.reach(asked.viewer, to_id=id_of(query.to), now=asked.now))
    return Way(found.minutes, found.words, found.mark, [_part(each) for each in found.strands])


@operation(who=Who.PERSON, scope="write:credit")
def send_payment(asked: Asked, body: PaymentSent) -> Payment:
    """Pay somebody, as a whole or not at all. The answer means that it is kept."""
    paid = actions.pay(
        asked.me,
        to_id=id_of(body.to),
        minutes=body.minutes,
        key=f"api:{asked.me}:{body.key}",
        words=body.words,
        shown=body.mark,
        now=asked.now,
    )
    return _payment(credit.payment(asked.viewer, paid))


@operation(who=Who.PERSON, scope="read:credit")
def show_payment(asked: Asked, id: Id) -> Payment:
    """One payment in which the caller has a part."""
    return _payment(credit.payment(asked.viewer, id_of(id)))


def _payment(found: PaymentView) -> Payment:
    return Payment(
        id=str(found.id),
        payer=None if found.payer is None else person(found.payer),
        payee=None if found.payee is None else person(found.payee),
        minutes=found.minutes,
        words=found.words,
        at=found.at,
        reversed_minutes=found.reversed_minutes,
        parts=[_part(each) for each in found.strands],
    )


def _part(found: Strand) -> Part:
    hops = [Hop(person(each.giver), person(each.taker), each.limit) for each in found.hops]
    return Part(found.minutes, hops)
