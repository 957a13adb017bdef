import pytest
from hypothesis import given

from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.scores import Scores
from rulebook.tally.star import count_ballots
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import TERMS, scorings
from rulebook.tally.tests.test_score import scores

A, B, C = range(3)


def count(*ballots: tuple[int | None, ...], seed: bytes = b"") -> CountSheet:
    return count_ballots(scores(*ballots), Terms(unranked="last", seed=seed))


def test_the_finalist_whom_more_ballots_prefer_wins_over_the_one_with_more_points() -> None:
    sheet = count((5, 0, 1), (3, 4, 0), (3, 4, 0))
    assert [int(total) for total in sheet.stages[0].votes] == [11, 8, 1]
    assert [int(votes) for votes in sheet.stages[1].votes] == [1, 2, 0]
    assert sheet.stages[1].excluded == (C,)
    assert sheet.elected == (B,)


def test_a_ballot_that_gives_both_finalists_the_same_is_for_neither() -> None:
    sheet = count((5, 5, 0), (4, 2, 0), (None, None, 1))
    assert sheet.stages[1].non_transferable == 2
    assert sheet.elected == (A,)


def test_equals_for_the_final_are_told_apart_by_their_own_matches() -> None:
    # B and C both have 6 points for the second place; two of three ballots prefer B.
    sheet = count((5, 3, 2), (5, 3, 0), (5, 0, 4))
    [tie] = sheet.ties
    assert (tie.decides, tie.candidates, tie.chosen, tie.how) == ("finalist", (B, C), B, "head-to-head")


def test_equals_for_the_final_who_also_drew_are_told_apart_by_top_scores() -> None:
    sheet = count((5, 1, 5), (5, 5, 2), (5, 2, 1))
    [tie] = sheet.ties
    assert (tie.candidates, tie.chosen, tie.how) == ((B, C), B, "head-to-head")
    drawn = count((5, 1, 4), (5, 5, 2), (5, 0, 0))
    assert [(tie.chosen, tie.how) for tie in drawn.ties] == [(B, "top-scores")]


def test_equals_in_the_final_are_told_apart_by_their_points() -> None:
    sheet = count((5, 1), (1, 2))
    assert [(tie.decides, tie.chosen, tie.how) for tie in sheet.ties] == [("seat", A, "total-score")]


def test_equals_in_everything_are_drawn() -> None:
    assert {count((5, 0), (0, 5), seed=b"%d" % seed).elected for seed in range(20)} == {(A,), (B,)}


def test_one_candidate_wins_without_a_final() -> None:
    assert count((0,)).elected == (A,)
    assert len(count((0,)).stages) == 1


def test_several_seats_are_refused() -> None:
    with pytest.raises(ValueError, match="one seat, and this election has 2"):
        count_ballots(scores((1, 2), seats=2), TERMS)


@given(scorings())
def test_the_winner_is_a_finalist_whom_no_majority_rejects(ballots: Scores) -> None:
    sheet = count_ballots(ballots, TERMS)
    assert len(sheet.elected) == min(1, len(ballots.standing))
    if len(sheet.stages) == 2:
        [winner] = sheet.elected
        assert sheet.stages[1].votes[winner] == max(sheet.stages[1].votes)
        totals, runoff = sheet.stages[0].votes, sheet.stages[1]
        finalists = set(ballots.standing) - set(runoff.excluded)
        best_of_the_rest = max((totals[one] for one in runoff.excluded), default=0)
        assert min(totals[one] for one in finalists) >= best_of_the_rest
        assert sum(runoff.votes) + runoff.non_transferable == sheet.counted
