"""Juries: who may sit, the public lot, replacements, and what their ballots give.

For whoever has checked that there may be one. `rulebook/draw/jury.py` draws; this keeps what it draws from.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Max

from commonhold.civic.members import queries as members
from commonhold.civic.moderation import bench, jury_pay, lent, measures, telling
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.lent import NOBODY, LentPool
from commonhold.civic.moderation.models import Case, Draw, Juror, Measure
from commonhold.civic.moderation.outcomes import decide, escalate, stands_fast
from commonhold.civic.moderation.refusals import NobodyCanJudge
from commonhold.civic.moderation.standing import deciders, is_conflicted
from commonhold.civic.moderation.vocabulary import DAY, OF_AGREEMENTS, Answer, Level, Outcome
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from commonhold.ground.record import queries as log
from commonhold.social.people import queries as people
from rulebook.draw import jury

HOUSE, PARTY = "co-op", "party"
_DRAWS, _JUROR_DUE, _JURY_DUE = "moderation.draws", "moderation.juror-due", "moderation.jury-due"
FEWEST = 3
#: The answers of those on a jury who may vote yet.
WAITED_FOR = (Answer.CALLED, Answer.SERVES)
#: Whoever voted on a jury in so many days is left out, so that the duty goes round.
_SERVED = timedelta(days=90)


class NoCheckpointYet(Exception):
    """The record has not signed what the lot commits to: the draw is tried again."""


def open_draw(row: Measure, level: Level, *, commitment: str = "", now: datetime) -> None:
    """Publish what a jury's lot commits to, and have it drawn when the time to reveal is over.

    Where fewer than three may judge, peers that lend jurors are asked first, and `borrowing.py` goes on.
    `commitment` is the SHA-256 (hex) of a number that the party chose, or empty. Raises NobodyCanJudge,
    also where a case is sealed: nobody on a jury is shown that.
    """
    if row.case.is_sealed:
        raise NobodyCanJudge
    pool, excluded = bench.pool(row, now) if level == Level.BENCH else pool_of_ours(row, now)
    seats = bench.seats_of(len(pool)) if level == Level.BENCH else seats_of(level, len(pool))
    if seats:
        commit(row, level, pool, excluded, seats=seats, commitment=commitment, now=now)
    elif level == Level.BENCH or not lent.begin(row, level, commitment, now):
        raise NobodyCanJudge


def commit(
    row: Measure,
    level: Level,
    pool: Collection[int],
    excluded: Collection[tuple[int, str]],
    *,
    borrowed: LentPool = NOBODY,
    seats: int,
    commitment: str,
    now: datetime,
) -> None:
    """Put the pool on the record: people of ours, and keys of whom peers lend."""
    law = charter.current().read(ModerationCharter)
    secret = secrets.token_hex(32)
    draw = Draw(
        id=ids.new_id(now),
        measure=row,
        level=level,
        secret=secret,
        pool=sorted([*(key_of(secret, each) for each in pool), *borrowed.keys]),
        excluded=sorted(
            [*([key_of(secret, each), why] for each, why in excluded), *map(list, borrowed.excluded)]
        ),
        seats=seats,
        house_nonce=secrets.token_hex(32),
        party_commitment=commitment,
        at=now,
        draws_at=now + timedelta(hours=law.reveal_hours),
    )
    body = committed(draw).body()
    draw.leaf = record.append("moderation.draw", body, about=f"case:{row.case_id}", now=now)
    draw.save(force_insert=True)
    jobs.schedule(_DRAWS, key=str(draw.id), due=draw.draws_at, payload={"draw_id": draw.id})


def seats_of(level: Level, size: int) -> int:
    """How many sit on a jury out of a pool of this size; 0 where too few may."""
    law = charter.current().read(ModerationCharter)
    return jury.seats_for(size, wanted=law.second_seats if level == Level.SECOND else law.jury_seats)


def key_of(secret: str, person_id: int) -> str:
    """What a draw's files call somebody; without the secret it says nothing."""
    return hmac.new(bytes.fromhex(secret), str(person_id).encode(), "sha256").hexdigest()


def committed(draw: Draw) -> jury.Commitment:
    nonces = [(HOUSE, jury.digest_of(draw.house_nonce))]
    if draw.party_commitment:
        nonces.append((PARTY, draw.party_commitment))
    return jury.Commitment(
        case=measures.draw_name(draw.measure_id, draw.level),
        pool=tuple(draw.pool),
        excluded=tuple((key, why) for key, why in draw.excluded),
        seats=draw.seats,
        nonces=tuple(nonces),
    )


