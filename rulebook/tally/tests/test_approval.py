import pytest

from rulebook.tally.approval import count_ballots
from rulebook.tally.ballots import Profile
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import TERMS, election

A, B, C = range(3)


def test_every_name_on_a_ballot_is_one_vote_whatever_its_rank() -> None:
    sheet = count_ballots(election(1, {"A=B": 3, "C>B": 2, "A": 1}), TERMS)
    assert [int(votes) for votes in sheet.stages[0].votes] == [4, 5, 2]
    assert sheet.elected == (B,)


def test_an_empty_ballot_approves_of_nobody() -> None:
    sheet = count_ballots(election(1, {"A": 2, "": 5}), TERMS)
    assert (sheet.cast, sheet.counted, sheet.elected) == (7, 2, (A,))


def test_approvals_of_a_withdrawn_candidate_are_struck_out() -> None:
    sheet = count_ballots(election(1, {"A": 9, "A=B": 2, "C": 3}, withdrawn="A"), TERMS)
    assert (sheet.counted, sheet.elected) == (5, (C,))


def test_equals_for_the_last_seat_are_drawn() -> None:
    profile = election(2, {"A=B": 3, "A=C": 3})
    sheets = [count_ballots(profile, Terms(unranked="last", seed=b"%d" % seed)) for seed in range(20)]
    assert {sheet.elected for sheet in sheets} == {(A, B), (A, C)}


@pytest.mark.parametrize("options", [10_000])
def test_ten_thousand_options_are_counted(options: int) -> None:
    names = tuple(f"option {number}" for number in range(options))
    sheet = count_ballots(Profile(names, 3, {(tuple(range(0, options, 7)),): 5, ((7, 8),): 2}), TERMS)
    assert sheet.elected[0] == 7
    assert len(sheet.elected) == 3
