"""Joint collections: founded, filled with works, voted on by their artists, and sold as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.exchange import pool_sales, pools, settling, stages, wording
from commonhold.civic.exchange.actions.offering import LONGEST_TITLE
from commonhold.civic.exchange.models import (
    Agreement,
    Offer,
    Pool,
    PoolArtist,
    PoolQuestion,
    PoolVote,
    PoolWork,
    SoldPart,
    SoldWork,
    WorkFile,
)
from commonhold.civic.exchange.notes import note, tell_of_pool
from commonhold.civic.exchange.refusals import (
    NoPart,
    NoSuchPool,
    NotAnArtist,
    NotHandedOver,
    OfferIsOver,
    PartsDontFit,
    QuestionWaits,
    UnknownChoice,
    WorkMissing,
)
from commonhold.civic.exchange.standing import law, must_meet, must_take_part
from commonhold.civic.exchange.vocabulary import Deed, PoolAsks, PoolOutcome, PoolRule, State
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.social.people import queries as people

LONGEST_TEXT, WHOLE = 2000, 1000


@transaction.atomic
def found_pool(by: int, *, title: str, text: str = "", now: datetime) -> int:
    """Begin a joint collection, of oneself alone and with equal parts; return its id.

    Raises TextLength, and what keeps somebody from taking part.
    """
    must_take_part(by)
    pool = Pool.objects.create(
        id=ids.new_id(now),
        title=wording.line(title, field="title", longest=LONGEST_TITLE),
        text=wording.paragraphs(text, field="text", longest=LONGEST_TEXT),
        founded_by_id=by,
        at=now,
    )
    PoolArtist.objects.create(id=ids.new_id(now), pool=pool, person_id=by, since=now)
    _ask(pool, by, now, asks=PoolAsks.SHARES, rule=PoolRule.EQUAL)
    return pool.id


@transaction.atomic
def put_in(by: int, *, pool_id: int, offer_id: int, now: datetime) -> None:
    """Lay a work of one's own in; again changes nothing. Raises NoSuchPool, NotAnArtist or WorkMissing."""
    must_take_part(by)
    pool = pools.own(by, pool_id)
    work = Offer.objects.filter(id=offer_id, by_id=by, ended_at=None, pool=None).exclude(licence="").first()
    if work is None or not WorkFile.objects.filter(offer=work, gone_at=None).exists():
        raise WorkMissing
    PoolWork.objects.get_or_create(
        pool=pool, offer=work, until=None, defaults={"id": ids.new_id(now), "since": now}
    )


@transaction.atomic
def take_out(by: int, *, pool_id: int, offer_id: int, now: datetime) -> None:
    """Take a work of one's own out; what was sold stays sold. Raises NoSuchPool."""
    people.must_be_here(by)
    pool = pools.locked(pool_id)
    PoolWork.objects.filter(pool=pool, offer_id=offer_id, offer__by_id=by, until=None).update(until=now)


@transaction.atomic
def leave_pool(by: int, *, pool_id: int, now: datetime) -> None:
    """Leave with one's works. A vote that waits is counted without her. Raises NoSuchPool or NotAnArtist."""
    people.must_be_here(by)
    leave(pools.own(by, pool_id), by, now)


def leave(pool: Pool, person_id: int, now: datetime) -> None:
    """For whoever holds its lock. What she sells in all their name, or asks to sell, ends: nobody answers."""
    PoolWork.objects.filter(pool=pool, offer__by_id=person_id, until=None).update(until=now)
    PoolArtist.objects.filter(pool=pool, person_id=person_id, until=None).update(until=now)
    pool_sales.end(pool, now, of=person_id)
    waiting = PoolQuestion.objects.filter(pool=pool, outcome="").first()
    if waiting is not None and (waiting.asks, waiting.by_id) == (PoolAsks.SELLS, person_id):
        _decide(waiting, PoolOutcome.FAILED, now)
    elif waiting is not None:
        _count(waiting, person_id, now)


