import pytest

from rulebook.tally.ballots import Profile
from rulebook.tally.tests.profiles import election


def test_a_skipped_rank_is_passed_over_and_the_next_moves_up() -> None:
    assert election(1, {"B>->A": 2}).papers() == {(1, 0): 2}


def test_an_equal_rank_is_passed_over_and_the_next_moves_up() -> None:
    assert election(1, {"A=B>C": 2}).papers() == {(2,): 2}


def test_withdrawn_candidates_are_struck_out_before_equal_ranks_are_read() -> None:
    assert election(1, {"A=B>C": 2}, withdrawn="B").papers() == {(0, 2): 2}


def test_ballots_that_come_to_say_the_same_are_counted_together() -> None:
    assert election(1, {"A>C": 2, "A>B>C": 3}, withdrawn="B").papers() == {(0, 2): 5}


def test_empty_ballots_are_cast_but_are_no_papers() -> None:
    profile = election(1, {"A": 3, "": 4, "A=B": 5})
    assert profile.cast == 12
    assert profile.papers() == {(0,): 3}


def test_namesakes_can_be_told_apart_in_a_lot() -> None:
    profile = Profile(("Kim", "Kim", "Sam", "Kim"), 1, {})
    assert [profile.lot_bytes(index) for index in range(4)] == [b"Kim", b"Kim\x002", b"Sam", b"Kim\x003"]


@pytest.mark.parametrize(
    ("ballots", "reason"),
    [
        ({((0,), (0,)): 1}, "once at most"),
        ({((0, 0),): 1}, "once at most"),
        ({((2,),): 1}, "candidates of this election"),
        ({((-1,),): 1}, "candidates of this election"),
        ({((0,),): 0}, "at least once"),
    ],
)
def test_ballots_that_mean_nothing_are_refused(
    ballots: dict[tuple[tuple[int, ...], ...], int], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        Profile(("A", "B"), 1, ballots)


def test_an_election_without_candidates_names_or_seats_is_refused() -> None:
    with pytest.raises(ValueError, match="needs candidates"):
        Profile((), 1, {})
    with pytest.raises(ValueError, match="each with a name"):
        Profile(("A", " "), 1, {})
    with pytest.raises(ValueError, match="at least one seat"):
        Profile(("A",), 0, {})
    with pytest.raises(ValueError, match="withdrawn"):
        Profile(("A",), 1, {}, frozenset({1}))
