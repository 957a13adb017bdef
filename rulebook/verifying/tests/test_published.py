"""A confidential vote's count file: counted again, and refused where it does not fit."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.merkle import root_of_leaves
from rulebook.tally import majority
from rulebook.tally.by_class import ClassBallots, VotingClass, count_each
from rulebook.tally.terms import Terms
from rulebook.verifying import published, verify
from rulebook.verifying.bundle import Noted

RECEIPTS = ["AAAAA-BBBBB-CCCCC-DDDDD", "EEEEE-FFFFF-GGGGG-HHHHH", "IIIII-JJJJJ-KKKKK-LLLLL"]


def count_file(votes: dict[str, str], *, roll: int = 10) -> dict[str, Any]:
    """As the co-op's page gives it. `votes`: the choice that each receipt belongs to."""
    ballots = sorted(
        [[choice, published.commitment_of(receipt)] for receipt, choice in votes.items()],
        key=lambda each: each[1],
    )
    counts = {each: sum(choice == each for choice in votes.values()) for each in ("yes", "no", "abstain")}
    sheet = majority.count(**counts, roll=roll, threshold=Fraction(1, 2), quorum=Fraction(1, 5))
    return {
        "proposal": "17",
        "state": "waiting",
        "method": "majority_v1",
        "threshold": "1/2",
        "quorum": "1/5",
        "roll": roll,
        "roll_root": "ab" * 32,
        "decisions_sha256": "cd" * 32,
        "ballots": ballots,
        "ballots_root": root_of_leaves(
            [f"{choice} {commitment}".encode() for choice, commitment in ballots]
        ).hex(),
        "counts": counts,
        "outcome": sheet.outcome,
    }


SOUND = count_file(dict(zip(RECEIPTS, ("yes", "yes", "no"), strict=True)))


def checked(value: object, *receipts: str):
    return published.verify(json.dumps(value, indent=1).encode(), receipts)


def test_anybody_counts_again_and_each_voter_finds_her_ballot():
    verdict = checked(SOUND, RECEIPTS[0], RECEIPTS[2].lower().replace("-", " "))
    assert verdict.bad is None
    assert verdict.found["outcome"] == "carried"
    assert verdict.found["counts"] == {"yes": 2, "no": 1, "abstain": 0}
    assert verdict.found["your_ballots"] == ["yes", "no"]


def since_kinds(**fields: Any) -> dict[str, Any]:
    """As the page gives it since votes can be of every kind."""
    secret = "ef" * 32
    more = {
        "kind": "motion",
        "mode": "confidential",
        "unranked": "no-opinion",
        "base": 8,
        "lot_commitment": sha256(secret.encode()).hexdigest(),
        "lot_secret": secret,
        "sheet": {},
    }
    return {**SOUND, **more, **fields}


def test_a_file_with_kind_base_and_lot_is_counted_again_too():
    assert checked(since_kinds(), RECEIPTS[0]).bad is None
    assert "committed to" in str(checked(since_kinds(lot_secret="ab" * 32)).bad)
    assert "reckoned from" in str(checked(since_kinds(base=11)).bad)
    assert "reckoned from" in str(checked(since_kinds(base=2)).bad)
    assert "outcome" in str(checked(since_kinds(base=8, quorum="1/2")).bad)


def test_a_count_file_is_told_from_a_bundle(tmp_path):
    (tmp_path / "count.json").write_text(json.dumps(SOUND))
    assert verify(tmp_path / "count.json", Noted(receipts=(RECEIPTS[1],))).found["your_ballots"] == ["yes"]


@given(st.lists(st.sampled_from(["yes", "no", "abstain"]), max_size=10))
@settings(deadline=None)
def test_whatever_was_voted_the_honest_file_holds(choices):
    assert checked(count_file({f"receipt {n}": choice for n, choice in enumerate(choices)})).bad is None


def changed(**fields: Any) -> dict[str, Any]:
    return {**SOUND, **fields}


_ADDED = sorted([*SOUND["ballots"], ["yes", "00" * 32]], key=lambda each: each[1])


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (changed(ballots=SOUND["ballots"][1:]), "do not give the Merkle root"),
        (changed(ballots=_ADDED), "do not give the Merkle root"),
        (
            changed(ballots=[["no", SOUND["ballots"][0][1]], *SOUND["ballots"][1:]]),
            "do not give the Merkle root",
        ),
        (changed(ballots=[*SOUND["ballots"], SOUND["ballots"][-1]]), "one is there twice"),
        (changed(ballots=SOUND["ballots"][::-1]), "not sorted"),
        (changed(ballots=[["maybe", "00" * 32]]), "no pair of a choice and a commitment"),
        (changed(ballots=[["yes", "00"]]), "not 64 hexadecimal digits"),
        (changed(counts={"yes": 3, "no": 0, "abstain": 0}), "yes has 2 ballots, not 3"),
        (changed(outcome="defeated"), "the outcome is carried, not defeated"),
        (changed(quorum="1/1"), "the outcome is no-quorum"),
        (changed(threshold="9/10"), "the outcome is defeated"),
        (changed(threshold="1/0"), "threshold is no share"),
        (changed(roll=2), "more ballots than members"),
        (changed(method="irv_v1"), "not counted here"),
        (changed(note="trust me"), "not an object of exactly"),
        ({"proposal": "17", "state": "voting"}, "not counted yet"),
        ([], "not an object of exactly"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(value, why):
    assert why in str(checked(value).bad)


def test_a_receipt_without_a_ballot_is_missed():
    assert "no ballot belongs to the receipt" in str(checked(SOUND, "AAAAA-AAAAA-AAAAA-AAAAA").bad)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"a":1,"a":1}', b"[" * 100_000])
