"""Who watches whose record, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhold.civic.peers import mirrors, signing
from commonhold.civic.peers.models import Contradiction, Cosignature, Head, Peer
from commonhold.ground.record import queries as record
from rulebook.merkle import with_cosignatures


@dataclass(frozen=True)
class PeerView:
    """A co-op that we witness: `size` entries of its record we saw, `ours` entries of ours it cosigned."""

    id: int
    name: str
    url: str
    log_key: str
    witness_key: str
    is_mirrored: bool
    since: datetime
    because: str
    heard_at: datetime | None
    trouble: str
    size: int
    seen_at: datetime | None
    ours: int
    ours_at: datetime | None
    proposals: list[dict[str, Any]]


@dataclass(frozen=True)
class ContradictionView:
    """Two things that a record said; `kept` and `seen` are signed notes, or of ours a number of entries."""

    peer_id: int
    peer: str
    kind: str
    kept: str
    seen: str
    at: datetime
    settled_at: datetime | None


@dataclass(frozen=True)
class WitnessView:
    """A peer that cosigned our newest checkpoint."""

    name: str
    url: str
    at: datetime
    key: str


def peers() -> list[PeerView]:
    """All present ones, in the order in which they came."""
    rows = list(Peer.objects.filter(until=None).order_by("id"))
    heads = {each.peer_id: each for each in Head.objects.filter(peer__in=rows)}
    ours: dict[int, Cosignature] = {}
    for each in Cosignature.objects.filter(peer__in=rows).order_by("size"):
        ours[each.peer_id] = each
    return [_view(row, heads.get(row.id), ours.get(row.id)) for row in rows]


def peer(peer_id: int) -> PeerView | None:
    """A present one."""
    return next((each for each in peers() if each.id == peer_id), None)


def open_contradictions() -> list[ContradictionView]:
    """Those that were never mended."""
    return [each for each in contradictions() if each.settled_at is None]


def contradictions(*, peer_id: int | None = None) -> list[ContradictionView]:
    """What we saw that can't be, newest first; of peers that are none any more, too."""
    rows = Contradiction.objects.select_related("peer").order_by("-id")
    if peer_id is not None:
        rows = rows.filter(peer_id=peer_id)
    return [
        ContradictionView(
            each.peer_id, each.peer.name, each.kind, each.kept, each.seen, each.at, each.settled_at
        )
        for each in rows[:100]
    ]


def witnesses(size: int) -> list[WitnessView]:
    """Who cosigned our checkpoint of this size."""
    rows = Cosignature.objects.filter(size=size, peer__until=None).select_related("peer").order_by("peer_id")
    return [WitnessView(each.peer.name, each.peer.url, each.at, each.peer.witness_key) for each in rows]


def witnessed_checkpoint() -> bytes | None:
    """Our newest checkpoint as it is published: our own signature, then those of witnesses."""
    published = record.published("checkpoint")
    latest = next(iter(record.checkpoints(limit=1)), None)
    if published is None or latest is None or published != latest.note.encode():
        return published
    lines = Cosignature.objects.filter(size=latest.size, peer__until=None).order_by("peer_id")
    return with_cosignatures(published, list(lines.values_list("line", flat=True)))


def witness_keys() -> str:
    """The keys of all who witness our record, one a line."""
    rows = Peer.objects.filter(until=None).order_by("id").values_list("witness_key", flat=True)
    return "".join(f"{each}\n" for each in rows)


def our_witness_key() -> str:
    """With which we cosign others' records. Raises Refusal before the founding."""
    return str(signing.witness_key())


def mirrored(peer_id: int, path: str) -> bytes | None:
    """A file of our copy of a peer's record."""
    is_kept = Peer.objects.filter(id=peer_id, is_mirrored=True).exists()
    return mirrors.read(peer_id, path) if is_kept else None


def _view(row: Peer, head: Head | None, ours: Cosignature | None) -> PeerView:
    return PeerView(
        id=row.id,
        name=row.name,
        url=row.url,
        log_key=row.log_key,
        witness_key=row.witness_key,
        is_mirrored=row.is_mirrored,
        since=row.since,
        because=row.because,
        heard_at=row.heard_at,
        trouble=row.trouble,
        size=0 if head is None else head.size,
        seen_at=None if head is None else head.at,
        ours=0 if ours is None else ours.size,
        ours_at=None if ours is None else ours.at,
        proposals=list(row.proposals),
    )