def revealed(draw: Draw) -> jury.Revealed:
    """Whoever didn't reveal loses her number, and stops nothing."""
    numbers = [(HOUSE, draw.house_nonce)]
    if draw.party_nonce:
        numbers.append((PARTY, draw.party_nonce))
    return jury.Revealed(draw.checkpoint_root, draw.checkpoint_size or 0, tuple(numbers))


def call_next(draw: Draw, *, now: datetime) -> bool:
    """Call the next in the lot's order to a seat that is free. Is there somebody?"""
    by_key = {key_of(draw.secret, each): each for each in members.members(now)}
    last = draw.jurors.aggregate(last=Max("place"))["last"]
    first = 0 if last is None else last + 1
    order = jury.drawn(committed(draw), revealed(draw))
    for place, key in enumerate(order[first:], start=first):
        person_id = by_key.get(key)
        lender = None if person_id is not None else lent.lender_of(draw, key)
        if lender is not None:
            _call_lent(draw, lender, key, place, now)
            return True
        if person_id is not None and not people.is_suspended(person_id):
            _call(draw, person_id, place, now)
            return True
    return False


def _call(draw: Draw, person_id: int, place: int, now: datetime) -> None:
    _seat(draw, place, now, person_id=person_id)
    kind = "moderation.bench-called" if draw.level == Level.BENCH else "moderation.called"
    telling.tell(person_id, kind, subject=f"jury:{draw.id}", now=now)


def _call_lent(draw: Draw, lender: int, key: str, place: int, now: datetime) -> None:
    juror = _seat(draw, place, now, lent_by_id=lender, key=key)
    lent.call(draw, key, due=juror.due, now=now)


def _seat(draw: Draw, place: int, now: datetime, **who: int | str) -> Juror:
    days = charter.current().read(ModerationCharter).juror_days
    juror = Juror.objects.create(
        id=ids.new_id(now), draw=draw, place=place, called_at=now, due=now + DAY * days, **who
    )
    jobs.schedule(_JUROR_DUE, key=str(juror.id), due=juror.due, payload={"juror_id": juror.id})
    return juror


def replace(juror: Juror, answer: Answer, *, now: datetime) -> None:
    """Somebody can't sit, or is not heard of: the next one is called, or those who are left decide."""
    juror.answer, juror.answered_at = answer, now
    juror.save(update_fields=["answer", "answered_at"])
    lent.free(juror, now=now)
    if not call_next(juror.draw, now=now):
        close_if_all_voted(juror.draw, now=now)


def vanish(juror_id: int, *, now: datetime) -> None:
    """Somebody is not heard of: as `replace`; harmless where she voted, or left, or the jury has decided.

    The jury is locked first, as by whoever votes: a vote of the same moment is not lost.
    """
    draw_id = Juror.objects.filter(id=juror_id).values_list("draw_id", flat=True).first()
    draw = None if draw_id is None else lock(draw_id)
    if draw is None or draw.decided_at is not None:
        return
    juror = draw.jurors.filter(id=juror_id, answer__in=WAITED_FOR).first()
    if juror is not None:
        juror.draw = draw
        replace(juror, Answer.VANISHED, now=now)


def close_if_all_voted(draw: Draw, *, now: datetime) -> None:
    """Count as soon as nobody is waited for."""
    if draw.decided_at is None and not draw.jurors.filter(answer__in=WAITED_FOR).exists():
        close(draw, now=now)


def close(draw: Draw, *, now: datetime) -> None:
    """Count the ballots, pay who voted, and do what they say; too few of them decide nothing."""
    voted = list(draw.jurors.filter(answer=Answer.VOTED).order_by("place"))
    draw.decided_at = now
    lent.is_over(draw, voted, now=now)
    if draw.level != Level.BENCH:  # which judges by its mandate
        jury_pay.pay(voted, now=now)
    if len(voted) < min(FEWEST, draw.seats):
        must_stand = stands_fast(draw.measure) and not _waits_to_begin(draw)
        draw.outcome = "" if must_stand else Outcome.OVERTURNED
        draw.save(update_fields=["decided_at", "outcome"])
        if must_stand:
            escalate(draw.measure, now=now)
            return
    else:
        draw.outcome = outcome_of(draw, sum(bool(each.upholds) for each in voted), len(voted))
        draw.save(update_fields=["decided_at", "outcome"])
    _note(draw, voted, now)
    decide(draw.measure, Level(draw.level), Outcome(draw.outcome), reference=f"jury:{draw.id}", now=now)


