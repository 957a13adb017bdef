"""After a restore: what others saw of the record is taken up, so that it never says two things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.ground.installation.queries import must_be_founded
from commonhold.ground.record import queries, signing
from commonhold.ground.record.models import Checkpoint, Leaf
from commonhold.ground.record.sequencer import rebuild
from commonhold.ground.record.signature import check_signature
from commonhold.ground.refusal import Refusal
from rulebook.merkle import Checkpoint as CheckpointForm
from rulebook.merkle import (
    Reader,
    bundles_at,
    parse_bundle,
    parse_leaf,
    root_of_leaves,
    sign_checkpoint,
    verify,
)


@dataclass(frozen=True)
class TakenUp:
    """An entry that is on the record again, and whose deed this copy does not know."""

    index: int
    kind: str
    at: datetime


def take_up(reader: Reader, *, now: datetime) -> list[TakenUp]:
    """Have our record go on where this copy of it ends; nothing when it knows no more than we do.

    The copy must be signed by our own key, whole, and begin with all that we signed. Raises Refusal.
    """
    origin = must_be_founded().record_origin
    verdict = verify(reader, vkey=queries.vkey(), check_signature=check_signature)
    if verdict.bad is not None or verdict.root is None or verdict.size is None:
        raise Refusal(
            _("That is no whole copy of our record: {bad}. Nothing was changed; ask another witness."),
            bad=verdict.bad,
        )
    entries = _entries(reader, verdict.size)
    with transaction.atomic():
        signed = Checkpoint.objects.select_for_update().order_by("-size").first()
        size, root = (signed.size, bytes(signed.root)) if signed else (0, root_of_leaves([]))
        if len(entries) <= size:
            return []
        if root_of_leaves(entries[:size]) != root:
            raise Refusal(
                _(
                    "That copy and this one are both signed by our key and can't both be true. "
                    "Nothing was changed."
                )
            )
        taken = _keep(entries, size)
        form = CheckpointForm(origin, verdict.size, verdict.root)
        note = sign_checkpoint(form, key=signing.verifier_key(origin), sign=signing.private_key().sign)
        Checkpoint.objects.create(size=verdict.size, root=verdict.root, note=note.decode(), at=now)
    rebuild()
    return taken


def _keep(entries: Sequence[bytes], size: int) -> list[TakenUp]:
    """Give each its place. One that waited here without a place when the backup was taken is that one."""
    numbered = {row.index: row for row in Leaf.objects.filter(index__gte=size)}
    pending = {bytes(row.data): row for row in Leaf.objects.filter(index=None)}
    taken = []
    for index, data in enumerate(entries[size:], size):
        there = numbered.get(index) or pending.pop(data, None)
        if there is not None and bytes(there.data) != data:
            raise Refusal(
                _("Entry {index} is another here than in that copy. Nothing was changed."), index=index
            )
        if there is not None:
            there.index = index
            there.save(update_fields=["index"])
            continue
        form = parse_leaf(data)
        at = datetime.fromtimestamp(form.at / 1000, tz=UTC)
        Leaf.objects.create(id=ids.new_id(at), index=index, kind=form.type, data=data)
        taken.append(TakenUp(index, form.type, at))
    return taken


def _entries(reader: Reader, size: int) -> list[bytes]:
    found: list[bytes] = []
    for bundle in bundles_at(size):
        data = reader.read(bundle.path)
        if data is None:
            data = reader.read(bundle.full.path) or b""
        found += list(parse_bundle(data))[: bundle.width]
    return found
