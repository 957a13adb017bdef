import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.merkle.bundles import format_bundle
from rulebook.merkle.frontier import Frontier, WrongEdge
from rulebook.merkle.hashing import leaf_hash, root_of
from rulebook.merkle.tests.published import entries
from rulebook.merkle.tiles import bundles_at, edge_at, tiles_from

ENTRIES = entries(1200)
HASHES = b"".join(map(leaf_hash, ENTRIES))

batch_sizes = st.lists(
    st.integers(0, 10) | st.integers(0, 300) | st.sampled_from([255, 256, 257]), max_size=5
)


def expected_files(size: int) -> dict[str, bytes]:
    tiles = {tile.path: data for tile, data in tiles_from(HASHES[: size * 32]).items()}
    bundles = {
        bundle.path: format_bundle(ENTRIES[bundle.first_leaf :][: bundle.width])
        for bundle in bundles_at(size)
    }
    return tiles | bundles


@settings(deadline=None)
@given(batch_sizes)
def test_any_split_into_batches_gives_the_tiles_computed_from_scratch(batches: list[int]) -> None:
    frontier, stored = Frontier(), dict[str, bytes]()
    for count in batches:
        before = expected_files(frontier.size)
        growth = frontier.append(ENTRIES[frontier.size : frontier.size + count])
        frontier = growth.frontier
        after = expected_files(frontier.size)
        assert growth.files == {path: data for path, data in after.items() if path not in before}
        assert frontier.root == root_of(HASHES[: frontier.size * 32])
        stored |= growth.files
        assert Frontier.read(frontier.size, stored.__getitem__) == frontier


def test_only_the_right_edge_is_read() -> None:
    stored = expected_files(1000)
    read: list[str] = []

    def read_path(path: str) -> bytes:
        read.append(path)
        return stored[path]

    Frontier.read(1000, read_path)
    assert read == ["tile/0/003.p/232", "tile/1/000.p/3", "tile/entries/003.p/232"]


def test_appending_nothing_changes_nothing() -> None:
    frontier = Frontier().append(ENTRIES[:3]).frontier
    assert frontier.append([]).files == {}
    assert frontier.append([]).frontier == frontier


def test_a_third_level_begins_at_65536_leaves() -> None:
    growth = Frontier().append([b"x"] * 65_537)
    assert [tile.path for tile in edge_at(65_537)] == ["tile/0/256.p/1", "tile/2/000.p/1"]
    assert growth.frontier.root == root_of(leaf_hash(b"x") * 65_537)
    assert Frontier.read(65_537, growth.files.__getitem__) == growth.frontier


def test_a_torn_tile_is_refused_when_the_log_is_opened_again() -> None:
    stored = expected_files(5)
    stored["tile/0/000.p/5"] = stored["tile/0/000.p/5"][:-1]
    with pytest.raises(WrongEdge, match="159 bytes"):
        Frontier.read(5, stored.__getitem__)


@pytest.mark.parametrize("torn", [b"", format_bundle(ENTRIES[:4]), format_bundle(ENTRIES[1:6])])
def test_a_bundle_that_is_not_the_tiles_is_refused_when_the_log_is_opened_again(torn: bytes) -> None:
    stored = expected_files(5) | {"tile/entries/000.p/5": torn}
    with pytest.raises(WrongEdge, match="tile/entries"):
        Frontier.read(5, stored.__getitem__)
