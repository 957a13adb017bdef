"""We as a borrower: peers are asked for jurors, called by their keys, and told when a jury is done.

What a peer is to be told is a row, and goes out from a thread of its own (`deliver`).
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.lending import wire
from commonhold.civic.lending.models import Agreement, Message, Question
from commonhold.civic.lending.news import CallRefused, PoolsAnswered
from commonhold.civic.peers import notes, visits
from commonhold.civic.peers import queries as peers
from commonhold.civic.peers.notes import NotTheirWord
from commonhold.civic.peers.queries import PeerView
from commonhold.ground import ids
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.news import bus as news
from commonhold.ground.prepared import Prepared
from commonhold.social.servers.queries import domain_of
from rulebook.canonical import Json
from rulebook.merkle import parse_vkey

#: How long a peer has to name its pool, and how long it is told that a jury is over.
PATIENCE, _AFTERWARDS = timedelta(days=1), timedelta(days=7)
_AGAIN = timedelta(minutes=5)
_TAKEN, _NO = 200, frozenset({400, 403, 404, 410, 429})


@dataclass(frozen=True)
class Lent:
    """Somebody in a peer's pool. `hashes` is none where she left it since the peer committed to it."""

    key: str  # as our lot calls her
    peer_id: int
    domain: str
    salt: str
    hashes: tuple[str, ...]

    def is_one_of(self, addresses: Collection[str]) -> bool:
        """Is she called by one of these addresses, such as "eve@elsewhere.example"?"""
        return any(wire.address_hash(self.salt, each) in self.hashes for each in addresses)


@transaction.atomic
def ask(draw: str, *, matter: str, now: datetime) -> int:
    """Ask every peer that lends to us for its pool for one of our juries; how many there are."""
    there = {each.id for each in peers.peers()}
    found = Agreement.objects.filter(way=Agreement.Way.BORROW, until=None, peer_id__in=there).order_by("id")
    for each in found:
        question, is_new = Question.objects.get_or_create(
            peer_id=each.peer_id,
            draw=draw,
            defaults={"id": ids.new_id(now), "salt": secrets.token_hex(16), "at": now},
        )
        if is_new:
            said: dict[str, Json] = {"do": "ask", "matter": matter, "salt": question.salt}
            _tell(question, said, until=now + PATIENCE, now=now)
    return len(found)


def lent(draw: str) -> list[Lent]:
    """Whom peers lend us for a jury, of those that answered and still lend to us."""
    there = {each.id: each for each in peers.peers()}
    held = Agreement.objects.filter(way=Agreement.Way.BORROW, until=None).values("peer_id")
    rows = Question.objects.filter(draw=draw, answered_at__isnull=False, peer_id__in=held).order_by("id")
    found = []
    for row in rows:
        peer = there.get(row.peer_id)
        if peer is None:
            continue
        name, domain = parse_vkey(peer.log_key).name, domain_of(f"{peer.url}/")
        for key in row.keys:
            hashes = tuple(row.addresses.get(key, ()))
            found.append(Lent(wire.lent_key(name, key), row.peer_id, domain, row.salt, hashes))
    return found


@transaction.atomic
def forget_addresses(draw: str) -> None:
    """It was looked at who has a part in the case: they go, and who answers only now is not listened to."""
    asked = Question.objects.filter(draw=draw)
    Message.objects.filter(question__in=asked, said__do="ask").delete()
    asked.update(addresses={})


def lender_of(draw: str, key: str) -> int | None:
    """Which peer lends us whom the lot calls so; None where it does no more."""
    return next((each.peer_id for each in lent(draw) if each.key == key), None)


@transaction.atomic
def call(draw: str, key: str, *, due: datetime, now: datetime) -> None:
    """Have a lent juror called, by her own co-op. News `CallRefused` where that can't be."""
    said: dict[str, Json] = {"do": "call", "key": _bare(key), "due": int(due.timestamp())}
    _tell_of(draw, key, said, until=due, now=now)


