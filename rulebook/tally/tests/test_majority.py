from fractions import Fraction

import pytest

from rulebook.tally import majority
from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import election

TWO_THIRDS = Fraction(2, 3)
A_FIFTH = Fraction(1, 5)


@pytest.mark.parametrize(
    ("yes", "no", "threshold", "outcome"),
    [
        (5, 4, Fraction(1, 2), "carried"),
        (4, 4, Fraction(1, 2), "defeated"),
        (4, 5, Fraction(1, 2), "defeated"),
        (0, 0, Fraction(1, 2), "defeated"),
        (1, 0, Fraction(1), "carried"),
        (6, 3, TWO_THIRDS, "carried"),  # exactly two thirds is at least two thirds
        (5, 3, TWO_THIRDS, "defeated"),
        (4, 5, Fraction(1, 3), "defeated"),  # no threshold makes a minority a majority
        (10**30 + 1, 10**30, Fraction(1, 2), "carried"),
    ],
)
def test_more_than_half_and_at_least_the_threshold_carries(
    yes: int, no: int, threshold: Fraction, outcome: str
) -> None:
    assert majority.count(yes=yes, no=no, threshold=threshold).outcome == outcome


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "outcome"),
    [
        (9, 0, 0, "no-quorum"),
        (10, 0, 0, "carried"),  # exactly a fifth is enough
        (1, 0, 9, "carried"),  # abstentions count to the quorum
        (4, 4, 2, "defeated"),
        (0, 9, 0, "no-quorum"),
    ],
)
def test_the_quorum_is_a_share_of_the_roll(yes: int, no: int, abstain: int, outcome: str) -> None:
    assert majority.count(yes=yes, no=no, abstain=abstain, roll=50, quorum=A_FIFTH).outcome == outcome


def test_abstentions_are_no_votes() -> None:
    assert majority.count(yes=2, no=1, abstain=100, threshold=TWO_THIRDS).carried


def test_the_sheet_repeats_everything_that_decided() -> None:
    sheet = majority.count(yes=6, no=3, abstain=1, roll=40, threshold=TWO_THIRDS, quorum=A_FIFTH)
    assert sheet.plain() == {
        "method": "majority",
        "version": "majority_v1",
        "outcome": "carried",
        "yes": 6,
        "no": 3,
        "abstain": 1,
        "roll": 40,
        "threshold": "2/3",
        "quorum": "0.2",
    }


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ({"yes": -1, "no": 0}, "fewer than no ballots"),
        ({"yes": 3, "no": 1, "roll": 3}, "4 ballots were cast, but only 3"),
        ({"yes": 3, "no": 1, "roll": -3}, "fewer than no people"),
        ({"yes": 3, "no": 1, "quorum": A_FIFTH}, "the roll's size must be known"),
        ({"yes": 3, "no": 1, "threshold": Fraction(3, 2)}, "between 0 and 1"),
    ],
)
def test_impossible_questions_are_refused(counts: dict[str, int], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        majority.count(**counts)  # type: ignore[arg-type]  # the point of the test


def count(names: tuple[str, ...], ballots: dict[str, int], terms: Terms | None = None) -> CountSheet:
    letters = election(1, ballots, standing="ABCDE"[: len(names)])
    return majority.count_ballots(Profile(names, 1, letters.ballots), terms or Terms(unranked="no-opinion"))


def test_candidates_called_yes_and_no_make_a_question_in_any_order_and_case() -> None:
    sheet = count(("NO", "Yes"), {"B": 5, "A": 3, "": 2})
    assert sheet.decision is not None
    assert (sheet.decision.yes, sheet.decision.no, sheet.decision.abstain) == (5, 3, 2)
    assert sheet.elected == (1,)


def test_when_no_wins_the_question_is_defeated_and_nobody_is_elected() -> None:
    sheet = count(("Yes", "No"), {"A": 3, "B": 5})
    assert sheet.decision is not None
    assert sheet.decision.outcome == "defeated"
    assert sheet.elected == ()


def test_a_candidate_called_abstain_collects_abstentions() -> None:
    sheet = count(("yes", "no", "abstain"), {"A": 3, "B": 2, "C": 4, "": 1, "A=B": 1})
    assert sheet.decision is not None
    assert (sheet.decision.yes, sheet.decision.no, sheet.decision.abstain) == (3, 2, 6)
    assert sheet.elected == (0,)


def test_only_the_first_choice_is_read() -> None:
    assert count(("yes", "no"), {"A>B": 3, "B>A": 2}).elected == (0,)


def test_between_other_candidates_the_leader_needs_more_than_half() -> None:
    assert count(("Ada", "Ben"), {"A": 3, "B": 4}).elected == (1,)
    assert count(("Ada", "Ben"), {"A": 4, "B": 4}).elected == ()
    assert count(("Ada", "Ben", "Caro"), {"A": 4, "B": 3, "C": 1}).elected == ()
    assert count(("Ada", "Ben", "Caro"), {"A": 5, "B": 3, "C": 1}).elected == (0,)


def test_yes_among_other_answers_is_a_candidate_like_any_other() -> None:
    assert count(("yes", "no", "later"), {"C": 5, "A": 2, "B": 1}).elected == (2,)


def test_ranked_ballots_meet_the_same_quorum_and_threshold() -> None:
    terms = Terms(unranked="no-opinion", roll=50, quorum=A_FIFTH, threshold=TWO_THIRDS)
    for ballots, outcome in (
        ({"A": 9}, "no-quorum"),
        ({"A": 6, "B": 4}, "defeated"),
        ({"A": 8, "": 2}, "carried"),
    ):
        sheet = count(("yes", "no"), ballots, terms)
        assert sheet.decision is not None
        assert sheet.decision.outcome == outcome
        assert bool(sheet.elected) == (outcome == "carried")


def test_several_seats_are_refused_for_an_election() -> None:
    with pytest.raises(ValueError, match="one seat"):
        majority.count_ballots(election(2, {"A": 1, "B": 1}), Terms(unranked="no-opinion"))


def test_when_everybody_withdrew_nobody_is_elected() -> None:
    assert (
        majority.count_ballots(election(1, {"A": 3}, withdrawn="A"), Terms(unranked="no-opinion")).elected
        == ()
    )
