"""Where the tree's hashes and entries are published (C2SP tlog-tiles, "Merkle Tree", "Log entries").

A tile is 256 neighbouring hashes of one level, eight tree levels above the tile level below. The
rightmost tile of a level may be partial, and then its width is part of its name: what stands
under a name never changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from rulebook.merkle.hashing import EMPTY_ROOT, HASH_BYTES, root_of

TILE_WIDTH = 256
TILE_BYTES = TILE_WIDTH * HASH_BYTES
TOP_LEVEL = 63


class NotATile(ValueError):
    """The path names neither a tile nor an entry bundle."""


@dataclass(frozen=True, order=True)
class Tile:
    """`width` hashes of `level`; hash i covers leaves (256*index + i) * 256**level onwards."""

    level: int
    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        return f"tile/{self.level}/{_index_path(self.index)}{_width_suffix(self.width)}"

    @property
    def full(self) -> "Tile":
        return Tile(self.level, self.index)


@dataclass(frozen=True, order=True)
class Bundle:
    """`width` entries, the leaves from 256*index onwards."""

    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        return f"tile/entries/{_index_path(self.index)}{_width_suffix(self.width)}"

    @property
    def full(self) -> "Bundle":
        return Bundle(self.index)

    @property
    def first_leaf(self) -> int:
        return self.index * TILE_WIDTH


def _index_path(index: int) -> str:
    """1234067 is x001/x234/067: three digits a step, so that no folder grows large."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    steps = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([f"x{step}" for step in steps[:-1]] + steps[-1:])


def _width_suffix(width: int) -> str:
    return "" if width == TILE_WIDTH else f".p/{width}"


_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def parse_path(path: str) -> Tile | Bundle:
    """The tile or bundle that `path` names. Raises NotATile for every other spelling."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise NotATile(path)
    place, steps, width_text = match.groups()
    index = int(steps.replace("x", "").replace("/", ""))
    width = TILE_WIDTH if width_text is None else int(width_text)
    named = Bundle(index, width) if place == "entries" else Tile(int(place), index, width)
    if named.path != path or (isinstance(named, Tile) and named.level > TOP_LEVEL) or width > TILE_WIDTH:
        raise NotATile(path)
    return named


def width_at(level: int, index: int, size: int) -> int:
    """How wide this tile (or, at level 0, this bundle) is in a log of `size` leaves; 0: not there."""
    return min(max((size >> (8 * level)) - index * TILE_WIDTH, 0), TILE_WIDTH)


def bundles_at(size: int) -> Iterator[Bundle]:
    """Every entry bundle of a log with `size` leaves, in order."""
    for tile in _level_at(0, size):
        yield Bundle(tile.index, tile.width)


def tiles_at(size: int) -> Iterator[Tile]:
    """Every tile of a tree with `size` leaves, level by level."""
    for level in _levels_of(size):
        yield from _level_at(level, size)


def edge_at(size: int) -> Iterator[Tile]:
    """The partial tiles, lowest level first. Together they hold the tree's root and all growth."""
    for level in _levels_of(size):
        index, width = divmod(size >> (8 * level), TILE_WIDTH)
        if width:
            yield Tile(level, index, width)


def _levels_of(size: int) -> Iterator[int]:
    for level in count():
        if size >> (8 * level) == 0:
            return
        yield level


def _level_at(level: int, size: int) -> Iterator[Tile]:
    full, width = divmod(size >> (8 * level), TILE_WIDTH)
    for index in range(full):
        yield Tile(level, index)
    if width:
        yield Tile(level, full, width)


def root_of_edge(edge: list[bytes]) -> bytes:
    """The root, from the data of the partial tiles, lowest level first (a level may have none).

    A level's leftover below 256 hashes is one subtree, smaller than those of the next level, and
    the last under the root of that next level: it takes its place there as one more hash.
    """
    rest = b""
    for hashes in edge:
        if hashes:
            rest = root_of(hashes + rest)
    return rest or EMPTY_ROOT


def tiles_from(leaf_hashes: bytes) -> dict[Tile, bytes]:
    """All tiles of the tree over these leaf hashes (32 bytes each), computed from scratch."""
    data: dict[Tile, bytes] = {}
    row = leaf_hashes
    for tile in tiles_at(len(leaf_hashes) // HASH_BYTES):
        if tile.level and tile.index == 0:
            row = _full_tile_roots(row)
        start = tile.index * TILE_BYTES
        data[tile] = row[start : start + tile.width * HASH_BYTES]
    return data


def _full_tile_roots(row: bytes) -> bytes:
    """The hashes of the level above: one for every full tile of `row`."""
    starts = range(0, len(row) - TILE_BYTES + 1, TILE_BYTES)
    return b"".join([root_of(row[start : start + TILE_BYTES]) for start in starts])
