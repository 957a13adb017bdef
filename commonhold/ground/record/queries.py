from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from commonhold.ground.installation.queries import place
from commonhold.ground.record import files, signing
from commonhold.ground.record.models import Checkpoint, Leaf
from commonhold.ground.record.signature import check_signature
from commonhold.ground.refusal import NotFound
from rulebook.canonical import Json
from rulebook.merkle import (
    Bundle,
    NotATile,
    Tile,
    Tree,
    bundles_at,
    open_checkpoint,
    parse_leaf,
    parse_path,
    tile_levels,
    tiles_at,
)
from rulebook.merkle.tree import LevelsOf


@dataclass(frozen=True)
class CheckpointView:
    """A signed head of the log."""

    size: int
    root: str  # hex
    at: datetime
    note: str


@dataclass(frozen=True)
class LeafView:
    """One fact of the record; `index` is None until it has its place."""

    index: int | None
    kind: str
    about: str
    at: datetime
    body: dict[str, Json]


@dataclass(frozen=True)
class Proof:
    """That a leaf is in the tree of `size` leaves (RFC 6962 §2.1.1); hashes in hex, lowest first."""

    index: int
    size: int
    root: str
    hashes: list[str]


def checkpoints(*, limit: int) -> list[CheckpointView]:
    """Signed heads, newest first."""
    rows = Checkpoint.objects.order_by("-size")[:limit]
    return [CheckpointView(row.size, bytes(row.root).hex(), row.at, row.note) for row in rows]


def vkey() -> str:
    """The key that outsiders verify with. Raises NotFound before the founding."""
    here = place()
    if here is None:
        raise NotFound(_("There is no record yet: the co-op is not founded."))
    return str(signing.verifier_key(here.record_origin))


def lost_key() -> str:
    """Where the key that signed the record should lie and does not; empty when it does, or nothing is signed.

    A deed would make another, and sign another record over the same numbers.
    """
    return str(signing.path()) if not signing.path().exists() and Checkpoint.objects.exists() else ""


def is_of_our_key() -> bool:
    """Is the newest head signed by the key that lies here? Ask `lost_key` first: this makes a missing one."""
    signed = Checkpoint.objects.order_by("-size").first()
    if signed is None:
        return True
    key = signing.verifier_key(signed.note.partition("\n")[0])
    try:
        open_checkpoint(signed.note.encode(), key=key, check_signature=check_signature)
    except ValueError:
        return False
    return True


def published(path: str) -> bytes | None:
    """What is served under `path`: "checkpoint", "vkey", a tile or a bundle; None for all else."""
    if path not in {files.CHECKPOINT, files.VKEY}:
        try:
            parse_path(path)
        except NotATile:
            return None
    return files.read(path)


def published_files() -> Iterator[tuple[str, bytes]]:
    """Every file of the log as last signed, without the partial tiles of earlier sizes."""
    latest = Checkpoint.objects.order_by("-size").first()
    if latest is None:
        raise NotFound(_("There is no record yet: the co-op is not founded."))
    yield files.CHECKPOINT, latest.note.encode()
    yield files.VKEY, f"{vkey()}\n".encode()
    parts: list[Tile | Bundle] = [*tiles_at(latest.size), *bundles_at(latest.size)]
    for part in parts:
        yield part.path, files.must_read(part.path)


def leaves(*, kind: str = "", about: str = "", before: int | None = None, limit: int = 50) -> list[LeafView]:
    """Facts of the record, newest first, optionally of kinds that begin with `kind` or about one thing."""
    rows = Leaf.objects.order_by("-id")
    if kind:
        rows = rows.filter(kind__startswith=kind)
    if about:
        rows = rows.filter(about=about)
    if before is not None:
        rows = rows.filter(index__lt=before)
    return [_view(row) for row in rows[:limit]]


def leaf(index: int) -> LeafView:
    """The fact at a place in the log. Raises NotFound."""
    row = Leaf.objects.filter(index=index).first()
    if row is None:
        raise NotFound(_("The record has no entry {index}."), index=index)
    return _view(row)


def index_of(leaf_id: int) -> int | None:
    """Where a leaf stands in the log; None until it has its place."""
    return Leaf.objects.filter(id=leaf_id).values_list("index", flat=True).first()


def first_checkpoint_after(index: int) -> CheckpointView | None:
    """The first signed head that holds the leaf at `index`; None until there is one."""
    row = Checkpoint.objects.filter(size__gt=index).order_by("size").first()
    return None if row is None else CheckpointView(row.size, bytes(row.root).hex(), row.at, row.note)


def proof(index: int) -> Proof | None:
    """That this leaf is under the latest checkpoint; None while it is not signed yet."""
    latest = Checkpoint.objects.order_by("-size").first()
    if latest is None or not 0 <= index < latest.size:
        return None
    tree = Tree(latest.size, _levels(files.folder()))
    hashes = [each.hex() for each in tree.inclusion_proof(index)]
    return Proof(index, latest.size, bytes(latest.root).hex(), hashes)


def consistency(old_size: int, size: int) -> list[bytes]:
    """That our log of `size` leaves begins with that of `old_size` (RFC 6962 §2.1.2); from 0, nothing.

    Raises NoSuchProof where it never had so many.
    """
    return Tree(size, _levels(files.folder())).consistency_proof(old_size) if old_size else []


@lru_cache(maxsize=2)
def _levels(folder: Path) -> LevelsOf:
    """Tiles once read stay read: what a tile's name stands for never changes."""
    return tile_levels(lambda tile: (folder / tile.path).read_bytes())


def _view(row: Leaf) -> LeafView:
    form = parse_leaf(bytes(row.data))
    at = datetime.fromtimestamp(form.at / 1000, tz=UTC)
    return LeafView(row.index, row.kind, row.about, at, dict(form.body))
