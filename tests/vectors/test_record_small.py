import json
from base64 import b64decode

import pytest

from rulebook.merkle import DirectoryReader, verify, verify_consistency, verify_inclusion
from rulebook.merkle.tests.published import KEY, check_signature
from tests.vectors.record_small import FOLDER, LOGS, files

PROOFS = json.loads((FOLDER / "proofs.json").read_bytes())


def test_the_folder_holds_what_its_maker_makes() -> None:
    there = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()
    }
    del there["README.md"]
    assert there == files()


@pytest.mark.parametrize("log", LOGS)
def test_the_published_logs_verify_with_the_key_that_the_readme_prints(log: str) -> None:
    assert str(KEY) in (FOLDER / "README.md").read_text("utf-8")
    verdict = verify(DirectoryReader(FOLDER / log), vkey=str(KEY), check_signature=check_signature)
    assert (verdict.ok, verdict.size, verdict.bad) == (True, int(log), None)


@pytest.mark.parametrize("case", PROOFS["inclusion"], ids=lambda case: str(case["leafIdx"]))
def test_the_published_inclusion_proofs_hold(case: dict[str, str]) -> None:
    assert verify_inclusion(
        leaf_hash=b64decode(case["leafHash"]),
        index=int(case["leafIdx"]),
        size=int(case["treeSize"]),
        proof=[b64decode(value) for value in case["proof"]],
        root=b64decode(case["root"]),
    )


@pytest.mark.parametrize("case", PROOFS["consistency"], ids=lambda case: str(case["size1"]))
def test_the_published_consistency_proofs_hold(case: dict[str, str]) -> None:
    assert verify_consistency(
        old_size=int(case["size1"]),
        old_root=b64decode(case["root1"]),
        size=int(case["size2"]),
        root=b64decode(case["root2"]),
        proof=[b64decode(value) for value in case["proof"]],
    )
