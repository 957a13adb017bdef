"""Count made-up elections with other people's programs too, and say how often the answers agree.

    python3 -m venv oracles && oracles/bin/pip install -r tests/oracles/requirements.txt
    PYTHONPATH=. oracles/bin/python tests/oracles/compare.py [PROFILES] [SEED]

Prints a line for each method: counted, agreed, and left out because a tie had to be broken, where each
program has its own way. Exit 1 when an answer differs. Needs nothing of Commonhold but the rulebook.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

from rulebook.tally import preflib
from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.budgets import Budget, Project
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.methods import BUDGETING, METHODS, SCORING
from rulebook.tally.scores import Scores, Scoring
from rulebook.tally.terms import Terms

LAST, NO_OPINION = Terms(unranked="last"), Terms(unranked="no-opinion")

#: True or False: agreed or not. None: a tie was broken, so that nothing can be said.
Verdict = bool | None
Comparison = Callable[[random.Random], Iterator[tuple[str, Verdict, Any]]]


def strict_rankings(dice: random.Random, *, complete: bool, most: int = 6) -> Profile:
    candidates = dice.randint(2, most)
    ballots: dict[Ranking, int] = {}
    for _ in range(dice.randint(2, 15)):
        length = candidates if complete else dice.randint(1, candidates)
        ranking = tuple((each,) for each in dice.sample(range(candidates), length))
        ballots[ranking] = ballots.get(ranking, 0) + dice.randint(1, 9)
    return Profile(tuple("ABCDEF"[:candidates]), 1, ballots)


def with_ties(profile: Profile) -> Any:
    """The same ballots as pref_voting reads them."""
    return import_module("pref_voting.profiles_with_ties").ProfileWithTies(
        [{each: place for place, rank in enumerate(said, 1) for each in rank} for said in profile.ballots],
        rcounts=list(profile.ballots.values()),
        candidates=list(range(len(profile.candidates))),
    )


def broken(sheet: CountSheet) -> bool:
    return any(tie.decides != "order" for tie in sheet.ties)


def one_seat(dice: random.Random) -> Iterator[tuple[str, Verdict, Any]]:
    """Plurality, instant runoff, Schulze and ranked pairs against pref_voting."""
    methods = import_module("pref_voting.voting_methods")
    full = strict_rankings(dice, complete=True)
    partial = strict_rankings(dice, complete=False)
    theirs, theirs_partial = with_ties(full), with_ties(partial)
    theirs_partial.use_extended_strict_preference()
    pairs = [("schulze", methods.beat_path), ("ranked-pairs", methods.ranked_pairs)]
    plain = theirs.to_linear_profile()
    for name, rule in [("plurality", methods.plurality), ("irv", methods.instant_runoff)]:
        sheet = METHODS[name].count(full, LAST)
        yield name, None if broken(sheet) else rule(plain) == list(sheet.elected), full
    for name, rule in pairs:
        for profile, other, what in ((full, theirs, ""), (partial, theirs_partial, ", short ballots")):
            sheet = METHODS[name].count(profile, LAST)
            winners = rule(other, strength_function=other.support)
            agreed = None if broken(sheet) or len(winners) > 1 else winners == list(sheet.elected)
            yield name + what, agreed, profile


def many_seats(dice: random.Random) -> Iterator[tuple[str, Verdict, Any]]:
    """Meek's and Warren's methods against pref_voting, which counts in floats."""
    methods = import_module("pref_voting.proportional_methods")
    profile = strict_rankings(dice, complete=False, most=5)
    seats = dice.randint(1, max(1, len(profile.candidates) - 1))
    profile = Profile(profile.candidates, seats, profile.ballots)
    for name, rule in (("meek-stv", methods.stv_meek), ("warren-stv", methods.stv_warren)):
        sheet = METHODS[name].count(profile, NO_OPINION)
        quotas = {stage.quota for stage in sheet.stages}
        on_the_line = any(
            quota is not None and 0 < quota - votes <= Fraction(1, 10**6)
            for stage in sheet.stages
            for votes in stage.votes
            for quota in quotas
        )
        if broken(sheet) or on_the_line:
            yield name, None, profile
        else:
            yield name, set(rule(with_ties(profile), num_seats=seats)) == set(sheet.elected), profile


def points(dice: random.Random) -> Iterator[tuple[str, Verdict, Any]]:
    """Score and STAR against pref_voting."""
    rules = import_module("pref_voting.grade_methods")
    candidates = dice.randint(2, 5)
    ballots: dict[Scoring, int] = {}
    for _ in range(dice.randint(2, 12)):
        scoring = tuple(dice.randint(0, 5) for _ in range(candidates))
        ballots[scoring] = ballots.get(scoring, 0) + dice.randint(1, 5)
    scores = Scores(tuple("ABCDE"[:candidates]), 1, 5, ballots)
    grades = import_module("pref_voting.grade_profiles").GradeProfile(
        [dict(enumerate(scoring)) for scoring in ballots], list(range(6)), gcounts=list(ballots.values())
    )
    for name, rule in (("score", rules.score_voting), ("star", rules.star)):
        sheet = SCORING[name].count(scores, LAST)
        yield name, None if broken(sheet) else list(rule(grades)) == list(sheet.elected), scores


def committees(dice: random.Random) -> Iterator[tuple[str, Verdict, Any]]:
    """Approval and Phragmén's rule against abcvoting: ours must be one of its committees."""
    rules, preferences = import_module("abcvoting.abcrules"), import_module("abcvoting.preferences")
    candidates = dice.randint(2, 7)
    ballots: Counter[Ranking] = Counter()
    for _ in range(dice.randint(2, 12)):
        approved = dice.sample(range(candidates), dice.randint(1, candidates))
        ballots[(tuple(sorted(approved)),)] += dice.randint(1, 3)
    seats = dice.randint(1, candidates)
    profile = Profile(tuple("ABCDEFG"[:candidates]), seats, ballots)
    theirs = preferences.Profile(candidates)
    for said in ballots.elements():
        theirs.add_voter(list(said[0]))
    if len({each for said in ballots for each in said[0]}) < seats:
        return
    for name, rule, algorithm in (
        ("approval", rules.compute_av, "standard"),
        ("phragmen", rules.compute_seqphragmen, "standard-fractions"),
    ):
        every = rule(theirs, seats, algorithm=algorithm, resolute=False, max_num_of_committees=None)
        elected = set(METHODS[name].count(profile, NO_OPINION).elected)
        yield name, any(set(committee) == elected for committee in every), profile


