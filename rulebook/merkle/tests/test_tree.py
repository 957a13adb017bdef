import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.merkle.hashing import HASH_BYTES, leaf_hash, root_of
from rulebook.merkle.proofs import NoSuchProof, verify_consistency, verify_inclusion
from rulebook.merkle.tiles import Tile, tiles_from
from rulebook.merkle.tree import Tree, WrongTile, tile_levels

LARGEST = 70_000
HASHES = b"".join(leaf_hash(str(number).encode()) for number in range(LARGEST))
TILES = tiles_from(HASHES)

sizes = (
    st.integers(1, 700) | st.integers(1, LARGEST) | st.sampled_from([255, 256, 257, 65_535, 65_536, 65_537])
)


def read(tile: Tile) -> bytes:
    """A log that keeps every partial tile: cut from the tile as it stands today."""
    start = tile.index * 256 * HASH_BYTES
    row = HASHES[start:] if tile.level == 0 else TILES[today(tile)]
    return row[: tile.width * HASH_BYTES]


def today(tile: Tile) -> Tile:
    return next(known for known in TILES if (known.level, known.index) == (tile.level, tile.index))


LEVELS_OF = tile_levels(read)


def root(size: int) -> bytes:
    return root_of(HASHES[: size * HASH_BYTES])


@settings(deadline=None)
@given(sizes, st.data())
def test_proofs_from_tiles_hold(size: int, data: st.DataObject) -> None:
    tree = Tree(size, LEVELS_OF)
    assert tree.root() == root(size)
    index = data.draw(st.integers(0, size - 1))
    own = HASHES[index * HASH_BYTES : (index + 1) * HASH_BYTES]
    proof = tree.inclusion_proof(index)
    assert verify_inclusion(leaf_hash=own, index=index, size=size, proof=proof, root=root(size))
    old = data.draw(st.integers(1, size))
    proof = tree.consistency_proof(old)
    assert verify_consistency(old_size=old, old_root=root(old), size=size, root=root(size), proof=proof)


def test_a_tree_without_leaves_has_a_root_and_no_proofs() -> None:
    tree = Tree(0, LEVELS_OF)
    assert tree.root() == root(0)
    with pytest.raises(NoSuchProof):
        tree.inclusion_proof(0)
    with pytest.raises(NoSuchProof):
        tree.consistency_proof(0)


def test_a_proof_in_a_long_log_reads_a_tile_of_each_level_and_the_edge() -> None:
    asked: list[Tile] = []

    def counted(tile: Tile) -> bytes:
        asked.append(tile)
        return read(tile)

    Tree(LARGEST, tile_levels(counted)).inclusion_proof(12_345)
    assert sorted(asked) == [Tile(0, 48), Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17)]


def test_a_torn_tile_is_refused() -> None:
    tree = Tree(5, tile_levels(lambda _: bytes(4 * HASH_BYTES)))
    with pytest.raises(WrongTile, match="128 bytes"):
        tree.root()


def test_a_range_that_no_subtree_begins_at_is_refused() -> None:
    with pytest.raises(ValueError, match="no subtree"):
        Tree(10, LEVELS_OF).hash_of(1, 3)
