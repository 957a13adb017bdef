"""The files of a split, for other programs that check one. A version that gave them once always does."""

from pathlib import Path

import pytest

from rulebook.split.bundle import read_bundle
from rulebook.split.replay import Split, check_statement, replay

VECTORS = Path(__file__).parent / "split"


@pytest.mark.parametrize("rule", ["own_slice_v1", "equal_share_v1"])
def test_the_files_of_a_split_give_each_other(rule):
    bundle, public, statement = (
        (VECTORS / f"{rule}-{name}.json").read_bytes() for name in ("bundle", "public", "ada")
    )
    assert replay(bundle) == replay(public) == public
    assert Split.of(read_bundle(bundle)).statement(0) == statement
    assert check_statement(statement, public) == ()
