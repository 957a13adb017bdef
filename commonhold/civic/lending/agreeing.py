"""What members agree with a peer about jurors, and who of them would serve elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.lending.models import Agreement, Pool, Seat, Volunteer
from commonhold.civic.lending.news import BorrowingEnded
from commonhold.civic.lending.refusals import AgreedAlready, MembersOnly
from commonhold.civic.peers import queries as peers
from commonhold.civic.peers.news import PeerEnded
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.people import queries as people
from rulebook.canonical import Json


@transaction.atomic
def agree(peer_id: int, way: str, *, is_paid: bool = False, because: Authority) -> None:
    """From now on. Anew with another pay takes the place of what held. Raises NoSuchPeer or AgreedAlready."""
    peer = peers.peer(peer_id)
    if peer is None:
        raise NoSuchPeer
    held = Agreement.objects.select_for_update().filter(peer_id=peer_id, way=way, until=None).first()
    if held is not None and held.is_paid == is_paid:
        raise AgreedAlready
    if held is not None:
        _close(held, because.reference, because.at)
    Agreement.objects.create(
        id=ids.new_id(because.at),
        peer_id=peer_id,
        way=Agreement.Way(way),
        is_paid=is_paid,
        since=because.at,
        because=because.reference,
    )
    body: dict[str, Json] = {"peer": peer.log_key, "way": way, "because": because.reference}
    record.append("lending.agreed", body, about=f"peer:{peer_id}", now=because.at)


@transaction.atomic
def stop(peer_id: int, way: str, *, because: Authority) -> None:
    """Nobody is lent, or asked for, any more. Raises AgreedAlready where nothing held."""
    held = Agreement.objects.select_for_update().filter(peer_id=peer_id, way=way, until=None).first()
    if held is None:
        raise AgreedAlready
    _end(held, because.reference, because.at)


@transaction.atomic
def on_peer_ended(event: PeerEnded, now: datetime) -> None:
    """With the peering everything ends that was agreed."""
    for each in Agreement.objects.select_for_update().filter(peer_id=event.peer_id, until=None):
        _end(each, f"peer:{event.peer_id}", now)


@transaction.atomic
def volunteer(by: int, *, now: datetime) -> None:
    """Be in the pools that are lent from now on; again changes nothing. Raises MembersOnly."""
    people.must_be_active(by)
    if not people.is_member(by):
        raise MembersOnly
    Volunteer.objects.get_or_create(person_id=by, until=None, defaults={"id": ids.new_id(now), "since": now})


@transaction.atomic
def step_back(by: int, *, now: datetime) -> None:
    """Be called elsewhere no more. Juries that she is on already she ends, or leaves there."""
    Volunteer.objects.filter(person_id=by, until=None).update(until=now)


def _end(held: Agreement, reference: str, now: datetime) -> None:
    _close(held, reference, now)
    body: dict[str, Json] = {"peer": held.peer.log_key, "way": held.way, "because": reference}
    record.append("lending.ended", body, about=f"peer:{held.peer_id}", now=now)
    if held.way == Agreement.Way.LEND:
        Seat.objects.filter(pool__peer_id=held.peer_id, ended_at=None).update(ended_at=now)
        Pool.objects.filter(peer_id=held.peer_id, over_at=None).update(over_at=now, secret="")
    else:
        news.publish(BorrowingEnded(peer_id=held.peer_id), now=now)


def _close(held: Agreement, reference: str, now: datetime) -> None:
    held.until, held.ended_because = now, reference
    held.save(update_fields=["until", "ended_because"])