@transaction.atomic
def ask_to_take_in(by: int, *, pool_id: int, person_id: int, now: datetime) -> int:
    """Have its artists vote on another one, who says yes herself; return the question's id.

    Raises NoSuchPool, NotAnArtist, QuestionWaits, NotThereNow, and what keeps her from taking part.
    """
    must_take_part(by)
    pool = pools.own(by, pool_id)
    must_meet(by, person_id)
    if person_id in pools.artists(pool):
        raise UnknownChoice("person")
    return _ask(pool, by, now, asks=PoolAsks.TAKES_IN, person_id=person_id)


@transaction.atomic
def ask_to_share(
    by: int, *, pool_id: int, rule: str, parts: Mapping[int, int] | None = None, now: datetime
) -> int:
    """Have its artists vote on how income is shared; return the question's id.

    `parts` of a fixed rule are thousandths, by artist, a thousand in all. Raises NoSuchPool, NotAnArtist,
    QuestionWaits, UnknownChoice or PartsDontFit.
    """
    must_take_part(by)
    pool = pools.own(by, pool_id)
    if rule not in PoolRule.values:
        raise UnknownChoice("rule")
    said = dict(parts or {}) if rule == PoolRule.FIXED else {}
    if rule == PoolRule.FIXED and (
        set(said) - pools.artists(pool)
        or any(each < 0 for each in said.values())
        or sum(said.values()) != WHOLE
    ):
        raise PartsDontFit
    return _ask(
        pool, by, now, asks=PoolAsks.SHARES, rule=rule, parts={str(each): n for each, n in said.items()}
    )


@transaction.atomic
def ask_to_sell(by: int, *, pool_id: int, category: str, cents: int, now: datetime) -> int:
    """Have its artists vote on offering all of it, for so much or as a gift (0); return the question's id.

    Passed, it is on sale by whoever asked, who answers buyers; what was on sale before ends with it, so that
    this is how a price is changed. Raises NoSuchPool, NotAnArtist, QuestionWaits, WorkMissing, and what an
    offer is refused for.
    """
    pool = pools.own(by, pool_id)
    pool_sales.must_be_offerable(pool, by, category, cents, now)
    return _ask(pool, by, now, asks=PoolAsks.SELLS, category=category, cents=cents)


@transaction.atomic
def ask_to_stop_selling(by: int, *, pool_id: int, now: datetime) -> int:
    """Have its artists vote on taking it off sale; return the question's id. What was agreed on stands.

    Raises NoSuchPool, NotAnArtist, QuestionWaits, or OfferIsOver where it is on sale no more.
    """
    people.must_be_active(by)
    pool = pools.own(by, pool_id)
    if not pools.sales(pool).filter(expires_at__gt=now).exists():
        raise OfferIsOver
    return _ask(pool, by, now, asks=PoolAsks.STOPS)


@transaction.atomic
def vote_in_pool(by: int, *, question_id: int, agrees: bool, now: datetime) -> None:
    """Say yes or no; the last word counts. It passes as soon as more than half of its artists say yes.

    A sale that passes is carried out at once. Raises NoSuchPool or NotAnArtist.
    """
    people.must_be_active(by)
    pool = pools.of_question(question_id)
    if by not in pools.artists(pool):
        raise NotAnArtist
    question = PoolQuestion.objects.filter(id=question_id, outcome="").first()
    if question is None:
        raise NoSuchPool
    _vote(question, by, agrees, now)


@transaction.atomic
def accept_place(by: int, *, question_id: int, accepts: bool, now: datetime) -> None:
    """Whoever was voted in says that she comes, or doesn't. Raises NoSuchPool."""
    people.must_be_active(by)
    pool = pools.of_question(question_id)
    rows = PoolQuestion.objects.filter(id=question_id, person_id=by, outcome=PoolOutcome.PASSED)
    if not rows.filter(answered_at=None).update(answered_at=now):
        raise NoSuchPool
    if accepts:
        must_take_part(by)
        PoolArtist.objects.get_or_create(
            pool=pool, person_id=by, until=None, defaults={"id": ids.new_id(now), "since": now}
        )


