"""What we do for each other every few minutes: look at peers' records, and ask them to look at ours."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Max, Q

from commonhold.civic.peers import actions, mirrors, visits
from commonhold.civic.peers.models import Contradiction, Cosignature, Head, Peer
from commonhold.civic.peers.visits import PeerReader
from commonhold.civic.peers.witness import is_forked
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.prepared import Prepared
from commonhold.ground.record import queries as record
from commonhold.ground.record.signature import check_signature
from rulebook.merkle import (
    COSIGNATURE_V1,
    Checkpoint,
    MalformedNote,
    Tile,
    Tree,
    WitnessRequest,
    WrongTile,
    cosigned_at,
    open_checkpoint,
    parse_note,
    parse_vkey,
    tile_levels,
    verify_consistency,
    with_cosignatures,
)

log = logging.getLogger("commonhold.peers")

#: A fork or a rollback is to be seen within the hour.
EVERY = timedelta(minutes=10)
_CONFLICT, _SIGNED = 409, 200


_DUE = Prepared(
    lambda before: Peer.objects.filter(Q(asked_at=None) | Q(asked_at__lte=before), until=None).order_by("id")
)


def is_due(now: datetime) -> bool:
    """Is it some peer's turn?"""
    return bool(_DUE.rows(before=now - EVERY))


def visit_peers(now: datetime, network: Network = INTERNET) -> int:
    """Look at the record of every peer whose turn it is, and offer it ours; how many there were."""
    waiting = _DUE.instances(before=now - EVERY)
    for peer in waiting:
        trouble = _looked_at(peer, now, network) or _offered_ours(peer, now, network)
        proposals = None if trouble else visits.public_proposals(peer.url, network=network)
        actions.note_visit(peer.id, trouble=trouble, proposals=proposals, now=now)
    return len(waiting)


def _looked_at(peer: Peer, now: datetime, network: Network) -> str:
    """Compare its record with what we know of it; the trouble there was with reading it, or empty."""
    reader, key = PeerReader(peer.url, network), parse_vkey(peer.log_key)
    try:
        note = reader.read("checkpoint")
        if note is None:
            return "it shows no checkpoint"
        seen = open_checkpoint(note, key=key, check_signature=check_signature)
        _compare(peer, seen, note, reader, now)
        if peer.is_mirrored and not is_forked(peer):
            mirrors.keep(peer.id, seen.size, reader)
    except CannotFetch as trouble:
        return f"it can't be read ({type(trouble).__name__})"
    except (ValueError, WrongTile) as wrong:
        return f"what it shows is not its own word: {wrong}"
    return ""


def _compare(peer: Peer, seen: Checkpoint, note: bytes, reader: PeerReader, now: datetime) -> None:
    head = Head.objects.filter(peer=peer).first()
    if head is None:
        actions.move_head(peer.id, was=0, size=seen.size, root=seen.root, note=note.decode(), now=now)
        return
    wrong = _contradicts(head, seen, reader)
    if wrong is not None:
        if actions.note_contradiction(peer.id, kind=wrong, kept=head.note, seen=note.decode(), now=now):
            log.error("the record of %s contradicts itself: %s", peer.name, wrong)
    elif not is_forked(peer):
        actions.move_head(peer.id, was=head.size, size=seen.size, root=seen.root, note=note.decode(), now=now)


def _contradicts(head: Head, seen: Checkpoint, reader: PeerReader) -> Contradiction.Kind | None:
    """What is wrong with this checkpoint beside the one that we know. Raises CannotFetch or WrongTile."""
    if seen.size < head.size:
        return Contradiction.Kind.ROLLBACK
    if seen.size == head.size:
        return None if seen.root == bytes(head.root) else Contradiction.Kind.FORK
    if head.size == 0:
        return None
    proof = Tree(seen.size, tile_levels(lambda tile: _tile(reader, tile))).consistency_proof(head.size)
    is_proven = verify_consistency(
        old_size=head.size, old_root=bytes(head.root), size=seen.size, root=seen.root, proof=proof
    )
    return None if is_proven else Contradiction.Kind.UNPROVEN


def _tile(reader: PeerReader, tile: Tile) -> bytes:
    data = reader.read(tile.path)
    if data is None:
        whole = reader.read(tile.full.path)
        data = b"" if whole is None else whole[: tile.width * 32]
    return data


def _offered_ours(peer: Peer, now: datetime, network: Network) -> str:
    """Ask it to cosign our newest checkpoint, unless it did; the trouble there was, or empty."""
    latest = next(iter(record.checkpoints(limit=1)), None)
    if latest is None or latest.size == 0:
        return ""
    known = Cosignature.objects.filter(peer=peer).aggregate(most=Max("size"))["most"] or 0
    if known == latest.size:
        return ""
    try:
        return _submitted(peer, latest, known, now, network)
    except CannotFetch as trouble:
        return f"it can't be asked ({type(trouble).__name__})"


def _submitted(peer: Peer, latest: record.CheckpointView, known: int, now: datetime, network: Network) -> str:
    for _try in range(2):
        proof = record.consistency(known, latest.size)
        body = WitnessRequest(known, tuple(proof), latest.note.encode()).format()
        said = visits.ask_to_witness(peer.url, body, network=network)
        text = said.body.decode(errors="replace")
        if said.status == _SIGNED:
            return _kept(peer, latest, text, now)
        theirs = text.strip()
        if said.status != _CONFLICT or not theirs.isdigit():
            return f"it would not sign our record (status {said.status})"
        if int(theirs) > latest.size or int(theirs) == known:
            actions.note_contradiction(
                peer.id, kind=Contradiction.Kind.OURS, kept=latest.note, seen=theirs, now=now
            )
            return "it saw another record of ours than we have"
        known = int(theirs)
    return "it would not sign our record"


def _kept(peer: Peer, latest: record.CheckpointView, text: str, now: datetime) -> str:
    key = parse_vkey(peer.witness_key, type=COSIGNATURE_V1)
    for line in text.splitlines(keepends=True):
        try:
            note = parse_note(with_cosignatures(latest.note.encode(), [line]))
        except MalformedNote:
            continue
        seconds = cosigned_at(note, key=key, check_signature=check_signature)
        if seconds is not None:
            actions.keep_cosignature(peer.id, size=latest.size, line=line, seconds=seconds, now=now)
            return ""
    return "it signed with another key than we know of it"
