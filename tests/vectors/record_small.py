"""Makes `record-small/`: two short logs and proofs in them, for verifiers that are not ours.

`python -m tests.vectors.record_small` in the checkout writes the folder again; nothing in it
depends on when or where, so the bytes come out the same.
"""

import json
from base64 import b64encode
from pathlib import Path

from rulebook.merkle import Tree, leaf_hash, root_of, tile_levels
from rulebook.merkle.tests.published import entries, published

FOLDER = Path(__file__).parent / "record-small"

#: The sizes at which each log signed a checkpoint, the last of them the one it shows.
LOGS = {"3": [3], "300": [3, 256, 300]}

LEAVES_PROVEN = [0, 2, 255, 256, 299]
SIZES_PROVEN = [1, 3, 256, 299, 300]


def files() -> dict[str, bytes]:
    """Every file of the folder but its README, by relative path."""
    logs = {
        f"{name}/{path}": data
        for name, sizes in LOGS.items()
        for path, data in published(_batches(sizes)).items()
    }
    proofs = json.dumps(_proofs(), indent=1).encode() + b"\n"
    return logs | {"proofs.json": proofs}


def _batches(sizes: list[int]) -> list[list[bytes]]:
    return [entries(size)[before:] for before, size in zip([0, *sizes], sizes, strict=False)]


def _proofs() -> dict[str, object]:
    """Proofs in the log of 300, with the member names of transparency-dev/merkle's test data."""
    log = published([entries(300)])
    hashes = b"".join(map(leaf_hash, entries(300)))
    tree = Tree(300, tile_levels(lambda tile: log[tile.path]))
    inclusion = [
        {
            "leafIdx": index,
            "treeSize": 300,
            "root": _base64(tree.root()),
            "leafHash": _base64(leaf_hash(entries(300)[index])),
            "proof": [_base64(value) for value in tree.inclusion_proof(index)],
        }
        for index in LEAVES_PROVEN
    ]
    consistency = [
        {
            "size1": size,
            "size2": 300,
            "root1": _base64(root_of(hashes[: 32 * size])),
            "root2": _base64(tree.root()),
            "proof": [_base64(value) for value in tree.consistency_proof(size)],
        }
        for size in SIZES_PROVEN
    ]
    return {"inclusion": inclusion, "consistency": consistency}


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def write() -> None:
    for path, data in files().items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_bytes(data)


if __name__ == "__main__":
    write()
