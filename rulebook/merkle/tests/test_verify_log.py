"""Every way to spoil a published log must be found, and the first spoilt file named."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from rulebook.merkle import (
    Checkpoint,
    DirectoryReader,
    MalformedNote,
    Verdict,
    format_bundle,
    tiles_from,
    verify,
)
from rulebook.merkle.hashing import leaf_hash, root_of
from rulebook.merkle.tests.published import (
    KEY,
    ORIGIN,
    OTHER_KEY,
    FilesReader,
    check_signature,
    entries,
    entry,
    published,
    signed,
)

Files = dict[str, bytes]


def verdict(files: Files, *, listed: bool = True, check_leaves: bool = True) -> Verdict:
    reader = FilesReader(files, listed)
    return verify(reader, vkey=str(KEY), check_signature=check_signature, check_leaves=check_leaves)


def bad(files: Files, *, listed: bool = True) -> str:
    found = verdict(files, listed=listed).bad
    assert found is not None, "the log was found whole"
    return found


def log_of(size: int) -> Files:
    return published([entries(size)])


def flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


SIX_LEAVES = published([entries(6)[:4], entries(6)[4:]])  # with the tiles of size 4 still there


@cache
def long_log() -> Files:
    """A log of three levels; made when a test first asks, and never changed."""
    return log_of(66_000)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 600])
def test_a_whole_log_is_found_whole(size: int, listed: bool) -> None:
    root = root_of(b"".join(map(leaf_hash, entries(size))))
    assert verdict(log_of(size), listed=listed) == Verdict(ok=True, size=size, root=root, bad=None)


def test_a_log_of_three_levels_with_earlier_states_is_found_whole() -> None:
    assert verdict(long_log()).ok
    assert verdict(published([entries(90), entries(300)[90:], entries(700)[300:]])).ok


# Small logs are spoilt in every possible way.


@pytest.mark.parametrize("path", SIX_LEAVES)
def test_every_flipped_bit_of_every_file_is_found(path: str) -> None:
    data = SIX_LEAVES[path]
    for at in range(len(data)):
        for bit in range(8):
            found = bad(SIX_LEAVES | {path: flipped(data, at, bit)})
            assert found.startswith(f"{path}: "), f"byte {at}, bit {bit}"


@pytest.mark.parametrize("path", SIX_LEAVES)
def test_every_truncation_and_every_added_byte_is_found(path: str) -> None:
    data = SIX_LEAVES[path]
    spoilt = [data[:end] for end in range(len(data))] + [data + bytes([byte]) for byte in range(256)]
    for changed in [*spoilt, b"\n" + data, b"\x00" + data, data + data]:
        assert bad(SIX_LEAVES | {path: changed}).startswith(f"{path}: ")


@pytest.mark.parametrize("path", ["checkpoint", "vkey", "tile/0/000.p/6", "tile/entries/000.p/6"])
@pytest.mark.parametrize("listed", [True, False])
def test_a_missing_file_is_found(path: str, listed: bool) -> None:
    files = {name: data for name, data in SIX_LEAVES.items() if name != path}
    assert bad(files, listed=listed) == f"{path}: missing"


@pytest.mark.parametrize(
    "path",
    [
        "notes.txt",
        "tile/0/000",
        "tile/0/000.p/7",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/000.p/7",
        "tile/0/000.p/06",
        "tile/0/000.p/6/more",
        ".hidden",
        "checkpoint~",
    ],
)
def test_a_file_that_does_not_belong_is_found(path: str) -> None:
    assert bad(SIX_LEAVES | {path: b""}).startswith(f"{path}: does not belong")


@pytest.mark.parametrize("size", [256, 300, 513])
def test_a_flipped_bit_in_each_byte_of_larger_logs_is_found(size: int) -> None:
    files = log_of(size)
    for path, data in files.items():
        step = 1 if len(data) < 200 else 97  # a prime: every place in a hash or leaf gets its turn
        for at in range(0, len(data), step):
            assert bad(files | {path: flipped(data, at, at % 8)}).startswith(f"{path}: ")


# What is named is precise.


@pytest.mark.parametrize("leaf", [0, 3, 255, 256, 511, 512, 599])
def test_a_changed_leaf_is_named(leaf: int) -> None:
    files = log_of(600)
    path = f"tile/entries/{leaf // 256:03}" + (".p/88" if leaf >= 512 else "")
    at = files[path].index(entry(leaf)) + 20
    assert bad(files | {path: flipped(files[path], at)}).startswith(f"{path}: leaf {leaf} is not the one")


@pytest.mark.parametrize("leaf", [0, 3, 5])
def test_a_changed_length_is_blamed_on_its_leaf(leaf: int) -> None:
    data = SIX_LEAVES["tile/entries/000.p/6"]
    at = data.index(entry(leaf)) - 1
    assert f": leaf {leaf} is " in bad(SIX_LEAVES | {"tile/entries/000.p/6": flipped(data, at)})


@pytest.mark.parametrize(
    ("path", "place", "named"),
    [
        ("tile/0/000", 0, "leaf 0"),
        ("tile/0/001", 255, "leaf 511"),
        ("tile/0/257.p/208", 17, "leaf 65809"),
        ("tile/1/000", 200, "tile/0/200"),
        ("tile/1/001.p/1", 0, "tile/0/256"),
        ("tile/2/000.p/1", 0, "tile/1/000"),
    ],
)
def test_a_changed_hash_is_named_with_its_place(path: str, place: int, named: str) -> None:
    spoilt = long_log() | {path: flipped(long_log()[path], 32 * place + 5)}
    assert bad(spoilt) == f"{path}: hash {place} is not that of {named}"


def test_a_changed_hash_in_an_earlier_state_is_named_with_its_place() -> None:
    path = "tile/0/000.p/4"
    spoilt = SIX_LEAVES | {path: flipped(SIX_LEAVES[path], 64)}
    assert bad(spoilt) == f"{path}: hash 2 is not the one in tile/0/000.p/6"


def test_a_changed_leaf_in_an_earlier_state_is_named() -> None:
    path = "tile/entries/000.p/4"
    spoilt = SIX_LEAVES | {path: flipped(SIX_LEAVES[path], len(SIX_LEAVES[path]) - 1)}
    assert bad(spoilt).startswith(f"{path}: leaf 3 is not the one")


def test_the_first_of_several_bad_leaves_is_named() -> None:
    data = long_log()["tile/entries/001"]
    spoilt = long_log() | {"tile/entries/001": flipped(data, len(data) - 1), "tile/entries/002": b""}
    assert bad(spoilt).startswith("tile/entries/001: leaf 511 ")


def test_a_leaf_changed_together_with_its_tile_is_found_above_them() -> None:
    path = "tile/entries/001"
    spoilt = long_log() | {path: long_log()[path].replace(b'"number":300', b'"number":999')}
    changed = [entry(index) for index in range(256, 512)]
    changed[44] = entry(300).replace(b'"number":300', b'"number":999')
    spoilt["tile/0/001"] = b"".join(map(leaf_hash, changed))
    assert bad(spoilt) == "tile/0/001: does not hash to its value in tile/1/000"


def test_a_rewritten_log_is_found_by_the_old_signature() -> None:
    rewritten = [entry(index + (index == 2)) for index in range(6)]
    forged = published([rewritten]) | {"checkpoint": SIX_LEAVES["checkpoint"]}
    assert bad(forged) == "tile/0/000.p/6: the tiles do not lead to the signed root"


# Keys, signatures, leaves.


def test_another_key_is_refused() -> None:
    reader = FilesReader(SIX_LEAVES)
    found = verify(reader, vkey=str(OTHER_KEY), check_signature=check_signature)
    assert found == Verdict(
        ok=False,
        size=None,
        root=None,
        bad="checkpoint: 0 signatures by witness.example, where one is expected",
    )


def test_another_published_key_is_found() -> None:
    assert bad(SIX_LEAVES | {"vkey": f"{OTHER_KEY}\n".encode()}).startswith("vkey: not the key")


def test_a_key_that_cannot_be_read_is_the_askers_mistake() -> None:
    with pytest.raises(MalformedNote):
        verify(FilesReader(SIX_LEAVES), vkey="no key", check_signature=check_signature)


def test_a_signed_root_that_is_not_the_trees_is_found_and_still_reported() -> None:
    wrong = Checkpoint(ORIGIN, 6, bytes(32))
    found = verdict(SIX_LEAVES | {"checkpoint": signed(wrong)})
    assert (found.ok, found.size, found.root) == (False, 6, bytes(32))
    assert bad({**log_of(0), "checkpoint": signed(Checkpoint(ORIGIN, 0, bytes(32)))}).startswith(
        "checkpoint: "
    )


def test_a_signed_size_beyond_the_files_is_found() -> None:
    wrong = Checkpoint(ORIGIN, 10**18, bytes(32))
    assert bad(SIX_LEAVES | {"checkpoint": signed(wrong)}).endswith(": missing")


@pytest.mark.parametrize(
    "odd", [b"", b"plain text", b'{"at":1}', b'{"at":1,"body":{"a":1.5},"type":"t","v":1}']
)
def test_a_leaf_of_another_form_is_found_unless_forms_are_not_asked_for(odd: bytes) -> None:
    files = published([[entry(0), odd, entry(2)]])
    assert bad(files).startswith("tile/entries/000.p/3: leaf 1 is not of the record's form: ")
    assert verdict(files, check_leaves=False).ok


def test_an_entry_after_the_last_leaf_is_found() -> None:
    data = SIX_LEAVES["tile/entries/000.p/6"] + format_bundle([entry(6)])
    assert (
        bad(SIX_LEAVES | {"tile/entries/000.p/6": data}) == "tile/entries/000.p/6: something follows leaf 5"
    )


# Reading.


@pytest.mark.parametrize("path", ["tile/0/000.p/6", "tile/entries/000.p/6"])
def test_over_http_a_full_file_stands_in_for_the_partial_one_it_replaced(path: str) -> None:
    grown = published([entries(300)])
    full = path.removesuffix(".p/6")
    files = {name: data for name, data in SIX_LEAVES.items() if name != path} | {full: grown[full]}
    assert verdict(files, listed=False).ok
    assert bad(files) == f"{full}: does not belong to a log of 6 leaves"
    at = 32 if "0/000" in path else 12
    assert not verdict(files | {full: flipped(files[full], at)}, listed=False).ok


def test_bundles_are_read_one_at_a_time() -> None:
    reader = _Remembering(log_of(600))
    assert verify(reader, vkey=str(KEY), check_signature=check_signature).ok
    bundles = [path for path in reader.asked if path.startswith("tile/entries/")]
    assert bundles == ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"]


class _Remembering(FilesReader):
    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.asked: list[str] = []

    def read(self, path: str) -> bytes | None:
        self.asked.append(path)
        return super().read(path)


def write(files: Files, folder: Path) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def add_file(folder: Path) -> None:
    (folder / "tile" / "0" / "extra").write_bytes(b"")


def add_hidden_file(folder: Path) -> None:
    (folder / ".hidden").write_bytes(b"")


def add_link_to_folder(folder: Path) -> None:
    (folder / "link").symlink_to(folder / "tile")


def remove_tile(folder: Path) -> None:
    (folder / "tile" / "0" / "000.p" / "6").unlink()


def remove_checkpoint(folder: Path) -> None:
    (folder / "checkpoint").unlink()


def test_a_whole_folder_is_found_whole(tmp_path: Path) -> None:
    write(SIX_LEAVES, tmp_path)
    assert verify(DirectoryReader(tmp_path), vkey=str(KEY), check_signature=check_signature).ok


@pytest.mark.parametrize(
    "spoil", [add_file, add_hidden_file, add_link_to_folder, remove_tile, remove_checkpoint]
)
def test_a_spoilt_folder_is_found(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    write(SIX_LEAVES, tmp_path)
    spoil(tmp_path)
    assert not verify(DirectoryReader(tmp_path), vkey=str(KEY), check_signature=check_signature).ok


def test_a_folder_that_is_not_there_has_no_checkpoint(tmp_path: Path) -> None:
    found = verify(DirectoryReader(tmp_path / "nowhere"), vkey=str(KEY), check_signature=check_signature)
    assert found.bad == "checkpoint: missing"


def test_the_tests_own_log_is_the_one_computed_from_scratch() -> None:
    tiles = tiles_from(b"".join(map(leaf_hash, entries(600))))
    assert {path for path in log_of(600) if "entries" not in path} == {
        *(tile.path for tile in tiles),
        "checkpoint",
        "vkey",
    }
