"""Whole elections, from the trustees' ceremony to the checked result."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.ristretto import IDENTITY, ORDER, times_base
from rulebook.sealed import booth, question, tally
from rulebook.sealed.tests import elections
from rulebook.sealed.tests.elections import APPROVAL, PLURALITY, SCORE, begin
from rulebook.verifying import verify
from rulebook.verifying.bundle import Noted


def test_an_election_counts_each_voters_last_ballot_and_verifies(tmp_path):
    election = elections.an_election()
    folder = elections.write(election.bundle.files(), tmp_path / "bundle")
    receipts = tuple(tally.fingerprint(each) for each in election.bundle.ballots)
    verdict = verify(folder, Noted(election=election.opening.election.hex(), receipts=receipts))
    assert verdict.bad is None
    assert verdict.found["counts"] == {"Lake": 1, "Hill": 3, "Sea": 1}
    assert verdict.found["voters"] == 4
    assert verdict.found["registered"] == 5
    assert verdict.found["audited"] == 1
    assert verdict.found["receipts_found"] == 5


def test_nobody_voted_and_the_result_is_nothing(tmp_path):
    election = begin(APPROVAL, ("ada",))
    verdict = verify(elections.write(election.counted([]).files(), tmp_path / "bundle"))
    assert (verdict.bad, verdict.found["counts"]) == (None, {"Lake": 0, "Hill": 0, "Sea": 0})


def test_more_trustees_than_needed_may_open_it(tmp_path):
    election = begin(APPROVAL, ("ada",))
    bundle = election.counted([election.cast("ada", (1, 0, 0))], by=3)
    assert verify(elections.write(bundle.files(), tmp_path / "bundle")).bad is None


_VOTES = {
    PLURALITY: st.sampled_from([(0, 0), (1, 0), (0, 1)]),
    APPROVAL: st.tuples(*[st.integers(0, 1)] * 3).filter(lambda votes: sum(votes) <= 2),
    SCORE: st.tuples(*[st.integers(0, 5)] * 2),
}


@pytest.mark.parametrize("asked", _VOTES, ids=lambda asked: asked.method)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_the_result_is_the_sum_of_the_votes(asked, data, tmp_path_factory):
    votes = data.draw(st.lists(_VOTES[asked], min_size=1, max_size=4))
    names = [f"voter {number}" for number in range(len(votes))]
    election = begin(asked, names)
    bundle = election.counted([election.cast(*each) for each in zip(names, votes, strict=True)])
    assert bundle.result["counts"] == [sum(column) for column in zip(*votes, strict=True)]
    folder = elections.write(bundle.files(), tmp_path_factory.mktemp("bundle"))
    assert verify(folder).bad is None


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        (PLURALITY, (1, 1)),
        (PLURALITY, (2, 0)),
        (PLURALITY, (1,)),
        (PLURALITY, (1, -1)),
        (APPROVAL, (1, 1, 1)),
        (SCORE, (6, 0)),
    ],
)
def test_the_booth_seals_nothing_that_the_question_does_not_allow(asked, values):
    election = begin(asked, ("ada",))
    with pytest.raises(booth.NotAVote):
        election.ballot("ada", values)


def test_where_one_must_be_chosen_nothing_is_no_choice():
    asked = question.plurality("9", "?", ("a", "b"), trustees=("x", "y"), threshold=2, may_abstain=False)
    election = begin(asked, ("ada",))
    with pytest.raises(booth.NotAVote):
        election.ballot("ada", (0, 0))
    assert election.ballot("ada", (0, 1)).values == (0, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"threshold": 1},
        {"threshold": 4},
        {"options": ("a", "a")},
        {"options": ("a",)},
        {"options": ("a", "")},
        {"trustees": ("x", "x", "y")},
        {"most": 4},
        {"least": 3},
        {"highest": 2},
        {"method": "score"},
        {"method": "ranked"},
    ],
    ids=str,
)
def test_a_question_that_cannot_be_put_is_refused(change):
    with pytest.raises(ValueError, match=r"one trustee|no bounds|all different"):
        replace(APPROVAL, **change)


@given(st.integers(0, 500), st.integers(0, 500))
@settings(deadline=None, max_examples=30)
def test_the_logarithm_finds_each_number_of_votes_and_no_other(votes, most):
    if votes <= most:
        assert tally.logarithm(times_base(votes), most) == votes
        return
    with pytest.raises(ValueError, match="does not open"):
        tally.logarithm(times_base(votes), most)


def test_two_trustees_where_three_are_needed_open_nothing():
    election = begin(SCORE, ("ada",))
    bundle = election.counted([election.cast("ada", (1, 2))])
    with pytest.raises(ValueError, match="3 trustees are needed"):
        tally.result(election.opening, bundle.tally, bundle.decryptions[:2])


@given(st.sets(st.integers(1, 30), min_size=2, max_size=6))
@settings(deadline=None)
def test_lagranges_weights_find_a_polynomial_at_zero(places):
    weights = tally.lagrange(sorted(places))
    shares = {place: 7 + 3 * place for place in places}
    assert sum(weights[place] * shares[place] for place in places) % ORDER == 7


def test_a_sealed_zero_is_not_the_identity():
    election = begin(PLURALITY, ("ada",))
    first = election.cast("ada", (0, 0))["choices"][0]
    assert IDENTITY.hex() not in first["cipher"]
