"""The hash of any range of a published log's leaves, and so every proof, from its tiles alone.

Only full subtrees stand in tiles, each at one place: a subtree of 2**h leaves is h % 8 levels
above the hashes of a tile of level h // 8. A ragged range is a row of full subtrees.
"""

from collections.abc import Callable
from functools import lru_cache

from rulebook.merkle import proofs
from rulebook.merkle.hashing import EMPTY_ROOT, HASH_BYTES, node_hash, parents
from rulebook.merkle.tiles import TILE_WIDTH, Tile, width_at

ReadTile = Callable[[Tile], bytes]
TileLevels = tuple[bytes, ...]
LevelsOf = Callable[[Tile], TileLevels]


class WrongTile(ValueError):
    """A tile's data does not have the length that its width asks for."""


def tile_levels(read: ReadTile, *, keep: int = 1024) -> LevelsOf:
    """A tile's own hashes and the seven rows of nodes above them, lowest first.

    The `keep` tiles used last stay in memory, at most 16 KB each. What a tile's name stands for
    never changes, so the same cache serves every size of one log.
    """

    @lru_cache(maxsize=keep)
    def levels_of(tile: Tile) -> TileLevels:
        data = read(tile)
        if len(data) != tile.width * HASH_BYTES:
            raise WrongTile(f"{tile.path} has {len(data)} bytes")
        rows = [data]
        for _ in range(7):
            rows.append(parents(rows[-1]))
        return tuple(rows)

    return levels_of


class Tree:
    """The Merkle tree of a log with `size` leaves, read through `levels_of` (see tile_levels)."""

    def __init__(self, size: int, levels_of: LevelsOf) -> None:
        self.size = size
        self._levels_of = levels_of

    def root(self) -> bytes:
        return self.hash_of(0, self.size)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """RFC 6962 section 2.1.1. Raises proofs.NoSuchProof for a leaf that is not there."""
        return proofs.inclusion_proof(index, self.size, self.hash_of)

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """RFC 6962 section 2.1.2. Raises proofs.NoSuchProof, for size 0 also."""
        return proofs.consistency_proof(old_size, self.size, self.hash_of)

    def hash_of(self, start: int, end: int) -> bytes:
        """The tree hash over leaves start..end-1, where `start` begins a subtree of that length."""
        if start == end:
            return EMPTY_ROOT
        subtrees: list[bytes] = []
        while start < end:  # the largest full subtrees first, as RFC 6962 splits
            height = (end - start).bit_length() - 1
            place, inside = divmod(start, 1 << height)
            if inside:
                raise ValueError(f"no subtree of 2**{height} leaves begins at leaf {start}")
            subtrees.append(self._subtree(place, height))
            start += 1 << height
        right = subtrees.pop()
        while subtrees:
            right = node_hash(subtrees.pop(), right)
        return right

    def _subtree(self, place: int, height: int) -> bytes:
        """The hash of the full subtree over the 2**height leaves from place * 2**height."""
        level, rows_up = divmod(height, 8)
        index, at = divmod(place << rows_up, TILE_WIDTH)
        tile = Tile(level, index, width_at(level, index, self.size))
        row = self._levels_of(tile)[rows_up]
        start = (at >> rows_up) * HASH_BYTES
        return row[start : start + HASH_BYTES]
