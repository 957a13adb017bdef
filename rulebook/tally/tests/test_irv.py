import pytest

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.irv import count_ballots
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import election

A, B, C, D = range(4)


def count(profile: Profile, seed: bytes | None = None) -> CountSheet:
    return count_ballots(profile, Terms(unranked="no-opinion", seed=seed))


def test_more_than_half_of_the_first_choices_wins_at_once() -> None:
    sheet = count(election(1, {"A": 5, "B>C": 2, "C>B": 2}))
    assert sheet.elected == (A,)
    assert len(sheet.stages) == 1
    assert sheet.quota is None


def test_exactly_half_is_not_enough() -> None:
    sheet = count(election(1, {"A": 4, "B": 3, "C>B": 1}), seed=b"")
    assert len(sheet.stages) > 1


def test_the_last_ones_ballots_move_to_their_next_choice() -> None:
    sheet = count(election(1, {"A": 4, "B": 3, "C>B": 2}))
    assert [list(map(int, stage.votes)) for stage in sheet.stages] == [[4, 3, 2], [4, 5, 0]]
    assert sheet.stages[1].excluded == (C,)
    assert sheet.elected == (B,)


def test_more_than_half_is_measured_by_the_ballots_that_still_count() -> None:
    sheet = count(election(1, {"A": 4, "B": 3, "C": 2}))
    assert sheet.elected == (A,)
    assert sheet.stages[-1].non_transferable == 2


def test_a_final_draw_goes_to_whoever_led_earlier() -> None:
    sheet = count(election(1, {"A": 4, "B": 3, "C>B": 1}))
    assert sheet.ties[0].how == "earlier-stage"
    assert sheet.elected == (A,)


def test_a_draw_from_the_start_goes_to_the_lot() -> None:
    profile = election(1, {"A": 4, "B": 4})
    assert {count(profile, seed=b"%d" % seed).elected for seed in range(20)} == {(A,), (B,)}


def test_candidates_whom_nobody_names_are_excluded_one_by_one() -> None:
    sheet = count(election(1, {"A": 2, "B": 2, "B>A": 1, "C>A": 1, "C": 1}, standing="ABCD"))
    assert sheet.stages[1].excluded == (D,)


def test_one_candidate_wins_without_any_ballot_and_none_if_all_withdrew() -> None:
    assert count(election(1, {}, standing="A")).elected == (A,)
    assert count(election(1, {"A": 3}, withdrawn="A")).elected == ()


def test_several_seats_are_refused() -> None:
    with pytest.raises(ValueError, match="one seat, and this election has 2"):
        count(election(2, {"A": 1, "B": 1}))
