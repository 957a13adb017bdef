"""We as a lender: a peer asks for jurors, and calls them by their keys."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.lending import wire
from commonhold.civic.lending.models import Agreement, Pool, Seat, Volunteer
from commonhold.civic.lending.news import LentJurorVoted
from commonhold.civic.lending.wire import Asked
from commonhold.civic.peers import notes
from commonhold.civic.peers.notes import NotTheirWord
from commonhold.civic.peers.queries import PeerView
from commonhold.ground import ids
from commonhold.ground.installation.queries import must_be_founded
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.servers.queries import domain_of
from rulebook.canonical import Json
from rulebook.draw.jury import merkle_root
from rulebook.merkle import parse_vkey

#: Juries of one peer in a day: more are no juries.
_MOST_A_DAY = 20
_LONGEST = timedelta(days=60)


@dataclass(frozen=True)
class Word:
    """The answer: an HTTP status, and with 200 to who asks for a pool our signed note."""

    status: int
    body: bytes = b""


def answer(data: bytes, *, now: datetime) -> Word:
    """400 and 403 for what no peer says, 404 where we lend it nobody, 410 for whom it can't call, 429."""
    try:
        peer, said = notes.opened_of_a_peer(data, kind=wire.ASKS)
    except NotTheirWord:
        return Word(403)
    try:
        wire.must_be_for_us(said, now=now)
        asked = wire.read_asked(said)
    except NotTheirWord:
        return Word(400)
    with transaction.atomic():
        held = Agreement.objects.select_for_update().filter(
            peer_id=peer.id, way=Agreement.Way.LEND, until=None
        )
        agreement = held.first()
        if agreement is None:
            return Word(404)
        if asked.do == "ask":
            return _lend(peer, asked, now)
        return _about_a_seat(agreement, asked, now)


def _lend(peer: PeerView, asked: Asked, now: datetime) -> Word:
    pool = Pool.objects.filter(peer_id=peer.id, draw=asked.draw).first()
    if pool is None:
        if Pool.objects.filter(peer_id=peer.id, at__gt=now - timedelta(days=1)).count() >= _MOST_A_DAY:
            return Word(429)
        pool = _commit(peer, asked, now)
    if pool.over_at is not None:
        return Word(410)
    of_key = _of_key(pool)
    rows: list[Json] = [[key, *_addresses(asked.salt, of_key.get(key))] for key in pool.keys]
    body: dict[str, Json] = {"draw": asked.draw, "pool": rows}
    to = parse_vkey(peer.log_key).name
    return Word(200, notes.signed(wire.ANSWERS, wire.stamped(body, to=to, now=now)))


def _commit(peer: PeerView, asked: Asked, now: datetime) -> Pool:
    """Whoever was called in the same matter before judges it no second time."""
    before = set(
        Seat.objects.filter(pool__peer_id=peer.id, pool__matter=asked.matter).values_list(
            "person_id", flat=True
        )
    )
    secret = secrets.token_hex(32)
    found = [each for each in _willing() if before.isdisjoint(people.same_human(each))]
    keys = sorted(_key(secret, each) for each in found[: wire.MOST])
    name = must_be_founded().record_origin
    root = merkle_root([wire.lent_key(name, each) for each in keys])
    body: dict[str, Json] = {
        "peer": peer.log_key,
        "draw": asked.draw,
        "pool_root": root,
        "pool_size": len(keys),
    }
    return Pool.objects.create(
        id=ids.new_id(now),
        peer_id=peer.id,
        matter=asked.matter,
        draw=asked.draw,
        secret=secret,
        keys=keys,
        leaf=record.append("lending.lent", body, about=f"peer:{peer.id}", now=now),
        at=now,
    )


def _about_a_seat(agreement: Agreement, asked: Asked, now: datetime) -> Word:
    pool = Pool.objects.filter(peer_id=agreement.peer_id, draw=asked.draw, over_at=None).first()
    if pool is None:
        return Word(410)
    if asked.do == "call":
        return _call(pool, asked, now)
    ended = Seat.objects.filter(pool=pool, ended_at=None)
    if asked.do == "free":
        ended.filter(key=asked.key).update(ended_at=now)
        return Word(200)
    for seat in ended:
        seat.ended_at, seat.has_voted = now, seat.key in asked.voted
        seat.save(update_fields=["ended_at", "has_voted"])
        if seat.has_voted and agreement.is_paid:
            news.publish(LentJurorVoted(seat_id=seat.id, person_id=seat.person_id), now=now)
    pool.over_at, pool.secret = now, ""
    pool.save(update_fields=["over_at", "secret"])
    return Word(200)


def _call(pool: Pool, asked: Asked, now: datetime) -> Word:
    if Seat.objects.filter(pool=pool, key=asked.key).exists():
        return Word(200)
    person_id = _of_key(pool).get(asked.key)
    if person_id is None or asked.key not in pool.keys or asked.due is None:
        return Word(410)
    due = min(asked.due, now + _LONGEST)
    seat = Seat.objects.create(
        id=ids.new_id(now), pool=pool, person_id=person_id, key=asked.key, called_at=now, due=due
    )
    notifications.notify(
        person_id=person_id,
        kind="lending.called",
        subject=f"seat:{seat.id}",
        words=pool.peer.name,
        now=now,
    )
    return Word(200)


def _of_key(pool: Pool) -> dict[str, int]:
    """Those who would still serve, by their keys."""
    return {_key(pool.secret, each): each for each in _willing()}


def _willing() -> list[int]:
    rows = Volunteer.objects.filter(until=None).order_by("person_id").values_list("person_id", flat=True)
    active = people.active_among(list(rows))
    return [each for each in rows if each in active and people.is_member(each)]


def _addresses(salt: str, person_id: int | None) -> list[Json]:
    """Hashes of all that she is called here, so that the borrower finds whoever has a part in its case."""
    if person_id is None:
        return []
    domain = domain_of(must_be_founded().public_url)
    known = people.lines(ANYONE, people.same_human(person_id))
    return [wire.address_hash(salt, f"{each.handle}@{domain}") for each in list(known.values())[:4]]


def _key(secret: str, person_id: int) -> str:
    return hmac.new(bytes.fromhex(secret), str(person_id).encode(), "sha256").hexdigest()
