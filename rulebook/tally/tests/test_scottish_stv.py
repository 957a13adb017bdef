"""Small elections whose count can be done on paper; the real ones are in tests/vectors."""

from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.scottish_stv import count_ballots
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import election

A, B, C, D, E = range(5)


def count(profile: Profile, seed: bytes | None = None) -> CountSheet:
    return count_ballots(profile, Terms(unranked="no-opinion", seed=seed))


def votes(sheet: CountSheet, stage: int) -> list[str]:
    return [str(float(number)) for number in sheet.stages[stage - 1].votes]


def test_a_surplus_moves_on_at_a_value_cut_after_five_decimals() -> None:
    # Quota 11 // 3 + 1 = 4. A holds 7, so each paper goes on at 3 / 7 = 0.42857(14).
    sheet = count(election(2, {"A>B": 4, "A>C": 2, "A": 1, "B": 2, "C": 2}))
    assert sheet.quota == 4
    assert votes(sheet, 2) == ["4.0", "3.71428", "2.85714"]
    assert sheet.stages[1].surplus_of == A
    assert sheet.stages[1].non_transferable == Fraction("0.42858")
    assert sheet.elected == (A, B)


def test_a_paper_that_moves_twice_is_worth_the_cut_value_of_its_cut_value() -> None:
    # Quota 23 // 4 + 1 = 6. A's surplus 3 of 9 makes papers of 0.33333; with 4 + 9 * 0.33333 B has
    # 6.99997, and her surplus of 0.99997 makes them worth 0.33333 * 0.99997 / 6.99997 = 0.04761.
    sheet = count(election(3, {"A>B>C": 9, "B>C": 4, "C": 4, "D": 4, "E": 2}))
    assert votes(sheet, 2)[B] == "6.99997"
    assert sheet.stages[2].surplus_of == B
    # 9 papers of 0.04761 and 4 of 1 * 0.99997 / 6.99997 = 0.14285.
    assert sheet.stages[2].votes[C] == 4 + 9 * Fraction("0.04761") + 4 * Fraction("0.14285")


def test_the_largest_surplus_goes_first_even_when_it_arose_later() -> None:
    # Quota 41 // 5 + 1 = 9. A's surplus of 8 lifts C from 8 to nearly 16: more than B's surplus of 1.
    sheet = count(election(4, {"A>C": 17, "B>D": 10, "C>D": 8, "D": 3, "E": 3}))
    assert [stage.surplus_of for stage in sheet.stages[:4]] == [None, A, C, B]


def test_papers_skip_candidates_who_are_already_elected() -> None:
    sheet = count(election(2, {"A>B>C": 8, "B": 6, "C": 2}))
    assert sheet.stages[0].elected == (A, B)
    assert sheet.elected == (A, B)
    late = count(election(3, {"A>B>C": 12, "B": 8, "C": 3, "D": 5}))
    assert late.quota == 8
    assert late.stages[1].votes[C] == 3 + 12 * Fraction("0.33333")


def test_exactly_the_quota_elects_and_leaves_nothing_to_transfer() -> None:
    sheet = count(election(2, {"A>C": 4, "B": 3, "C": 2}))
    assert sheet.quota == 4
    assert sheet.stages[0].elected == (A,)
    assert sheet.stages[1].excluded == (C,)


def test_the_excluded_candidates_papers_move_at_the_value_they_have() -> None:
    sheet = count(election(2, {"A>C>B": 10, "B": 5, "C>D": 2, "D": 4}))
    # Quota 8, surplus 2: ten papers of 0.2 go to C, whose own two papers are worth one.
    assert votes(sheet, 2) == ["8.0", "5.0", "4.0", "4.0"]
    assert sheet.stages[2].excluded == (C,)
    assert votes(sheet, 3) == ["8.0", "7.0", "0.0", "6.0"]


def test_the_last_vacancies_are_filled_by_those_who_remain_and_no_surplus_is_moved_for_nothing() -> None:
    # Quota 5. D's paper and then C's four move; A, now 7, has a surplus, but only B is left for the seat.
    sheet = count(election(2, {"A>B": 4, "B": 4, "C>A": 3, "D>C": 1}))
    assert [stage.excluded for stage in sheet.stages] == [(), (D,), (C,)]
    assert votes(sheet, 3) == ["7.0", "4.0", "0.0", "0.0"]
    assert sheet.stages[2].elected == (A, B)


