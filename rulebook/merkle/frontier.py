"""Growing a log: appending needs only the right edge, never the leaves before it.

The edge is the partial tile of each level and the partial entry bundle: everything to its left
is full, published and never touched again (C2SP tlog-tiles, "Partial Tiles").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rulebook.merkle.bundles import format_bundle, parse_bundle
from rulebook.merkle.hashing import HASH_BYTES, leaf_hash, root_of
from rulebook.merkle.tiles import TILE_BYTES, TILE_WIDTH, Bundle, Tile, edge_at, root_of_edge

ReadPath = Callable[[str], bytes]


class WrongEdge(ValueError):
    """The stored right edge does not have the shape that the log's size asks for."""


@dataclass(frozen=True)
class Frontier:
    """A log's size and right edge. Immutable: appending gives the next frontier.

    `hashes[level]` is the data of that level's partial tile (empty where the level ends in a
    full tile); `entries` is the data of the partial entry bundle.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()
    entries: bytes = b""

    @classmethod
    def read(cls, size: int, read: ReadPath) -> "Frontier":
        """The frontier of a published log of `size` leaves; `read(path)` gives a file's bytes."""
        hashes: list[bytes] = []
        for tile in edge_at(size):
            hashes += [b""] * (tile.level - len(hashes))
            data = read(tile.path)
            if len(data) != tile.width * HASH_BYTES:
                raise WrongEdge(f"{tile.path} has {len(data)} bytes")
            hashes.append(data)
        full, width = divmod(size, TILE_WIDTH)
        entries = read(Bundle(full, width).path) if width else b""
        if b"".join(map(leaf_hash, parse_bundle(entries))) != (hashes[0] if width else b""):
            raise WrongEdge(f"{Bundle(full, width).path} does not hold the leaves of the tile")
        return cls(size, tuple(hashes), entries)

    @property
    def root(self) -> bytes:
        return root_of_edge(list(self.hashes))

    def append(self, entries: Sequence[bytes]) -> "Growth":
        """The log with `entries` at its end. Nothing is written: the caller stores, then signs."""
        draft = _Draft(self)
        for entry in entries:
            draft.add(entry)
        draft.publish_edge()
        frontier = Frontier(draft.size, tuple(map(bytes, draft.hashes)), bytes(draft.entries))
        return Growth(frontier, draft.files)


@dataclass(frozen=True)
class Growth:
    """What an append changes: the next frontier, and the bytes of every new file by its path."""

    frontier: Frontier
    files: dict[str, bytes]


class _Draft:
    """The edge while entries are being added, and the files that this makes."""

    def __init__(self, frontier: Frontier) -> None:
        self.old_size = self.size = frontier.size
        self.hashes = [bytearray(level) for level in frontier.hashes]
        self.entries = bytearray(frontier.entries)
        self.files: dict[str, bytes] = {}

    def add(self, entry: bytes) -> None:
        self.entries += format_bundle([entry])
        self.size += 1
        if self.size % TILE_WIDTH == 0:
            self.files[Bundle(self.size // TILE_WIDTH - 1).path] = bytes(self.entries)
            self.entries.clear()
        self._add_hash(0, leaf_hash(entry))

    def _add_hash(self, level: int, value: bytes) -> None:
        """Put a hash at the end of `level`; a tile that this fills gives one to the level above."""
        if level == len(self.hashes):
            self.hashes.append(bytearray())
        row = self.hashes[level]
        row += value
        if len(row) == TILE_BYTES:
            index = (self.size >> (8 * (level + 1))) - 1
            self.files[Tile(level, index).path] = bytes(row)
            self._add_hash(level + 1, root_of(bytes(row)))
            row.clear()

    def publish_edge(self) -> None:
        """The partial tiles and bundle of the new size, where the old size had not the same."""
        before = set(edge_at(self.old_size))
        for tile in edge_at(self.size):
            if tile not in before:
                self.files[tile.path] = bytes(self.hashes[tile.level])
        if self.size != self.old_size and self.entries:
            bundle = Bundle(self.size // TILE_WIDTH, self.size % TILE_WIDTH)
            self.files[bundle.path] = bytes(self.entries)
