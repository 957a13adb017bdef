from fractions import Fraction

from hypothesis import given

from rulebook.tally.ballots import Profile
from rulebook.tally.phragmen import count_ballots
from rulebook.tally.tests.profiles import TERMS, election, profiles


def test_phragmens_own_example_elects_whom_he_elected() -> None:
    """Brams and Janson both retell it: 1034 ABC, 519 PQR, 90 ABQ, 47 APQ, three seats."""
    profile = election(3, {"A=B=C": 1034, "P=Q=R": 519, "A=B=Q": 90, "A=P=Q": 47})
    sheet = count_ballots(profile, TERMS)
    assert [sheet.candidates[index] for index in sheet.elected] == ["A", "Q", "B"]
    assert int(sheet.stages[0].votes[0]) == 1171
    # 656 approve of Q, and 137 of them carry 1/1171 each.
    assert sheet.stages[1].votes[4] == 656 / (1 + Fraction(137, 1171))


def test_two_thirds_of_the_voters_get_two_of_three_seats() -> None:
    sheet = count_ballots(election(3, {"A=B=C": 60, "D=E=F": 30}), TERMS)
    assert len(set(sheet.elected) & {0, 1, 2}) == 2


def test_those_whom_nobody_approves_of_come_last() -> None:
    sheet = count_ballots(election(2, {"A": 1}, standing="ABC"), TERMS)
    assert sheet.elected[0] == 0
    assert sheet.ties[-1].how == "lot"


@given(profiles())
def test_no_stage_elects_anybody_with_less_support_than_somebody_left(profile: Profile) -> None:
    sheet = count_ballots(profile, TERMS)
    elected: set[int] = set()
    for stage in sheet.stages:
        elected.update(stage.elected)
        left = set(profile.standing) - elected
        assert all(stage.votes[one] >= stage.votes[other] for one in stage.elected for other in left)


@given(profiles())
def test_all_loads_together_are_the_seats_that_somebody_approved_of(profile: Profile) -> None:
    """Replayed by the definition, ballot by ballot."""
    sheet = count_ballots(profile, TERMS)
    loads = dict.fromkeys(profile.approvals(), Fraction(0))
    for candidate in sheet.elected:
        mine = [approved for approved in loads if candidate in approved]
        votes = sum(profile.approvals()[approved] for approved in mine)
        if votes:
            carried = sum((loads[each] * profile.approvals()[each] for each in mine), Fraction(0))
            loads |= dict.fromkeys(mine, (1 + carried) / votes)
    total = sum(load * profile.approvals()[approved] for approved, load in loads.items())
    assert total == sum(any(one in approved for approved in loads) for one in sheet.elected)
