"""The proofs of transparency-dev/merkle: good ones hold, every bad one is refused."""

import json
import os
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from rulebook.merkle import verify_consistency, verify_inclusion

BESIDE_THE_CHECKOUT = Path(__file__).parents[3] / "shared" / "vectors"
TESTDATA = Path(os.environ.get("COMMONHOLD_VECTORS", BESIDE_THE_CHECKOUT)) / "merkle" / "testdata"

pytestmark = pytest.mark.skipif(
    not TESTDATA.is_dir(),
    reason="the shared Merkle vectors are not here: set COMMONHOLD_VECTORS to their folder",
)


def cases(kind: str) -> list[str]:
    return sorted(path.relative_to(TESTDATA).as_posix() for path in (TESTDATA / kind).rglob("*.json"))


def read(name: str) -> dict[str, Any]:
    case = json.loads((TESTDATA / name).read_bytes())
    assert isinstance(case, dict)
    return case


def hashes(encoded: list[str] | None) -> list[bytes]:
    return [b64decode(value) for value in encoded or []]


@pytest.mark.parametrize("name", cases("inclusion"))
def test_inclusion(name: str) -> None:
    case = read(name)
    holds = verify_inclusion(
        leaf_hash=b64decode(case["leafHash"]),
        index=case["leafIdx"],
        size=case["treeSize"],
        proof=hashes(case["proof"]),
        root=b64decode(case["root"]),
    )
    assert holds is not case["wantErr"]


@pytest.mark.parametrize("name", cases("consistency"))
def test_consistency(name: str) -> None:
    case = read(name)
    holds = verify_consistency(
        old_size=case["size1"],
        old_root=b64decode(case["root1"]),
        size=case["size2"],
        root=b64decode(case["root2"]),
        proof=hashes(case["proof"]),
    )
    assert holds is not case["wantErr"]


def test_the_vectors_are_all_there_and_of_both_kinds() -> None:
    wanted = [read(name)["wantErr"] for name in cases("inclusion") + cases("consistency")]
    assert len(wanted) >= 196
    assert {True, False} == set(wanted)