@transaction.atomic
def free(draw: str, key: str, *, now: datetime) -> None:
    """Her seat went to another: her co-op's page asks her for nothing more, nor calls her still."""
    Message.objects.filter(question__draw=draw, said__do="call", said__key=_bare(key)).delete()
    _tell_of(draw, key, {"do": "free", "key": _bare(key)}, until=now + _AFTERWARDS, now=now)


@transaction.atomic
def is_over(draw: str, *, voted: Collection[str], now: datetime) -> None:
    """The jury is done, or is not needed; those of these keys voted."""
    forget_addresses(draw)
    keys: list[Json] = [*sorted(_bare(each) for each in voted)]
    for question in Question.objects.filter(draw=draw):
        mine: list[Json] = [each for each in keys if each in question.keys]
        Message.objects.filter(question=question).delete()
        _tell(question, {"do": "over", "voted": mine}, until=now + _AFTERWARDS, now=now)


def is_due(now: datetime) -> bool:
    """Is a peer to be told something?"""
    return bool(_DUE.rows(now=now))


def deliver(now: datetime, network: Network = INTERNET) -> int:
    """Tell peers what waits; how much that was. What fails is tried again until it is too late for it."""
    waiting = list(
        Message.objects.filter(due_at__lte=now).select_related("question").order_by("due_at", "id")[:100]
    )
    there = {each.id: each for each in peers.peers()}
    for message in waiting:
        peer = there.get(message.question.peer_id)
        if peer is None or message.until < now:
            _settle(message, _NO_ANSWER, {}, now)
            continue
        status, pool = _said_to(peer, message, now, network)
        if status == _TAKEN or status in _NO:
            _settle(message, status, pool, now)
        else:
            Message.objects.filter(id=message.id).update(due_at=now + _AGAIN)
    return len(waiting)


_NO_ANSWER = 0


def _said_to(
    peer: PeerView, message: Message, now: datetime, network: Network
) -> tuple[int, dict[str, list[str]]]:
    """The status, with a pool where one was asked for; 0 for nothing that can be understood."""
    draw = message.question.draw
    to = parse_vkey(peer.log_key).name
    body = notes.signed(wire.ASKS, wire.stamped({**message.said, "draw": draw}, to=to, now=now))
    try:
        came = visits.tell(peer.url, wire.PATH, body, limit_bytes=wire.LARGEST_ANSWER, network=network)
        if came.status != _TAKEN or message.said["do"] != "ask":
            return came.status, {}
        said = notes.opened(came.body, log_key=peer.log_key, kind=wire.ANSWERS)
        wire.must_be_for_us(said, now=now)
        return _TAKEN, wire.read_pool(said, draw=draw)
    except (CannotFetch, NotTheirWord):
        return _NO_ANSWER, {}


@transaction.atomic
def _settle(message: Message, status: int, pool: dict[str, list[str]], now: datetime) -> None:
    """A peer took it, or said that it won't, or it is too late."""
    question = Question.objects.select_for_update().get(id=message.question_id)
    if not Message.objects.filter(id=message.id).delete()[0]:
        return  # the jury is over meanwhile
    if message.said["do"] == "ask":
        question.answered_at, question.keys, question.addresses = now, sorted(pool), pool
        question.save(update_fields=["answered_at", "keys", "addresses"])
        if not Question.objects.filter(draw=question.draw, answered_at=None).exists():
            news.publish(PoolsAnswered(draw=question.draw), now=now)
    elif message.said["do"] == "call" and status != _TAKEN:
        news.publish(CallRefused(draw=question.draw, key=message.said["key"]), now=now)


def _tell_of(draw: str, key: str, said: dict[str, Json], *, until: datetime, now: datetime) -> None:
    question = next((each for each in Question.objects.filter(draw=draw) if _bare(key) in each.keys), None)
    if question is not None:
        _tell(question, said, until=until, now=now)


def _tell(question: Question, said: dict[str, Json], *, until: datetime, now: datetime) -> None:
    Message.objects.create(id=ids.new_id(now), question=question, said=said, due_at=now, until=until)


def _bare(key: str) -> str:
    """As her own co-op knows her."""
    return key.rpartition("#")[2]


_DUE = Prepared(
    lambda *, now: Message.objects.filter(due_at__lte=now).order_by("due_at").values_list("id")[:1]
)