def test_what_is_no_json_is_refused(data):
    assert published.verify(data).bad == "count file: not JSON, or a key in it is there twice"


def by_class_file(
    *, workers: str = "yes", kept_back: bool = False, mode: str = "confidential"
) -> dict[str, Any]:
    """A vote of twelve users and eleven workers, as the page gives it."""
    said = [*["users yes"] * 12, *["users no"] * 3, *[f"workers {workers}"] * (11 if not kept_back else 4)]
    lines = [[choice, published.commitment_of(f"R{number}")] for number, choice in enumerate(said)]
    ballots = sorted(lines, key=lambda each: each[1])
    classes = (VotingClass("users", 20, 20), VotingClass("workers", 11, 11))
    cast = Counter(tuple(choice.split()) for choice in said)
    terms = Terms(unranked="no-opinion", roll=31, quorum=Fraction(1, 5))
    sheet = count_each(ClassBallots(classes, {(key, answer): n for (key, answer), n in cast.items()}), terms)
    root = root_of_leaves([f"{choice} {commitment}".encode() for choice, commitment in ballots]).hex()
    plain = sheet.kept_back() if kept_back else sheet.plain()
    return {
        **SOUND,
        "kind": "motion",
        "method": "classes_v1",
        "mode": mode,
        "unranked": "no-opinion",
        "roll": 31,
        "base": 31,
        "lot_commitment": "",
        "lot_secret": "",
        "ballots": ballots,
        "ballots_root": root,
        "counts": {each: plain.get(each, 0) for each in ("yes", "no", "abstain")},
        "outcome": sheet.outcome,
        "sheet": plain,
        "by_class": {
            "floor": "0",
            "cap": "1",
            "classes": [
                {"key": each.key, "name": "", "roll": each.roll, "base": each.base, "apart": 1, "weight": 1}
                for each in classes
            ],
        },
    }


def test_a_vote_by_classes_is_counted_again_to_the_same_sheet():
    verdict = checked(by_class_file(), "R0")
    assert verdict.bad is None
    assert verdict.found["outcome"] == "carried"
    assert verdict.found["by_class"] == {
        "users": {"yes": 12, "no": 3, "abstain": 0},
        "workers": {"yes": 11, "no": 0, "abstain": 0},
    }
    assert verdict.found["your_ballots"] == ["users yes"]


def test_auditors_count_again_what_is_kept_back_and_others_are_told_why_they_cannot():
    file = by_class_file(kept_back=True)
    assert checked(file).bad is None
    assert "auditors alone" in str(checked({**file, "ballots": []}).bad)


def _with_sheet(file: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**file, "sheet": {**file["sheet"], **changes}}


def _with_classes(**changes: Any) -> dict[str, Any]:
    file = by_class_file()
    users, workers = file["by_class"]["classes"]
    return {**file, "by_class": {**file["by_class"], "classes": [users, {**workers, **changes}]}}


FORGED = {
    "not the one that these ballots give": _with_sheet(by_class_file(), yes=24),
    "the outcome is defeated": {
        **by_class_file(workers="no"),
        "outcome": "carried",
    },
    "do not make up the roll": _with_classes(roll=12),
    "do not make up those": _with_classes(base=10),
    "no ballot of this vote": _with_classes(key="cooks"),
    "must not be published": {
        **by_class_file(kept_back=True),
        "sheet": None,
    },
    "is not counted here": {**by_class_file(), "method": "classes_v9"},
}


@pytest.mark.parametrize("why", FORGED)
def test_a_forged_vote_by_classes_is_rejected(why):
    file = FORGED[why]
    if file["sheet"] is None:  # a sheet that tells too much of four workers
        file = {**file, "sheet": _full_sheet()}
    assert why in str(checked(file).bad)


def _full_sheet() -> dict[str, Any]:
    classes = (VotingClass("users", 20, 20), VotingClass("workers", 11, 11))
    cast = {("users", "yes"): 12, ("users", "no"): 3, ("workers", "yes"): 4}
    terms = Terms(unranked="no-opinion", roll=31, quorum=Fraction(1, 5))
    return dict(count_each(ClassBallots(classes, cast), terms).plain())
