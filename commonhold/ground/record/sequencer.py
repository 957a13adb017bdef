"""From pending leaves to a signed checkpoint.

Three steps, in this order, and each is found and finished after a crash: leaves get their index (one
commit), tiles are written, the checkpoint is signed and kept. So the log never signs two trees of one
size, and never a tree whose tiles are not there.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from commonhold.ground import ids
from commonhold.ground.installation.queries import place
from commonhold.ground.prepared import Prepared
from commonhold.ground.record import files, signing
from commonhold.ground.record.models import Checkpoint, Leaf
from rulebook.merkle import Bundle, Frontier, Tile, WrongEdge, bundles_at, sign_checkpoint, tiles_at
from rulebook.merkle import Checkpoint as CheckpointForm

_BATCH = 500  # leaves numbered in one transaction: some 80 ms of the only writer's time


def sequence(now: datetime) -> int:
    """Give pending leaves their place, publish the tiles, sign. Returns the log's size."""
    here = place()
    if here is None:
        return 0
    with files.one_sequencer():
        while _number_pending(now):
            pass
        return _publish(here.record_origin, now)


def sweep(now: datetime) -> None:
    """The same, after a look that costs little: mostly all of it is published."""
    here = place()
    if here is not None and not _is_published(here.record_origin, now):
        sequence(now)


def mend(now: datetime) -> int:
    """At start: rebuild the folder from the database when a file of the signed log is gone."""
    signed = Checkpoint.objects.order_by("-size").first()
    if signed is not None:
        parts: list[Tile | Bundle] = [*tiles_at(signed.size), *bundles_at(signed.size)]
        with files.one_sequencer():
            if not all((files.folder() / part.path).is_file() for part in parts):
                files.clear()
    return sequence(now)


def rebuild() -> int:
    """Write the folder anew up to the newest signature, and sign nothing: a copy that was laid down again
    may know less than others have seen. Returns the log's size. Raises WrongEdge where it is not ours.
    """
    here, signed = place(), Checkpoint.objects.order_by("-size").first()
    if here is None or signed is None:
        return 0
    kept = Leaf.objects.filter(index__lt=signed.size).order_by("index").values_list("data", flat=True)
    growth = Frontier().append([bytes(each) for each in kept])
    if (growth.frontier.size, growth.frontier.root) != (signed.size, bytes(signed.root)):
        raise WrongEdge("the leaves in the database are not those that were signed")
    with files.one_sequencer():
        files.clear()
        files.write(growth.files)
        files.write(
            {
                files.VKEY: f"{signing.verifier_key(here.record_origin)}\n".encode(),
                files.CHECKPOINT: signed.note.encode(),
            }
        )
    return signed.size


def _is_published(origin: str, now: datetime) -> bool:
    """Is every leaf up to `now` under the newest signature, and that one in the folder?"""
    signed = _SIGNED.rows()
    if not signed or _PENDING.ids(until=ids.first_id_after(now)):
        return False
    ((size, note),) = signed
    return (
        (_NUMBERED.ids() or [-1])[0] == size - 1
        and files.read(files.CHECKPOINT) == note.encode()
        and (files.read(files.VKEY) or b"").startswith(f"{origin}+".encode())
    )


_SIGNED = Prepared(lambda: Checkpoint.objects.order_by("-size").values_list("size", "note")[:1])
_NUMBERED = Prepared(
    lambda: Leaf.objects.filter(index__isnull=False).order_by("-index").values_list("index")[:1]
)
_PENDING = Prepared(lambda *, until: Leaf.objects.filter(index=None, id__lt=until).values_list("id")[:1])


@transaction.atomic
def _number_pending(now: datetime) -> bool:
    """Number a batch of what is dated up to `now`; is there more?"""
    due = Leaf.objects.filter(index=None, id__lt=ids.first_id_after(now))
    pending = list(due.order_by("id").only("id")[:_BATCH])
    if not pending:
        return False
    last = Leaf.objects.aggregate(last=Max("index"))["last"]
    for index, leaf in enumerate(pending, start=0 if last is None else last + 1):
        leaf.index = index
    Leaf.objects.bulk_update(pending, ["index"], batch_size=250)
    return len(pending) == _BATCH


def _publish(origin: str, now: datetime) -> int:
    signed = Checkpoint.objects.order_by("-size").first()
    frontier = _edge(signed)
    new = Leaf.objects.filter(index__gte=frontier.size).order_by("index").values_list("data", flat=True)
    entries = [bytes(each) for each in new]
    if entries or signed is None:
        growth = frontier.append(entries)
        files.write(growth.files)
        frontier = growth.frontier
        if signed is None or frontier.size > signed.size:
            signed = _sign(origin, frontier, now)
    heads = {
        files.VKEY: f"{signing.verifier_key(origin)}\n".encode(),
        files.CHECKPOINT: signed.note.encode(),
    }
    files.write({path: data for path, data in heads.items() if files.read(path) != data})
    return frontier.size


def _edge(signed: Checkpoint | None) -> Frontier:
    """The right edge of what was signed; an empty one, to rebuild all, when the folder lost it."""
    if signed is None:
        return Frontier()
    try:
        frontier = Frontier.read(signed.size, files.must_read)
    except (FileNotFoundError, NotADirectoryError, WrongEdge, ValueError):
        frontier = Frontier()
    if frontier.size != signed.size or frontier.root != bytes(signed.root):
        files.clear()
        return Frontier()
    return frontier


def _sign(origin: str, frontier: Frontier, now: datetime) -> Checkpoint:
    key = signing.private_key()
    form = CheckpointForm(origin, frontier.size, frontier.root)
    note = sign_checkpoint(form, key=signing.verifier_key(origin), sign=key.sign)
    return Checkpoint.objects.create(size=frontier.size, root=frontier.root, note=note.decode(), at=now)
