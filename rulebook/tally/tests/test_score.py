from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally import score
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.scores import Scores, Scoring
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import scorings

A, B, C = range(3)
UNRANKED = st.sampled_from(["last", "no-opinion"])


def scores(*ballots: tuple[int | None, ...], seats: int = 1) -> Scores:
    """Ballots on as many one-letter candidates as the first one scores, from 0 to 5 points."""
    names = tuple("ABCDE"[: len(ballots[0])])
    return Scores(names, seats, 5, {ballot: ballots.count(ballot) for ballot in ballots})


def count(ballots: Scores, unranked: str) -> CountSheet:
    return score.count_ballots(ballots, Terms(unranked=unranked))  # type: ignore[arg-type]  # either of two


def test_most_points_win_where_saying_nothing_means_last() -> None:
    sheet = count(scores((5, 3, 0), (None, 3, 1), (0, 3, 1)), "last")
    assert [int(total) for total in sheet.stages[0].votes] == [5, 9, 2]
    assert sheet.elected == (B,)


def test_the_highest_average_wins_where_saying_nothing_means_no_opinion() -> None:
    sheet = count(scores((5, 3, 0), (None, 3, 1), (4, 3, 1)), "no-opinion")
    assert sheet.stages[0].votes == (Fraction(9, 2), Fraction(3), Fraction(2, 3))
    assert sheet.elected == (A,)


def test_what_unranked_means_is_printed() -> None:
    assert count(scores((1, 2)), "last").plain()["unranked"] == "last"


@pytest.mark.parametrize("ballot", [(6, 0), (-1, 0), (1,), (1, 2, 3)])
def test_points_off_the_scale_and_ballots_of_another_election_are_refused(
    ballot: tuple[int, ...],
) -> None:
    with pytest.raises(ValueError, match="ballot"):
        Scores(("A", "B"), 1, 5, {ballot: 1})


@given(scorings(seats=2), UNRANKED)
def test_nobody_who_is_not_elected_has_more_than_somebody_who_is(ballots: Scores, unranked: str) -> None:
    sheet = count(ballots, unranked)
    votes = sheet.stages[0].votes
    out = set(ballots.standing) - set(sheet.elected)
    assert len(sheet.elected) == min(2, len(ballots.standing))
    assert all(votes[winner] >= votes[other] for winner in sheet.elected for other in out)


@given(scorings())
def test_where_everybody_scores_everybody_both_settings_elect_the_same(ballots: Scores) -> None:
    full: dict[Scoring, int] = {}
    for ballot, weight in ballots.ballots.items():
        said = tuple(points or 0 for points in ballot)
        full[said] = full.get(said, 0) + weight
    same = Scores(ballots.candidates, 1, ballots.most, full, ballots.withdrawn)
    assert count(same, "last").elected == count(same, "no-opinion").elected
