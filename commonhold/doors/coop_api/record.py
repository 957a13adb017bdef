"""The public record: its signed head, its leaves, and the proof that a leaf is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.answers import Wrong
from commonhold.doors.calls.asked import Asked
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.types import Address, Anything, Hash, Limit, Listed, Number, Told, cut, listed
from commonhold.ground.installation.queries import must_be_founded
from commonhold.ground.record import queries as record
from commonhold.ground.record.queries import LeafView


@dataclass(frozen=True)
class Checkpoint:
    """A signed head of the log (C2SP tlog-checkpoint); `note` is what was signed, with the signature."""

    size: int
    root: Hash
    at: datetime
    note: str


@dataclass(frozen=True)
class Record:
    """The log's name, the key that outsiders verify with, its latest head, and where its tiles are."""

    origin: str
    vkey: str
    checkpoint: Checkpoint | None
    tiles: Address


@dataclass(frozen=True)
class Leaf:
    """A fact of the record. It has no index until it has its place; `about` may be empty."""

    index: int | None
    kind: str
    about: str
    at: datetime
    body: Anything


@dataclass(frozen=True)
class Proof:
    """That a leaf is in the tree of `size` leaves (RFC 6962 §2.1.1); the lowest hash comes first."""

    index: int
    size: int
    root: Hash
    hashes: list[Hash]


@dataclass(frozen=True)
class Sought:
    """Which leaves: before an index, of kinds that begin so, about one thing such as "proposal:ID"."""

    before: Number | None = None
    kind: Annotated[str, Told(longest=80)] | None = None
    about: Annotated[str, Told(longest=80)] | None = None
    limit: Limit = 20


@operation(scope="read:governance")
def show_record(asked: Asked) -> Record:
    """Where the record stands and how it is verified."""
    heads = [Checkpoint(each.size, each.root, each.at, each.note) for each in record.checkpoints(limit=1)]
    return Record(
        origin=must_be_founded().record_origin,
        vkey=record.vkey(),
        checkpoint=heads[0] if heads else None,
        tiles=address("/record"),
    )


@operation(scope="read:governance")
def list_leaves(asked: Asked, query: Sought) -> Listed[Leaf]:
    """The record's leaves, the latest first."""
    found = record.leaves(
        kind=query.kind or "",
        about=query.about or "",
        before=cut(query.before),
        limit=query.limit,
    )
    rows = [_leaf(each) for each in found]
    return listed(rows, [each.index for each in found], limit=query.limit, by="before")


@operation(scope="read:governance")
def show_leaf(asked: Asked, index: Number) -> Leaf:
    """One leaf."""
    return _leaf(record.leaf(int(index)))


@operation(scope="read:governance")
def show_proof(asked: Asked, index: Number) -> Proof:
    """That a leaf is under the latest checkpoint; not found while it isn't signed yet."""
    found = record.proof(record.leaf(int(index)).index or 0)
    if found is None:
        raise Wrong(404, "No checkpoint covers this leaf yet")
    return Proof(found.index, found.size, found.root, found.hashes)


def _leaf(found: LeafView) -> Leaf:
    return Leaf(found.index, found.kind, found.about, found.at, dict(found.body))
