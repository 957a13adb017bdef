"""What must hold in every election, whatever the ballots."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.methods import METHODS
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import profiles

one_seat = profiles(seats=st.just(1))
seeds = st.binary(max_size=4)
RANKED = ["scottish-stv", "meek-stv", "warren-stv", "irv"]
BY_VOTES = [*RANKED, "plurality", "approval"]
PAIRWISE = ["schulze", "ranked-pairs"]
#: Those that pass over an equal rank, so that they agree on what a first choice is.
FIRST_CHOICES = ["scottish-stv", "irv", "plurality", "majority"]
ELECTIONS = [*BY_VOTES, *PAIRWISE, "phragmen"]


def count(method: str, profile: Profile, seed: bytes | None = None) -> CountSheet:
    seats = 1 if METHODS[method].rule.one_seat else profile.seats
    return METHODS[method].count(replace(profile, seats=seats), Terms(unranked="no-opinion", seed=seed))


@given(profile=profiles())
def test_as_many_are_elected_as_there_are_seats_or_candidates(profile: Profile) -> None:
    for method in ELECTIONS:
        sheet = count(method, profile)
        assert len(sheet.elected) == min(sheet.seats, len(profile.standing))
        assert len(set(sheet.elected)) == len(sheet.elected)
        assert set(sheet.elected) <= set(profile.standing)
        assert tuple(candidate for stage in sheet.stages for candidate in stage.elected) == sheet.elected


@given(profile=profiles())
def test_no_vote_appears_or_vanishes(profile: Profile) -> None:
    for method in RANKED:
        sheet = count(method, profile)
        dropped = Fraction(0)
        for stage in sheet.stages:
            assert sum(stage.votes) + stage.non_transferable == sheet.counted
            assert stage.non_transferable >= dropped
            assert min(stage.votes) >= 0
            dropped = stage.non_transferable


@given(profile=profiles())
def test_whoever_is_excluded_stays_without_votes_and_is_never_elected(profile: Profile) -> None:
    for method in RANKED:
        sheet = count(method, profile)
        gone: set[int] = set(profile.withdrawn)
        for stage in sheet.stages:
            gone.update(stage.excluded)
            assert not any(stage.votes[candidate] for candidate in gone)
        assert not gone & set(sheet.elected)


@given(profiles())
def test_nobody_keeps_more_than_the_quota_while_seats_are_open(profile: Profile) -> None:
    sheet = count("scottish-stv", profile)
    assert sheet.quota is not None
    for before, stage in zip(sheet.stages, sheet.stages[1:], strict=False):
        if stage.surplus_of is not None:
            assert before.votes[stage.surplus_of] > sheet.quota
            assert stage.votes[stage.surplus_of] == sheet.quota
        else:
            elected = [c for earlier in sheet.stages[: sheet.stages.index(stage)] for c in earlier.elected]
            assert all(before.votes[candidate] <= sheet.quota for candidate in elected)


@given(profile=profiles(), data=st.data(), seed=seeds)
def test_the_order_of_names_on_the_ballot_makes_no_difference(
    profile: Profile, data: st.DataObject, seed: bytes
) -> None:
    """Even with ties: the lot goes by name."""
    new_place = data.draw(st.permutations(range(len(profile.candidates))))
    for method in ELECTIONS:
        sheet, moved = count(method, profile, seed), count(method, relabelled(profile, new_place), seed)
        assert moved.elected == tuple(new_place[candidate] for candidate in sheet.elected)
        assert len(moved.stages) == len(sheet.stages)
        for stage, moved_stage in zip(sheet.stages, moved.stages, strict=True):
            assert [moved_stage.votes[place] for place in new_place] == list(stage.votes)


def relabelled(profile: Profile, new_place: Sequence[int]) -> Profile:
    names = {place: profile.candidates[old] for old, place in enumerate(new_place)}
    ballots: dict[tuple[tuple[int, ...], ...], int] = {}
    for ranking, weight in profile.ballots.items():
        ballots[tuple(tuple(new_place[candidate] for candidate in rank) for rank in ranking)] = weight
    return Profile(
        candidates=tuple(names[place] for place in range(len(names))),
        seats=profile.seats,
        ballots=ballots,
        withdrawn=frozenset(new_place[candidate] for candidate in profile.withdrawn),
        title=profile.title,
    )


@given(profile=profiles(), seed=seeds)
def test_a_seed_changes_nothing_where_no_lot_is_drawn(profile: Profile, seed: bytes) -> None:
    for method in ELECTIONS:
        without = count(method, profile)
        if not any(tie.how == "lot" for tie in without.ties):
            assert replace(count(method, profile, seed), ties=()) == replace(without, ties=())


@given(profile=profiles(), seed=seeds)
def test_two_counts_of_the_same_ballots_are_the_same(profile: Profile, seed: bytes) -> None:
    for method in ELECTIONS:
        backwards = replace(profile, ballots=dict(reversed(list(profile.ballots.items()))))
        assert count(method, profile, seed) == count(method, backwards, seed)


@given(one_seat)
def test_a_first_choice_of_more_than_half_wins_where_first_choices_are_read(profile: Profile) -> None:
    first = count("plurality", profile)
    assume(first.counted and first.elected and 2 * first.stages[0].votes[first.elected[0]] > first.counted)
    assert {count(method, profile).elected for method in FIRST_CHOICES} == {first.elected}


@given(profiles())
def test_every_tie_names_its_candidates_and_one_of_them_is_chosen(profile: Profile) -> None:
    for method in BY_VOTES:
        sheet = count(method, profile)
        for tie in sheet.ties:
            votes = sheet.stages[tie.stage - 1].votes
            assert len({votes[candidate] for candidate in tie.candidates}) == 1
            assert tie.chosen in tie.candidates
            assert set(tie.lot_order) <= set(tie.candidates)


@given(profiles())
def test_when_all_are_tied_the_lot_decides_alone(profile: Profile) -> None:
    tied = replace(profile, ballots={}, withdrawn=frozenset())
    assume(len(tied.candidates) > tied.seats)
    winners = {count("scottish-stv", tied, b"%d" % seed).elected for seed in range(40)}
    assert len({winner for elected in winners for winner in elected}) == len(tied.candidates)