def _waits_to_begin(draw: Draw) -> bool:
    """Nothing of an agreement was moved yet: where too few vote it stays so, and nobody waits for ever."""
    return draw.level == Level.IMPOSE and draw.measure.kind in OF_AGREEMENTS


def outcome_of(draw: Draw, upholding: int, voted: int) -> Outcome:
    """Two thirds must agree to what touches a person; so they must to what puts others in danger again."""
    if draw.level != Level.IMPOSE and stands_fast(draw.measure):
        return Outcome.OVERTURNED if 3 * (voted - upholding) >= 2 * voted else Outcome.UPHELD
    return Outcome.UPHELD if 3 * upholding >= 2 * voted else Outcome.OVERTURNED


def _note(draw: Draw, voted: Collection[Juror], now: datetime) -> None:
    body: dict[str, str | int] = {
        "measure": str(draw.measure_id),
        "level": draw.level,
        "outcome": draw.outcome,
        "upholding": sum(bool(each.upholds) for each in voted),
        "voted": len(voted),
        "reasons": record.commit_to("\n\n".join(each.reasons for each in voted)),
    }
    record.append("moderation.jury-decided", body, about=f"case:{draw.measure.case_id}", now=now)


def pool_of_ours(row: Measure, now: datetime) -> tuple[list[int], list[tuple[int, str]]]:
    """Members who may judge, and those left out with why."""
    case, before = row.case, deciders(row)
    served = set(
        Juror.objects.filter(
            answer=Answer.VOTED, answered_at__gt=now - _SERVED, person__isnull=False
        ).values_list("person_id", flat=True)
    )
    pool, excluded = [], []
    everybody = members.members(now)
    may_rest = len(everybody) - len(served) >= 3 * charter.current().read(ModerationCharter).jury_seats
    for each in everybody:
        why = _why_not(each, case, before, served if may_rest else set())
        excluded.append((each, why)) if why else pool.append(each)
    return pool, excluded


def _why_not(person_id: int, case: Case, before: Collection[int], served: Collection[int]) -> str:
    if is_conflicted(person_id, case):
        return "conflict"
    if person_id in before:
        return "decided"
    if people.is_suspended(person_id):
        return "suspended"
    return "served" if person_id in served else ""


def _draw(payload: Payload, now: datetime) -> None:
    """The time to reveal is over: with the newest signed head that holds the commitment, the lot is drawn."""
    draw = lock(payload["draw_id"])
    if draw is None or draw.drawn_at is not None:
        return
    leaf = log.index_of(draw.leaf)
    head = None if leaf is None else log.first_checkpoint_after(leaf)
    if head is None:
        raise NoCheckpointYet
    days = charter.current().read(ModerationCharter).jury_days
    draw.checkpoint_size, draw.checkpoint_root = head.size, head.root
    draw.drawn_at, draw.closes_at = now, now + DAY * days
    draw.save(update_fields=["checkpoint_size", "checkpoint_root", "drawn_at", "closes_at"])
    for _seat in range(draw.seats):
        call_next(draw, now=now)
    jobs.schedule(_JURY_DUE, key=str(draw.id), due=draw.closes_at, payload={"draw_id": draw.id})
    body: dict[str, str | int] = {
        "measure": str(draw.measure_id),
        "level": draw.level,
        "seed": jury.seed_of(committed(draw), revealed(draw)).hex(),
        "checkpoint": draw.checkpoint_root,
    }
    record.append("moderation.drawn", body, about=f"case:{draw.measure.case_id}", now=now)
    measures.tell_party(draw.measure, "moderation.jury-drawn", now)


def _juror_is_due(payload: Payload, now: datetime) -> None:
    vanish(payload["juror_id"], now=now)


def _jury_is_due(payload: Payload, now: datetime) -> None:
    draw = lock(payload["draw_id"])
    if draw is not None and draw.decided_at is None:
        close(draw, now=now)


def lock(draw_id: int) -> Draw | None:
    rows = Draw.objects.select_for_update(of=("self",)).select_related("measure__case")
    return rows.filter(id=draw_id).first()


KINDS = [Kind(_DRAWS, _draw), Kind(_JUROR_DUE, _juror_is_due), Kind(_JURY_DUE, _jury_is_due)]
