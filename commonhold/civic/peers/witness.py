"""We as a witness: what a peer asks us to sign, judged in the order that C2SP tlog-witness gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.peers import actions
from commonhold.civic.peers.models import Contradiction, Head, Peer
from commonhold.civic.peers.signing import private_key, witness_key
from commonhold.ground.record.signature import check_signature
from rulebook.merkle import (
    EMPTY_ROOT,
    Checkpoint,
    MalformedCheckpoint,
    MalformedNote,
    MalformedRequest,
    NotSigned,
    WitnessRequest,
    cosign,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_request,
    parse_vkey,
    verify_consistency,
)

LARGEST = 16_384  # bytes of a request; a proof of 63 hashes and a note take less than half


@dataclass(frozen=True)
class Word:
    """The answer: an HTTP status, and with 200 the signature line, with 409 the size that we know."""

    status: int
    body: str = ""


def witness(body: bytes, *, now: datetime) -> Word:
    """Cosign a peer's checkpoint, or say why not: 400, 403, 404, 409 or 422 as the specification asks."""
    try:
        asked = parse_request(body)
        note = parse_note(asked.note)
        origin = parse_checkpoint(note.text).origin
    except (MalformedRequest, MalformedNote, MalformedCheckpoint):
        return Word(400)
    peer = next((each for each in _present() if parse_vkey(each.log_key).name == origin), None)
    if peer is None:
        return Word(404)
    try:
        seen = open_checkpoint(asked.note, key=parse_vkey(peer.log_key), check_signature=check_signature)
    except (NotSigned, MalformedNote, MalformedCheckpoint):
        return Word(403)
    return _judged(peer, asked, seen, now)


def _present() -> list[Peer]:
    return list(Peer.objects.filter(until=None).order_by("id"))


def _judged(peer: Peer, asked: WitnessRequest, seen: Checkpoint, now: datetime) -> Word:
    head = Head.objects.filter(peer=peer).first()
    size, root = (0, EMPTY_ROOT) if head is None else (head.size, bytes(head.root))
    if asked.old_size > seen.size:
        return Word(400)
    note = asked.note.decode()
    is_another = size == seen.size and root != seen.root
    if head is not None and is_another and asked.old_size == size:
        actions.note_contradiction(peer.id, kind=Contradiction.Kind.FORK, kept=head.note, seen=note, now=now)
    if is_another or asked.old_size != size:
        return Word(409, f"{size}\n")
    if is_forked(peer):
        return Word(403)
    if not _is_proven(asked, seen, root):
        return Word(422)
    if actions.move_head(peer.id, was=size, size=seen.size, root=seen.root, note=note, now=now):
        return Word(200, cosigned(seen.text, now))
    return Word(409, f"{Head.objects.get(peer=peer).size}\n")


def is_forked(peer: Peer) -> bool:
    """Did its record show two trees of one size? Then we sign nothing of it any more."""
    return peer.contradictions.filter(kind=Contradiction.Kind.FORK).exists()


def cosigned(text: str, now: datetime) -> str:
    """Our line under a checkpoint's text."""
    return cosign(text, key=witness_key(), seconds=int(now.timestamp()), sign=private_key().sign)


def _is_proven(asked: WitnessRequest, seen: Checkpoint, root: bytes) -> bool:
    if asked.old_size == 0:
        return not asked.proof and (seen.size > 0 or seen.root == EMPTY_ROOT)
    return verify_consistency(
        old_size=asked.old_size, old_root=root, size=seen.size, root=seen.root, proof=asked.proof
    )