def test_the_last_exclusion_still_transfers_its_papers_as_the_official_sheets_do() -> None:
    sheet = count(election(1, {"A": 4, "B": 3, "C>B": 2}))
    assert votes(sheet, 2) == ["4.0", "5.0", "0.0"]
    assert sheet.elected == (B,)


def test_an_uncontested_election_ends_at_the_first_stage() -> None:
    sheet = count(election(3, {"A": 1, "B": 5}))
    assert sheet.elected == (B, A)
    assert len(sheet.stages) == 1


def test_one_candidate_for_one_seat_is_elected_without_any_ballot() -> None:
    sheet = count(election(1, {}, standing="A"))
    assert sheet.elected == (A,)
    assert sheet.quota == 1


def test_empty_ballots_do_not_raise_the_quota() -> None:
    sheet = count(election(1, {"A": 3, "B": 2, "": 10}))
    assert (sheet.quota, sheet.cast, sheet.counted) == (3, 15, 5)


def test_withdrawn_candidates_keep_their_index_and_get_nothing() -> None:
    sheet = count(election(1, {"A>B": 3, "B": 1, "C": 2}, withdrawn="A"))
    assert sheet.elected == (B,)
    assert votes(sheet, 1) == ["0.0", "4.0", "2.0"]
    assert all(A not in stage.excluded for stage in sheet.stages)


def test_when_everybody_withdrew_nobody_is_elected() -> None:
    sheet = count(election(1, {"A": 3}, withdrawn="A"))
    assert sheet.elected == ()
    assert len(sheet.stages) == 1


def test_a_tie_for_exclusion_looks_at_the_most_recent_earlier_stage_that_differs() -> None:
    # B and C have 4 and 3 first preferences; D's paper makes them equal at 4.
    sheet = count(election(1, {"A": 6, "B": 4, "C": 3, "D>C": 1}))
    [tie] = sheet.ties
    assert (tie.stage, tie.decides, tie.candidates, tie.chosen, tie.how) == (
        2,
        "exclusion",
        (B, C),
        C,
        "earlier-stage",
    )
    assert sheet.stages[2].excluded == (C,)


def test_three_who_are_equal_are_narrowed_down_by_one_stage_after_the_other() -> None:
    # At stage 3 B, C and D have 4 each. At stage 2 B had 4, C and D 3; at stage 1 C had 3 and D 2.
    ballots = {"A": 9, "B": 4, "C": 3, "D": 2, "E>D": 1, "F>C": 1, "F>D": 1}
    sheet = count(election(1, ballots))
    tie = next(tie for tie in sheet.ties if len(tie.candidates) == 3)
    assert (tie.stage, tie.chosen, tie.how) == (3, D, "earlier-stage")


def test_a_tie_that_no_stage_resolves_is_drawn_and_the_draw_is_printed() -> None:
    profile = election(1, {"A": 6, "B": 4, "C": 4})
    sheets = [count(profile, seed=b"%d" % seed) for seed in range(40)]
    assert {sheet.ties[0].chosen for sheet in sheets} == {B, C}
    for sheet in sheets:
        assert sheet.ties[0].how == "lot"
        assert sheet.ties[0].lot_order[0] == sheet.ties[0].chosen
        assert sheet.stages[1].excluded == (sheet.ties[0].chosen,)


def test_without_a_seed_the_empty_seed_draws_and_the_tie_says_so() -> None:
    profile = election(1, {"A": 6, "B": 4, "C": 4})
    unseeded, empty = count(profile), count(profile, seed=b"")
    assert unseeded.elected == empty.elected
    assert not unseeded.ties[0].seeded
    assert empty.ties[0].seeded


def test_equal_surpluses_are_a_tie_that_is_reported() -> None:
    sheet = count(election(3, {"A>C": 8, "B>D": 8, "C": 3, "D": 2}), seed=b"x")
    surplus_ties = [tie for tie in sheet.ties if tie.decides == "surplus"]
    assert [tie.candidates for tie in surplus_ties] == [(A, B)]
    assert sheet.stages[1].surplus_of == surplus_ties[0].chosen


def test_the_unranked_setting_is_printed_and_changes_nothing() -> None:
    profile = election(2, {"A>B": 9, "B": 2, "C>A": 1})
    last, no_opinion = (count_ballots(profile, Terms(unranked=setting)) for setting in ("last", "no-opinion"))
    assert (last.unranked, no_opinion.unranked) == ("last", "no-opinion")
    assert last.stages == no_opinion.stages
