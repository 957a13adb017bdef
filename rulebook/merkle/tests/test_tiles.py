import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.merkle.hashing import HASH_BYTES, leaf_hash, root_of
from rulebook.merkle.tiles import (
    TILE_WIDTH,
    Bundle,
    NotATile,
    Tile,
    bundles_at,
    edge_at,
    parse_path,
    root_of_edge,
    tiles_at,
    tiles_from,
    width_at,
)

HASHES = b"".join(leaf_hash(str(number).encode()) for number in range(70_000))


def test_paths_are_spelled_as_the_specification_spells_them() -> None:
    assert Tile(0, 0).path == "tile/0/000"
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(63, 999, 5).path == "tile/63/999.p/5"
    assert Bundle(1000, 255).path == "tile/entries/x001/000.p/255"


@given(st.integers(0, 63), st.integers(0, 2**60), st.integers(1, TILE_WIDTH))
def test_every_path_reads_back_as_its_tile_or_bundle(level: int, index: int, width: int) -> None:
    for named in (Tile(level, index, width), Bundle(index, width)):
        assert parse_path(named.path) == named


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/000",
        "tile/0/x00/000",
        "tile/0/001/000",
        "tile/00/000",
        "tile/64/000",
        "tile/100/000",
        "tile/-1/000",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/1/",
        "tile/0/000.p/1\n",
        "tile/0/\u0660\u0660\u0660",
        "tile/entry/000",
        "tile/Entries/000",
        "/tile/0/000",
        "./tile/0/000",
        "tile/0/../0/000",
    ],
)
def test_other_spellings_name_nothing(path: str) -> None:
    with pytest.raises(NotATile):
        parse_path(path)


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    tiles = list(tiles_at(70_000))
    assert [
        sum(tile.level == level and tile.width == TILE_WIDTH for tile in tiles) for level in range(4)
    ] == [
        273,
        1,
        0,
        0,
    ]
    assert list(edge_at(70_000)) == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(bundles_at(70_000)) == [Bundle(tile.index, tile.width) for tile in tiles if tile.level == 0]


def test_a_tree_of_256_has_a_full_tile_and_one_hash_above_it() -> None:
    assert list(tiles_at(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(bundles_at(256)) == [Bundle(0)]


def test_a_tree_without_leaves_has_no_tiles() -> None:
    assert [*tiles_at(0), *bundles_at(0), *edge_at(0)] == []
    assert tiles_from(b"") == {}
    assert root_of_edge([]) == root_of(b"")


@given(st.integers(0, 70_000))
def test_widths_are_those_of_the_tiles_that_exist(size: int) -> None:
    for tile in [*edge_at(size), *list(tiles_at(size))[:3]]:
        assert width_at(tile.level, tile.index, size) == tile.width
        assert width_at(tile.level, tile.index + 1, size) == 0 or tile.width == TILE_WIDTH


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 300, 511, 512, 65_535, 65_536, 65_537, 69_999])
def test_tiles_hold_the_hashes_of_the_definition_and_the_edge_holds_the_root(size: int) -> None:
    data = tiles_from(HASHES[: size * HASH_BYTES])
    assert list(data) == list(tiles_at(size))
    for tile, hashes in data.items():
        assert len(hashes) == tile.width * HASH_BYTES
        for place in {0, tile.width // 2, tile.width - 1}:
            covered = 256**tile.level * HASH_BYTES
            start = (tile.index * TILE_WIDTH + place) * covered
            assert hashes[place * HASH_BYTES :][:HASH_BYTES] == root_of(HASHES[start : start + covered])
    assert root_of_edge([data[tile] for tile in edge_at(size)]) == root_of(HASHES[: size * HASH_BYTES])
