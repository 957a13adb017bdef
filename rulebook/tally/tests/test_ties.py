import pytest

from rulebook.tally.ballots import Profile
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

ADA, BEN, CARO = range(3)


def after(*stages: list[int], seed: bytes = b"x") -> TieBreaker:
    """A tie-breaker that has seen these votes of ada, ben and caro at the end of each stage."""
    ties = TieBreaker(Profile(("ada", "ben", "caro"), 1, {}), Terms(unranked="no-opinion", seed=seed))
    for votes in stages:
        ties.end_stage(votes)
    return ties


def test_whoever_has_fewest_or_most_now_needs_no_tie_broken() -> None:
    ties = after([9, 1, 1], [3, 4, 5])
    assert ties.lowest({ADA, BEN, CARO}, decides="exclusion") == ADA
    assert ties.highest({ADA, BEN}, decides="surplus") == BEN
    assert ties.ties == []


def test_the_most_recent_stage_that_differs_decides_and_not_the_first() -> None:
    stages = [1, 2, 0], [3, 2, 0], [4, 4, 9]
    assert after(*stages).lowest({ADA, BEN, CARO}, decides="exclusion") == BEN
    assert after(*stages).highest({ADA, BEN}, decides="surplus") == ADA


def test_a_stage_may_narrow_the_choice_and_an_earlier_one_settle_it() -> None:
    ties = after([2, 1, 1], [3, 3, 5], [6, 6, 6])
    assert ties.lowest({ADA, BEN, CARO}, decides="exclusion") == BEN
    [tie] = ties.ties
    assert (tie.stage, tie.candidates, tie.how, tie.lot_order) == (3, (ADA, BEN, CARO), "earlier-stage", ())


def test_the_lot_is_drawn_only_among_those_whom_earlier_stages_leave_equal() -> None:
    ties = after([3, 3, 5], [6, 6, 6])
    chosen = ties.lowest({ADA, BEN, CARO}, decides="exclusion")
    [tie] = ties.ties
    assert tie.candidates == (ADA, BEN, CARO)
    assert sorted(tie.lot_order) == [ADA, BEN]
    assert tie.lot_order[0] == tie.chosen == chosen
    assert tie.how == "lot"


@pytest.mark.parametrize("seed", [b"1", b"2", b"3"])
def test_candidates_are_put_in_order_of_their_votes(seed: bytes) -> None:
    assert after([5, 9, 5], [7, 9, 7], seed=seed).from_highest({ADA, BEN, CARO})[0] == BEN
    assert after([4, 9, 5], [7, 9, 7], seed=seed).from_highest({ADA, BEN, CARO}) == (BEN, CARO, ADA)
