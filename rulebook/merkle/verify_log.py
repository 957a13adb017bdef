"""Check a whole published log, every leaf of it, from its files alone.

From the signature downwards: the checkpoint's key signed the root; the partial tiles lead to that
root; each full tile hashes to the value above it, which is already trusted; each entry hashes to
the value in its level 0 tile. So every value is compared with a trusted one, and the first
difference tells which file is wrong. Bundles are read one at a time: a long log needs no more
memory than a short one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rulebook.merkle.bundles import BrokenBundle, parse_bundle
from rulebook.merkle.checkpoint import Checkpoint, open_checkpoint
from rulebook.merkle.hashing import HASH_BYTES, leaf_hash, root_of
from rulebook.merkle.leaves import MalformedLeaf, parse_leaf
from rulebook.merkle.notes import CheckSignature, VerifierKey, parse_vkey
from rulebook.merkle.reading import Reader
from rulebook.merkle.tiles import (
    TILE_WIDTH,
    Bundle,
    NotATile,
    Tile,
    edge_at,
    parse_path,
    root_of_edge,
    width_at,
)

CHECKPOINT = "checkpoint"
VKEY = "vkey"
#: The keys of those who witness the log, one a line; not of the log, and no part of what is checked.
WITNESSES = "witnesses"


@dataclass(frozen=True)
class Verdict:
    """`bad` names the first bad file and what in it; None when all is well.

    `size` and `root` (32 bytes) are the checkpoint's; None while its signature does not hold.
    """

    ok: bool
    size: int | None
    root: bytes | None
    bad: str | None


class _Bad(Exception):
    """The walk stops at the first thing that is wrong."""


def verify(
    reader: Reader, *, vkey: str, check_signature: CheckSignature, check_leaves: bool = True
) -> Verdict:
    """Is the log that `reader` finds whole, and signed by `vkey`?

    `check_leaves` also asks of each entry that it is a leaf of Commonhold's form (leaves.py).
    Raises MalformedNote when `vkey` itself is no verifier key; all else is in the verdict.
    """
    key = parse_vkey(vkey)
    checkpoint = None
    try:
        checkpoint = _opened_checkpoint(reader, key, check_signature)
        _expect_published_key(reader, key)
        walk = _Walk(reader, checkpoint, check_leaves=check_leaves)
        walk.check_tree()
        walk.check_other_files()
    except _Bad as bad:
        size, root = (checkpoint.size, checkpoint.root) if checkpoint else (None, None)
        return Verdict(ok=False, size=size, root=root, bad=str(bad))
    return Verdict(ok=True, size=checkpoint.size, root=checkpoint.root, bad=None)


def _opened_checkpoint(reader: Reader, key: VerifierKey, check_signature: CheckSignature) -> Checkpoint:
    data = reader.read(CHECKPOINT)
    if data is None:
        raise _Bad(f"{CHECKPOINT}: missing")
    try:
        return open_checkpoint(data, key=key, check_signature=check_signature)
    except ValueError as error:
        raise _Bad(f"{CHECKPOINT}: {error}") from None


def _expect_published_key(reader: Reader, key: VerifierKey) -> None:
    data = reader.read(VKEY)
    if data is None:
        raise _Bad(f"{VKEY}: missing")
    if data != f"{key}\n".encode():
        raise _Bad(f"{VKEY}: not the key that this check was given")


class _Walk:
    """Down the tree, from the checkpoint's root to every leaf, left to right."""

    def __init__(self, reader: Reader, checkpoint: Checkpoint, *, check_leaves: bool) -> None:
        self._reader = reader
        self._size = checkpoint.size
        self._root = checkpoint.root
        self._check_leaves = check_leaves

    def check_tree(self) -> None:
        edge = {tile: self._hashes(tile) for tile in edge_at(self._size)}
        if root_of_edge(list(edge.values())) != self._root:
            raise self._blame_edge(edge)
        for tile in reversed(edge):  # the highest level covers the first leaves
            self._check_below(tile, edge[tile])

    def _check_tile(self, tile: Tile, expected: bytes, above: Tile) -> None:
        hashes = self._hashes(tile)
        if root_of(hashes) != expected:
            wrong_hash = self._wrong_hash(tile, hashes, lambda mended: root_of(mended) == expected)
            raise wrong_hash or _Bad(f"{tile.path}: does not hash to its value in {above.path}")
        self._check_below(tile, hashes)

    def _check_below(self, tile: Tile, hashes: bytes) -> None:
        """`hashes` are trusted now: check against them what they were made from."""
        if tile.level == 0:
            self._check_bundle(Bundle(tile.index, tile.width), hashes, tile)
            return
        for place in range(tile.width):
            self._check_tile(_child(tile, place), _hash_at(hashes, place), tile)

    def _check_bundle(self, bundle: Bundle, hashes: bytes, tile: Tile) -> None:
        """The entries are those that the level 0 `tile` has `hashes` of, and nothing follows."""
        entries = self._entries(bundle)
        for place in range(bundle.width):
            leaf = bundle.first_leaf + place
            entry = next(entries, None)
            if entry is None:
                raise _Bad(f"{bundle.path}: leaf {leaf} is missing")
            if leaf_hash(entry) != _hash_at(hashes, place):
                raise _Bad(f"{bundle.path}: leaf {leaf} is not the one that {tile.path} has the hash of")
            if self._check_leaves:
                self._expect_leaf_form(bundle, leaf, entry)
        if next(entries, None) is not None:
            raise _Bad(f"{bundle.path}: something follows leaf {leaf}")

    def _expect_leaf_form(self, bundle: Bundle, leaf: int, entry: bytes) -> None:
        try:
            parse_leaf(entry)
        except MalformedLeaf as error:
            raise _Bad(f"{bundle.path}: leaf {leaf} is not of the record's form: {error}") from None

    # Reading. A log may drop a partial file once the full one stands (tlog-tiles, "Partial
    # Tiles"), which can happen between our reading the checkpoint and the file.

    def _hashes(self, tile: Tile) -> bytes:
        data = self._reader.read(tile.path)
        if data is None:
            whole = self._reader.read(tile.full.path)
            if whole is None:
                raise _Bad(f"{tile.path}: missing")
            data = whole[: tile.width * HASH_BYTES]
        if len(data) != tile.width * HASH_BYTES:
            raise _Bad(f"{tile.path}: {len(data)} bytes, where {tile.width} hashes of 32 are expected")
        return data

    def _entries(self, bundle: Bundle) -> Iterator[bytes]:
        data = self._reader.read(bundle.path)
        ends_here = data is not None
        if data is None:
            data = self._reader.read(bundle.full.path)
        if data is None:
            raise _Bad(f"{bundle.path}: missing")
        place = 0
        entries = parse_bundle(data)
        while ends_here or place < bundle.width:
            try:
                yield next(entries)
            except StopIteration:
                return
            except BrokenBundle:
                raise _Bad(f"{bundle.path}: leaf {bundle.first_leaf + place} is cut short") from None
            place += 1

    # Blame. A tile that does not fit the trusted value above it is compared with what the files
    # below it give; if those give the trusted value, the tile is at fault, and we know where.

    def _wrong_hash(self, tile: Tile, hashes: bytes, fits: Callable[[bytes], bool]) -> _Bad | None:
        try:
            mended = b"".join(self._hashes_from_below(tile))
        except _Bad:
            return None
        if not fits(mended):
            return None
        place = _first_difference(hashes, mended)
        return _Bad(f"{tile.path}: hash {place} is not that of {_made_from(tile, place)}")

    def _hashes_from_below(self, tile: Tile) -> Iterator[bytes]:
        if tile.level == 0:
            yield from map(leaf_hash, self._entries(Bundle(tile.index, tile.width)))
            return
        for place in range(tile.width):
            yield root_of(self._hashes(_child(tile, place)))

    def _blame_edge(self, edge: dict[Tile, bytes]) -> _Bad:
        for tile in reversed(edge):

            def fits(mended: bytes, tile: Tile = tile) -> bool:
                return root_of_edge(list({**edge, tile: mended}.values())) == self._root

            if wrong_hash := self._wrong_hash(tile, edge[tile], fits):
                return wrong_hash
        highest = max(edge, default=None)
        return _Bad(f"{highest.path if highest else CHECKPOINT}: the tiles do not lead to the signed root")

    # Files that the walk did not need, where they can be listed.

    def check_other_files(self) -> None:
        """Only earlier, narrower states of tiles and bundles may lie beside the present ones."""
        for path in sorted(self._reader.paths() or ()):
            if path not in (CHECKPOINT, VKEY, WITNESSES):
                self._check_listed(path)

    def _check_listed(self, path: str) -> None:
        try:
            named = parse_path(path)
        except NotATile:
            raise _Bad(f"{path}: does not belong to the log") from None
        level = named.level if isinstance(named, Tile) else 0
        present = Tile(level, named.index, width_at(level, named.index, self._size))
        if named.width > present.width:
            raise _Bad(f"{path}: does not belong to a log of {self._size} leaves")
        if named.width == present.width:
            return  # the walk has read it
        trusted = self._hashes(present)
        if isinstance(named, Bundle):
            self._check_bundle(named, trusted, present)
        else:
            self._check_earlier_tile(named, trusted, present)

    def _check_earlier_tile(self, tile: Tile, trusted: bytes, present: Tile) -> None:
        hashes = self._hashes(tile)
        if not trusted.startswith(hashes):
            place = _first_difference(hashes, trusted)
            raise _Bad(f"{tile.path}: hash {place} is not the one in {present.path}")


def _child(tile: Tile, place: int) -> Tile:
    return Tile(tile.level - 1, tile.index * TILE_WIDTH + place)


def _hash_at(hashes: bytes, place: int) -> bytes:
    return hashes[place * HASH_BYTES : (place + 1) * HASH_BYTES]


def _first_difference(left: bytes, right: bytes) -> int:
    """The place of the first hash that differs; there is one."""
    places = range(len(left) // HASH_BYTES)
    return next(place for place in places if _hash_at(left, place) != _hash_at(right, place))


def _made_from(tile: Tile, place: int) -> str:
    if tile.level == 0:
        return f"leaf {tile.index * TILE_WIDTH + place}"
    return _child(tile, place).path
