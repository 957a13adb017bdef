from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.plurality import count_ballots
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import election

A, B, C, D = range(4)


def count(profile: Profile, seed: bytes | None = None) -> CountSheet:
    return count_ballots(profile, Terms(unranked="no-opinion", seed=seed))


def test_most_first_choices_win_even_without_a_majority() -> None:
    sheet = count(election(1, {"A>C": 4, "B>C": 3, "C": 2}))
    assert sheet.elected == (A,)
    assert sheet.ties == ()


def test_several_seats_go_to_the_most_chosen_in_order() -> None:
    assert count(election(2, {"A": 2, "B": 5, "C": 3})).elected == (B, C)


def test_equals_for_the_last_seat_are_drawn() -> None:
    profile = election(2, {"A": 5, "B": 3, "C": 3})
    sheets = [count(profile, seed=b"%d" % seed) for seed in range(20)]
    assert {sheet.elected for sheet in sheets} == {(A, B), (A, C)}
    assert all(tie.decides == "seat" and tie.candidates == (B, C) for sheet in sheets for tie in sheet.ties)


def test_equals_who_all_get_a_seat_are_drawn_for_the_order_alone() -> None:
    sheet = count(election(2, {"A": 3, "B": 3, "C": 1}), seed=b"x")
    assert sorted(sheet.elected) == [A, B]
    assert [tie.decides for tie in sheet.ties] == ["order"]


def test_more_seats_than_candidates_elects_everybody_who_stands() -> None:
    assert sorted(count(election(5, {"A": 3, "B": 1, "C": 2}, withdrawn="C")).elected) == [A, B]