@transaction.atomic
def say_part_received(by: int, *, agreement_id: int, now: datetime) -> None:
    """An artist has her part of a sale; when all have, it is settled. Twice is once. Raises NoPart."""
    people.must_be_here(by)
    row = stages.locked(agreement_id)
    part = SoldPart.objects.filter(agreement_id=agreement_id, person_id=by).first()
    if row is None or part is None or row.state not in {State.AGREED, State.DONE, State.SETTLED}:
        raise NoPart
    if part.received_at is not None:
        return
    SoldPart.objects.filter(id=part.id).update(received_at=now)
    note(row, Deed.PART_RECEIVED, by, now)
    if not row.parts.filter(received_at=None).exists():
        if row.state == State.AGREED:
            stages.move(row, State.DONE, now)
        settling.settled(row, by, now)


@transaction.atomic
def note_fetched(by: int, *, agreement_id: int, offer_id: int, now: datetime) -> None:
    """A buyer fetched a work of a joint collection; only the first time is use. Raises NotHandedOver."""
    row = Agreement.objects.filter(id=agreement_id, receiver_id=by).first()
    if row is None or row.state not in {State.SETTLED, State.RESOLVED}:
        raise NotHandedOver
    SoldWork.objects.filter(agreement=row, offer_id=offer_id, fetched_at=None).update(fetched_at=now)


def decide_late(question_id: int, now: datetime) -> None:
    """Its time is over: it has not passed. For the job."""
    pools.of_question(question_id)
    rows = PoolQuestion.objects.filter(id=question_id, outcome="")
    rows.update(outcome=PoolOutcome.FAILED, decided_at=now)


def _ask(pool: Pool, by: int, now: datetime, **facts: object) -> int:
    if PoolQuestion.objects.filter(pool=pool, outcome="").exists():
        raise QuestionWaits
    due = now + timedelta(days=law().pool_days)
    made = PoolQuestion.objects.create(id=ids.new_id(now), pool=pool, by_id=by, at=now, due=due, **facts)
    jobs.schedule("exchange.pool-over", key=str(made.id), due=due, payload={"question_id": made.id})
    tell_of_pool(pool, "pool-asks", pools.artists(pool) - {by}, by=by, now=now)
    _vote(made, by, True, now)
    return made.id


def _vote(question: PoolQuestion, by: int, agrees: bool, now: datetime) -> None:
    said = {"agrees": agrees, "at": now}
    PoolVote.objects.update_or_create(
        question=question, person_id=by, defaults=said, create_defaults={"id": ids.new_id(now), **said}
    )
    _count(question, by, now)


def _count(question: PoolQuestion, by: int, now: datetime) -> None:
    """More than half of all artists say yes, or half of them say no. `by`: who knows it, since she did it."""
    roll = pools.artists(question.pool)
    said = list(question.votes.filter(person_id__in=roll).values_list("agrees", flat=True))
    if 2 * sum(said) > len(roll):
        _pass(question, roll - {by}, now)
    elif 2 * (len(said) - sum(said)) >= len(roll):
        _decide(question, PoolOutcome.FAILED, now)


def _pass(question: PoolQuestion, told: Collection[int], now: datetime) -> None:
    """It is done, or told to whoever was voted in."""
    _decide(question, pool_sales.carry_out(question, now), now)
    if question.asks in {PoolAsks.SELLS, PoolAsks.STOPS}:
        tell_of_pool(question.pool, "pool-sale", told, by=None, now=now)
    if question.person_id is not None:
        tell_of_pool(question.pool, "pool-invites", [question.person_id], by=None, now=now)


def _decide(question: PoolQuestion, outcome: PoolOutcome, now: datetime) -> None:
    question.outcome, question.decided_at = outcome, now
    question.save(update_fields=["outcome", "decided_at"])
