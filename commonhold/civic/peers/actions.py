"""Who our peers are, and what we and they say of each other's record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from commonhold.civic.peers.fitting import must_fit, tidy
from commonhold.civic.peers.models import Contradiction, Cosignature, Head, Peer
from commonhold.civic.peers.news import PeerEnded
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.installation.actions import freeze_addresses
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record


@transaction.atomic
def add(*, name: str, url: str, log_key: str, witness_key: str, is_mirrored: bool, because: Authority) -> int:
    """Witness this co-op's record from now on, and ask it to witness ours; return the peer's id.

    Our own address and the record's origin hold for ever from then on. Raises what `must_fit` raises.
    """
    must_fit(name, url, log_key, witness_key)
    row = Peer.objects.create(
        id=ids.new_id(because.at),
        name=name.strip(),
        url=tidy(url),
        log_key=log_key.strip(),
        witness_key=witness_key.strip(),
        is_mirrored=is_mirrored,
        since=because.at,
        because=because.reference,
    )
    freeze_addresses(now=because.at)
    body = {"peer": row.log_key, "witness": row.witness_key, "url": row.url, "because": because.reference}
    record.append("peers.added", body, about=f"peer:{row.id}", now=because.at)
    return row.id


@transaction.atomic
def end(peer_id: int, *, because: Authority) -> None:
    """Witness it no more. What it and we signed stays. Raises NoSuchPeer."""
    row = Peer.objects.select_for_update().filter(id=peer_id, until=None).first()
    if row is None:
        raise NoSuchPeer
    row.until, row.ended_because = because.at, because.reference
    row.save(update_fields=["until", "ended_because"])
    body = {"peer": row.log_key, "because": because.reference}
    record.append("peers.ended", body, about=f"peer:{row.id}", now=because.at)
    news.publish(PeerEnded(peer_id=row.id), now=because.at)


@transaction.atomic
def keep_cosignature(peer_id: int, *, size: int, line: str, seconds: int, now: datetime) -> None:
    """A peer cosigned our checkpoint of this size, at `seconds` by its own clock.

    Whatever it had against our record is over.
    """
    said = {"line": line, "at": datetime.fromtimestamp(seconds, tz=UTC)}
    Cosignature.objects.update_or_create(
        peer_id=peer_id, size=size, defaults=said, create_defaults={"id": ids.new_id(now), **said}
    )
    of_ours = Contradiction.objects.filter(peer_id=peer_id, kind=Contradiction.Kind.OURS, settled_at=None)
    of_ours.update(settled_at=now)


@transaction.atomic
def note_contradiction(peer_id: int, *, kind: str, kept: str, seen: str, now: datetime) -> bool:
    """Two notes that can't both be true; shown to everybody from now on. Is it new?"""
    row, is_new = Contradiction.objects.get_or_create(
        peer_id=peer_id,
        kind=Contradiction.Kind(kind),
        seen=seen,
        defaults={"id": ids.new_id(now), "kept": kept, "at": now},
    )
    if not is_new and row.settled_at is not None:
        Contradiction.objects.filter(id=row.id).update(settled_at=None)
    return is_new


@transaction.atomic
def note_visit(peer_id: int, *, trouble: str, proposals: Sequence[Any] | None = None, now: datetime) -> None:
    """We asked it just now; `trouble` says in a few words why nothing came of it."""
    said: dict[str, Any] = {"asked_at": now, "trouble": trouble[:200]}
    if not trouble:
        said["heard_at"] = now
    if proposals is not None:
        said["proposals"] = list(proposals)
    Peer.objects.filter(id=peer_id).update(**said)


@transaction.atomic
def move_head(peer_id: int, *, was: int, size: int, root: bytes, note: str, now: datetime) -> bool:
    """We saw that this larger tree contains the one of `was` leaves. False where another was quicker.

    With it all that could be mended is settled: a fork never is.
    """
    Peer.objects.select_for_update().get(id=peer_id)
    head = Head.objects.filter(peer_id=peer_id).first()
    if (0 if head is None else head.size) != was or size < was:
        return False
    Head.objects.update_or_create(
        peer_id=peer_id, defaults={"size": size, "root": root, "note": note, "at": now}
    )
    open_ones = Contradiction.objects.filter(peer_id=peer_id, settled_at=None)
    open_ones.filter(kind__in=[Contradiction.Kind.ROLLBACK, Contradiction.Kind.UNPROVEN]).update(
        settled_at=now
    )
    return True
