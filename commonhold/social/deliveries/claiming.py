"""Taking what is due: a server at a time, and of each what may go at once.

Activities of one actor reach a server in the order in which they were written: they are one lane, and the
next goes when the one before was taken. Two lanes of a server go side by side, no more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from commonhold.ground.charter import queries as charter
from commonhold.social.actors import keys, synchronizing
from commonhold.social.actors.keys import Signer
from commonhold.social.deliveries.carrying import Due
from commonhold.social.deliveries.models import Delivery, Outgoing, Queue
from commonhold.social.deliveries.patience import ATTEMPTS_IN_ORDER
from commonhold.social.servers import policies
from commonhold.social.servers import queries as servers
from commonhold.social.servers.charter import ServersCharter

#: How long whoever claimed a server has it for herself; what she began by then she still ends.
LEASE = timedelta(minutes=2)
#: How long she begins anything new with it.
BEGINS = timedelta(seconds=60)

_PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
_LANES = 2
_DROPPED_AT_ONCE = 500
_AT_ONCE = 20  # deliveries of one server that are looked up together


@dataclass(frozen=True)
class Lane:
    """Deliveries of one actor to one server, in their order."""

    server_id: int
    signing: str
    due: list[Due]


def claim(now: datetime, *, most: int) -> list[tuple[int, list[Lane]]]:
    """At most so many servers, those that wait longest, each with its lanes; perhaps with none."""
    if not _free(now).exists():
        return []
    taken = _taken(now, most)
    _give_up(taken, now)
    there = servers.by_id(taken)
    blocked = _blocked(there)
    _drop(blocked, now)
    open_to_us = [each for each in taken if each not in blocked]
    due = _first_of_each(open_to_us, now).select_related("outgoing")
    rows = [each for each in due if _can_sign(each, now)]
    signing = {each.id: each.signing for each in there.values()}
    return [(server_id, _lanes(server_id, signing[server_id], rows, now)) for server_id in taken]


@transaction.atomic
def _taken(now: datetime, most: int) -> list[int]:
    free = _free(now).order_by("due_at", "server_id")
    # A second one who claims takes others; SQLite has one writer anyway.
    skips = connection.features.has_select_for_update_skip_locked
    ids = list(free.select_for_update(skip_locked=skips).values_list("server_id", flat=True)[:most])
    Queue.objects.filter(server__in=ids).update(claimed_until=now + LEASE)
    return ids


def _free(now: datetime) -> QuerySet[Queue, Queue]:
    return Queue.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=now), due_at__lte=now)


def _give_up(server_ids: Collection[int], now: datetime) -> None:
    """What could not be brought for so long, as the charter says, is news to nobody."""
    patience = timedelta(hours=charter.current().read(ServersCharter).patience_hours)
    old = Delivery.objects.filter(
        server__in=server_ids, done_at=None, outgoing__written_at__lte=now - patience
    )
    expired = list(old.values_list("id", flat=True)[:1000])
    if expired:
        Delivery.objects.filter(id__in=expired).update(outcome=Delivery.Outcome.EXPIRED, done_at=now)


def _blocked(there: Mapping[int, servers.Known]) -> set[int]:
    """Those to which nothing goes: a block, or that only allowed servers are spoken with, may be newer."""
    blocked = policies.blocked_among({each.domain for each in there.values()})
    return {each.id for each in there.values() if each.domain in blocked}


def _drop(server_ids: Collection[int], now: datetime) -> None:
    """What waits for them, in pieces, each a commit: nobody who writes waits for more than one."""
    waiting = Delivery.objects.filter(server__in=list(server_ids), done_at=None).values_list("id", flat=True)
    while server_ids and (dropped := list(waiting[:_DROPPED_AT_ONCE])):
        Delivery.objects.filter(id__in=dropped).update(
            outcome=Delivery.Outcome.DROPPED, done_at=now, trouble="blocked"
        )


def _first_of_each(server_ids: Collection[int], now: datetime) -> QuerySet[Delivery, Delivery]:
    held_up = Delivery.objects.filter(
        server=OuterRef("server"),
        outgoing__key_id=OuterRef("outgoing__key_id"),
        done_at=None,
        id__lt=OuterRef("id"),
        due_at__gt=now,
        attempts__lt=ATTEMPTS_IN_ORDER,
    )
    place = Window(RowNumber(), partition_by=F("server"), order_by="id")
    due = Delivery.objects.filter(~Exists(held_up), server__in=server_ids, done_at=None, due_at__lte=now)
    return due.annotate(place=place).filter(place__lte=_AT_ONCE).order_by("server_id", "id")


def _lanes(server_id: int, signing: str, rows: list[Delivery], now: datetime) -> list[Lane]:
    lanes: dict[str, Lane] = {}
    for row in rows:
        if row.server_id != server_id:
            continue
        lane = lanes.get(row.outgoing.key_id)
        if lane is None:
            if len(lanes) == _LANES:
                continue
            lane = lanes[row.outgoing.key_id] = Lane(server_id, signing, [])
        lane.due.append(_due(row, row.outgoing, now))
    return list(lanes.values())


def _can_sign(row: Delivery, now: datetime) -> bool:
    """Where the key is lost, as with its folder, nobody could believe what is sent."""
    try:
        keys.private_key(_signer(row.outgoing), now=now)
    except (OSError, ValueError, TypeError):
        Delivery.objects.filter(id=row.id).update(
            outcome=Delivery.Outcome.REFUSED, done_at=now, trouble="the key to sign it with is lost"
        )
        return False
    return True


def _signer(outgoing: Outgoing) -> Signer:
    return Signer(person_id=outgoing.person_id, group_id=outgoing.group_id)


def _followers(row: Delivery, outgoing: Outgoing) -> str:
    """With what is for followers and not for everybody goes who they are, as far as they live there."""
    actor = outgoing.key_id.partition("#")[0]
    if outgoing.person_id is None or _PUBLIC in outgoing.body or f'"{actor}/followers"' not in outgoing.body:
        return ""
    return synchronizing.header(outgoing.person_id, actor, servers.domain_of(row.inbox))


def _due(row: Delivery, outgoing: Outgoing, now: datetime) -> Due:
    return Due(
        id=row.id,
        inbox=row.inbox,
        body=outgoing.body.encode(),
        key_id=outgoing.key_id,
        key=keys.private_key(_signer(outgoing), now=now),
        followers=_followers(row, outgoing),
    )
