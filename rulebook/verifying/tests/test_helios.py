"""The equations, on a ballot that Helios made in 2010, in its group of integers modulo a prime."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest

from rulebook.verifying.equations import recomputed

_BESIDE = Path(__file__).resolve().parents[4] / "shared" / "vectors"
FILE = Path(os.environ.get("COMMONHOLD_VECTORS", _BESIDE)) / "helios" / "legacy-data.json"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the vectors are not beside this checkout")


@dataclass(frozen=True)
class Integers:
    """Integers modulo p, where adding points is multiplication."""

    p: int

    def times(self, scalar: int, point: int, /) -> int:
        return pow(point, scalar, self.p)

    def minus(self, left: int, right: int, /) -> int:
        return left * pow(right, -1, self.p) % self.p


@dataclass(frozen=True)
class Vote:
    group: Integers
    q: int
    g: int
    key: int
    answer: Mapping[str, Any]
    trustee: Mapping[str, Any]
    tally: Any


@pytest.fixture(scope="module")
def vote() -> Vote:
    rows = json.loads(FILE.read_text())
    [election] = [row["fields"] for row in rows if row["model"] == "helios.election"]
    [trustee] = [row["fields"] for row in rows if row["model"] == "helios.trustee"]
    [cast] = [row["fields"] for row in rows if row["model"] == "helios.castvote"]
    public = {name: int(number) for name, number in json.loads(election["public_key"]).items()}
    [answer] = json.loads(cast["vote"])["answers"]
    group = Integers(public["p"])
    sums = json.loads(election["encrypted_tally"])["tally"][0]
    return Vote(group, public["q"], public["g"], public["y"], answer, trustee, sums)


def holds(vote: Vote, cipher: Mapping[str, str], proofs: Sequence[Mapping[str, Any]]) -> bool:
    """Helios's disjunctive proof: commitments as ours are recomputed, and the hash of them all."""
    a, b = int(cipher["alpha"]), int(cipher["beta"])
    commitments = []
    for value, proof in enumerate(proofs):
        pair = int(proof["challenge"]), int(proof["response"])
        about = vote.group.minus(b, pow(vote.g, value, vote.group.p))
        found = (recomputed(vote.group, vote.g, a, pair), recomputed(vote.group, vote.key, about, pair))
        if found != (int(proof["commitment"]["A"]), int(proof["commitment"]["B"])):
            return False
        commitments += [str(each) for each in found]
    wanted = int(sha1(",".join(commitments).encode()).hexdigest(), 16)  # noqa: S324 - Helios's
    return sum(int(proof["challenge"]) for proof in proofs) % vote.q == wanted % vote.q


def test_each_of_its_proofs_of_0_or_1_holds(vote):
    for cipher, proofs in zip(vote.answer["choices"], vote.answer["individual_proofs"], strict=True):
        assert holds(vote, cipher, proofs)


def test_its_proof_of_the_sum_holds(vote):
    whole = {"alpha": 1, "beta": 1}
    for cipher in vote.answer["choices"]:
        whole = {name: value * int(cipher[name]) % vote.group.p for name, value in whole.items()}
    assert holds(vote, {name: str(value) for name, value in whole.items()}, vote.answer["overall_proof"])


@pytest.mark.parametrize("part", ["challenge", "response"])
def test_any_change_of_a_proof_fails(vote, part):
    cipher, proofs = vote.answer["choices"][0], vote.answer["individual_proofs"][0]
    for place in range(len(proofs)):
        changed = [dict(each) for each in proofs]
        changed[place][part] = str(int(changed[place][part]) + 1)
        assert not holds(vote, cipher, changed)
    assert not holds(vote, vote.answer["choices"][1], proofs)


def test_its_trustees_parts_are_proven_and_open_to_the_stored_result(vote):
    factors = json.loads(vote.trustee["decryption_factors"])[0]
    proofs = json.loads(vote.trustee["decryption_proofs"])[0]
    counts = []
    for cipher, factor, proof in zip(vote.tally, factors, proofs, strict=True):
        pair = int(proof["challenge"]), int(proof["response"])
        found = (
            recomputed(vote.group, vote.g, vote.key, pair),
            recomputed(vote.group, int(cipher["alpha"]), int(factor), pair),
        )
        assert found == (int(proof["commitment"]["A"]), int(proof["commitment"]["B"]))
        opened = vote.group.minus(int(cipher["beta"]), int(factor))
        counts.append(next(n for n in range(2) if pow(vote.g, n, vote.group.p) == opened))
    assert counts == [0, 1, 0]
