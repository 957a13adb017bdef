"""Schulze and ranked pairs, on elections whose answer was published elsewhere, and on any."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rulebook.tally import ranked_pairs, schulze
from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.methods import METHODS
from rulebook.tally.pairs import MOST_CANDIDATES, Pairs
from rulebook.tally.ranked_pairs import RankedPairsDetails
from rulebook.tally.schulze import Chain, SchulzeDetails
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import TERMS, election, profiles

A, B, C, D, E = range(5)
LAST = Terms(unranked="last")
SETTINGS = st.sampled_from([TERMS, LAST])

#: Example 1 of section 3 of Schulze's paper.
SCHULZE_1 = {
    "A>C>B>E>D": 5,
    "A>D>E>C>B": 5,
    "B>E>D>A>C": 8,
    "C>A>B>E>D": 3,
    "C>A>E>B>D": 7,
    "C>B>A>D>E": 2,
    "D>C>E>B>A": 7,
    "E>B>A>D>C": 8,
}
#: The usual example: which city shall be the capital of Tennessee? (M, N, C, K)
TENNESSEE = {"M>N>C>K": 42, "N>C>K>M": 26, "C>K>N>M": 15, "K>C>N>M": 17}


def details(sheet: CountSheet) -> SchulzeDetails:
    assert isinstance(sheet.details, SchulzeDetails)
    return sheet.details


def wins(sheet: CountSheet) -> list[tuple[int, int, bool]]:
    assert isinstance(sheet.details, RankedPairsDetails)
    return [(win.winner, win.loser, win.kept) for win in sheet.details.wins]


def test_schulzes_own_example_gives_his_order_and_his_chains() -> None:
    sheet = schulze.count_ballots(election(1, SCHULZE_1), TERMS)
    assert details(sheet).order == ((E,), (A,), (C,), (B,), (D,))
    assert details(sheet).support[A] == (0, 20, 26, 30, 22)
    chains = {chain.candidates[-1]: chain for chain in details(sheet).chains}
    assert chains[A] == Chain((E, D, C, B, A), strength=25, back=24)
    assert {other: (chain.strength, chain.back) for other, chain in chains.items()} == {
        A: (25, 24),
        B: (28, 24),
        C: (28, 24),
        D: (31, 24),
    }


@pytest.mark.parametrize("method", ["schulze", "ranked-pairs"])
def test_whoever_beats_everybody_else_wins(method: str) -> None:
    sheet = METHODS[method].count(election(1, TENNESSEE), TERMS)
    assert [sheet.candidates[index] for index in sheet.elected] == ["N"]


def test_the_weakest_win_of_a_circle_is_not_kept() -> None:
    sheet = ranked_pairs.count_ballots(election(1, {"A>B>C": 5, "B>C>A": 4, "C>A>B": 3}), TERMS)
    assert wins(sheet) == [(B, C, True), (A, B, True), (C, A, False)]
    assert sheet.elected == (A,)


def test_equal_wins_that_contradict_each_other_are_taken_by_lot() -> None:
    circle = election(1, {"A>B>C": 1, "B>C>A": 1, "C>A>B": 1})
    sheets = [
        METHODS[method].count(circle, Terms(unranked="last", seed=b"%d" % seed))
        for method in ("schulze", "ranked-pairs")
        for seed in range(20)
    ]
    assert {sheet.elected for sheet in sheets} == {(A,), (B,), (C,)}
    assert all(sheet.ties[0].how == "lot" for sheet in sheets)


def test_unranked_as_last_loses_to_everybody_ranked_and_as_no_opinion_says_nothing() -> None:
    profile = election(1, {"A": 3, "B>A": 2, "C": 1})
    last, nothing = (Pairs(profile, terms).support for terms in (LAST, TERMS))
    assert (last[A][B], last[B][A], last[C][A]) == (3, 2, 1)
    assert (nothing[A][B], nothing[B][A], nothing[C][A]) == (0, 2, 0)


def test_equal_ranks_say_nothing_of_each_other_and_skipped_ranks_change_nothing() -> None:
    support = Pairs(election(1, {"A=B>->C": 2}), TERMS).support
    assert (support[A][B], support[B][A], support[A][C], support[B][C]) == (0, 0, 2, 2)


@pytest.mark.parametrize("method", ["schulze", "ranked-pairs"])
def test_too_many_to_compare_are_refused_in_words(method: str) -> None:
    names = tuple(f"option {number}" for number in range(10_000))
    with pytest.raises(ValueError, match="10,000 candidates are too many to compare each with each other"):
        METHODS[method].count(Profile(names, 1, {((1,), (0,)): 3}), TERMS)
    fewer = Profile(names[:MOST_CANDIDATES], 1, {((1,), (0,)): 3})
    assert METHODS["ranked-pairs"].count(fewer, LAST).elected == (1,)


@pytest.mark.parametrize("method", ["schulze", "ranked-pairs"])
@given(profile=profiles(seats=st.just(1)), terms=SETTINGS)
def test_a_condorcet_winner_is_elected_and_a_condorcet_loser_is_not(
    method: str, profile: Profile, terms: Terms
) -> None:
    pairs = Pairs(profile, terms)
    [winner] = METHODS[method].count(profile, terms).elected or (None,)
    for one in profile.standing:
        others = [other for other in profile.standing if other != one]
        if all(pairs.wins(one, other) for other in others):
            assert winner == one
        if others and all(pairs.wins(other, one) for other in others):
            assert winner != one


@given(profiles(), SETTINGS)
def test_each_chain_is_made_of_wins_and_as_strong_as_its_weakest(profile: Profile, terms: Terms) -> None:
    sheet = schulze.count_ballots(profile, terms)
    pairs = Pairs(profile, terms)
    for chain in details(sheet).chains:
        assert chain.strength >= chain.back
        if chain.strength:
            steps = list(zip(chain.candidates, chain.candidates[1:], strict=False))
            assert all(pairs.wins(*step) for step in steps)
            assert min(pairs.support[one][other] for one, other in steps) == chain.strength


@given(profiles(), SETTINGS)
def test_the_kept_wins_contradict_nothing_and_every_other_win_contradicts_them(
    profile: Profile, terms: Terms
) -> None:
    sheet = ranked_pairs.count_ballots(profile, terms)
    kept = [(winner, loser) for winner, loser, is_kept in wins(sheet) if is_kept]
    assert not any(_leads(kept, loser, winner) for winner, loser in kept)
    dropped = [(winner, loser) for winner, loser, is_kept in wins(sheet) if not is_kept]
    assert all(_leads(kept, loser, winner) for winner, loser in dropped)


def _leads(wins: list[tuple[int, int]], start: int, end: int) -> bool:
    reached, fresh = {start}, [start]
    while fresh:
        here = fresh.pop()
        for winner, loser in wins:
            if winner == here and loser not in reached:
                reached.add(loser)
                fresh.append(loser)
    return end in reached


@given(profiles(), SETTINGS)
def test_both_methods_agree_where_no_circle_needs_breaking(profile: Profile, terms: Terms) -> None:
    pairs = Pairs(profile, terms)
    everybody = profile.standing
    assume(all(pairs.wins(a, b) or pairs.wins(b, a) for a in everybody for b in everybody if a != b))
    assume(sorted(map(int, pairs.matches_won()))[-len(everybody) :] == list(range(len(everybody))))
    first, second = (METHODS[name].count(profile, terms).elected for name in ("schulze", "ranked-pairs"))
    assert first == second