def money(dice: random.Random) -> Iterator[tuple[str, Verdict, Any]]:
    """Equal shares (add1) and greedy against pabutools."""
    election, rules = import_module("pabutools.election"), import_module("pabutools.rules")
    ties = import_module("pabutools.tiebreaking")
    size, voters = dice.randint(2, 6), dice.randint(2, 12)
    votes = [tuple(sorted(dice.sample(range(size), dice.randint(1, size)))) for _ in range(voters)]
    votes += [(project,) for project in range(size)]
    costs = dice.sample(range(5, 60), size)
    budget = Budget(
        tuple(Project(str(place), "", cost) for place, cost in enumerate(costs)),
        len(votes) * dice.randint(1, 12),  # a whole share, as pabutools begins with
        Counter(votes),
    )
    projects = [election.Project(str(place), cost) for place, cost in enumerate(costs)]
    instance = election.Instance(projects, budget_limit=budget.money)
    profile = election.ApprovalProfile(
        [election.ApprovalBallot(projects[place] for place in said) for said in votes]
    )
    shared = rules.method_of_equal_shares(
        instance,
        profile,
        sat_class=election.Cost_Sat,
        voter_budget_increment=1,
        tie_breaking=ties.min_cost_tie_breaking,
    )
    greedy = rules.greedy_utilitarian_welfare(
        instance, profile, sat_class=election.Cost_Sat, tie_breaking=ties.min_cost_tie_breaking
    )
    for name, theirs in (("equal-shares", shared), ("greedy", greedy)):
        sheet = BUDGETING[name].count(budget, NO_OPINION)
        tied = any(tie.how in {"lot", "more-supporters"} for tie in sheet.ties)
        same = {int(project.name) for project in theirs} == set(sheet.elected)
        yield name, None if tied else same, budget


def files(dice: random.Random) -> Iterator[tuple[str, Verdict, Any]]:
    """PrefLib's own tools read what we write."""
    instances = import_module("preflibtools.instances")
    profile = strict_rankings(dice, complete=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "election.soi"
        path.write_text(preflib.write(profile, "soi"), encoding="utf-8")
        read = instances.OrdinalInstance()
        read.parse_file(str(path))
    theirs = {
        tuple(tuple(each - 1 for each in rank) for rank in said): count
        for said, count in read.multiplicity.items()
    }
    yield "preflib files", theirs == profile.ballots, profile


def main(profiles: int = 300, seed: int = 2027) -> int:
    dice = random.Random(seed)  # noqa: S311 - made-up voters, no secret
    results: dict[str, Counter[Verdict]] = {}
    comparisons: list[tuple[Comparison, int]] = [
        (one_seat, 1),
        (points, 1),
        (committees, 1),
        (money, 1),
        (files, 5),
        (many_seats, 5),  # theirs is slow
    ]
    for compare, rarer in comparisons:
        for _ in range(profiles // rarer):
            for name, verdict, ballots in compare(dice):
                results.setdefault(name, Counter())[verdict] += 1
                if verdict is False:
                    print(f"{name} differs on {ballots}")
        sys.stdout.flush()
    for name, result in results.items():
        print(f"{name:28} counted {result.total():5}, agreed {result[True]:5}, tied {result[None]:4}")
    return int(any(result[False] for result in results.values()))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
