"""Equal shares and greedy: elections counted on paper, and a plain second count by the definition."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally import equal_shares, greedy
from rulebook.tally.budgets import Budget, BudgetSheet, Project
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import TERMS


def budget(money: int, costs: dict[str, int], ballots: dict[str, int], *, withdrawn: str = "") -> Budget:
    """Projects with one-letter keys; `{"ab": 3}` says: three ballots approve of a and b."""
    keys = list(costs)
    return Budget(
        tuple(Project(key, f"Project {key}", cost) for key, cost in costs.items()),
        money,
        {tuple(sorted(keys.index(key) for key in said)): weight for said, weight in ballots.items()},
        frozenset(keys.index(key) for key in withdrawn),
    )


def funded(sheet: BudgetSheet) -> str:
    return "".join(sheet.projects[project].key for project in sheet.elected)


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    size = draw(st.integers(1, 5))
    costs = draw(st.lists(st.integers(1, 40), min_size=size, max_size=size))
    approved = st.sets(st.integers(0, size - 1)).map(lambda said: tuple(sorted(said)))
    return Budget(
        tuple(Project("abcde"[place], "", cost) for place, cost in enumerate(costs)),
        draw(st.integers(0, 100)),
        draw(st.dictionaries(approved, st.integers(1, 4), max_size=8)),
        frozenset(draw(st.sets(st.integers(0, size - 1), max_size=1))),
    )


def test_greedy_funds_by_votes_and_passes_over_what_no_longer_fits() -> None:
    sheet = greedy.count_ballots(budget(10, {"a": 8, "b": 5, "c": 2}, {"ab": 3, "a": 1, "c": 2}), TERMS)
    assert funded(sheet) == "ac"
    assert [purchase.left for purchase in sheet.purchases] == [2, 0]


def test_equal_shares_give_a_minority_its_part_of_the_money() -> None:
    # Six want a, b and c; four want d. Greedy leaves the four with nothing.
    votes = budget(100, {"a": 30, "b": 30, "c": 40, "d": 40}, {"abc": 6, "d": 4})
    assert sorted(funded(greedy.count_ballots(votes, TERMS))) == ["a", "b", "c"]
    sheet = equal_shares.count_ballots(votes, TERMS)
    assert sorted(funded(sheet)) == ["a", "b", "d"]
    assert [purchase.pays for purchase in sheet.purchases] == [5, 5, 10]


def test_whoever_has_too_little_pays_all_she_has_and_the_rest_pay_more() -> None:
    # 10 each. Four pay 9 for a. Of those who want b, two then have 1 left, and one still has 10.
    sheet = equal_shares.count_ballots(budget(50, {"a": 36, "b": 9}, {"ab": 2, "a": 2, "b": 1}), TERMS)
    assert funded(sheet) == "ab"
    assert [purchase.pays for purchase in sheet.purchases] == [9, 7]
    assert sheet.purchases[1].support == Fraction(9, 7)


def test_shares_grow_until_nothing_more_fits() -> None:
    sheet = equal_shares.count_ballots(budget(20, {"a": 10, "b": 10}, {"a": 3, "b": 1}), TERMS)
    assert funded(sheet) == "ab"
    assert sheet.growth is not None
    assert (int(sheet.growth.first), int(sheet.growth.last)) == (5, 10)
    assert sheet.growth.stopped == "exhaustive"


def test_shares_stop_growing_before_they_overspend() -> None:
    sheet = equal_shares.count_ballots(budget(20, {"a": 10, "b": 8, "c": 8}, {"a": 3, "b": 1, "c": 1}), TERMS)
    assert sheet.growth is not None
    assert sheet.growth.stopped == "next-overspends"
    assert sheet.spent <= 20


def test_of_equals_the_cheaper_comes_first_and_then_the_lot() -> None:
    cheaper = greedy.count_ballots(budget(10, {"a": 9, "b": 8}, {"ab": 2}), TERMS)
    assert [(tie.chosen, tie.how) for tie in cheaper.ties] == [(1, "lower-cost")]
    for count in (greedy.count_ballots, equal_shares.count_ballots):
        drawn = [
            count(budget(8, {"a": 8, "b": 8}, {"ab": 2}), Terms(unranked="last", seed=b"%d" % seed))
            for seed in range(20)
        ]
        assert {funded(sheet) for sheet in drawn} == {"a", "b"}
        assert all(sheet.ties[0].how == "lot" for sheet in drawn)


@pytest.mark.parametrize("count", [greedy.count_ballots, equal_shares.count_ballots])
def test_ten_thousand_projects_are_counted(count) -> None:
    projects = tuple(Project(f"p{number}", "", 1 + number % 50) for number in range(10_000))
    ballots = {tuple(range(start, 10_000, 1_000 + start)): 1 + start % 3 for start in range(20)}
    sheet = count(Budget(projects, 90, ballots), TERMS)
    assert 0 < sheet.spent <= 90


@pytest.mark.parametrize("count", [greedy.count_ballots, equal_shares.count_ballots])
def test_no_ballots_fund_nothing(count) -> None:
    assert count(budget(10, {"a": 1}, {}), TERMS).elected == ()
    assert count(budget(10, {"a": 1}, {"": 4}), TERMS).elected == ()


def test_what_cannot_be_a_budget_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        budget(10, {"a": 0}, {})
    with pytest.raises(ValueError, match="projects"):
        budget(10, {}, {})
    with pytest.raises(ValueError, match="rising"):
        Budget((Project("a", "", 1),), 1, {(0, 0): 1})


@pytest.mark.parametrize("count", [greedy.count_ballots, equal_shares.count_ballots])
@given(votes=budgets())
def test_no_more_than_the_money_is_spent_and_only_on_what_somebody_wants(count, votes: Budget) -> None:
    sheet = count(votes, TERMS)
    assert sheet.spent <= votes.money
    assert all(sheet.votes[project] and project not in votes.withdrawn for project in sheet.elected)
    assert sheet.purchases == () or sheet.purchases[-1].left == votes.money - sheet.spent


def plainly(votes: Budget, share: Fraction) -> list[int] | None:
    """The method by its definition, voter by voter; None where a tie would have to be broken."""
    voters = [said for said, weight in votes.approvals().items() for _ in range(weight)]
    purse = [share] * len(voters)
    bought: list[int] = []
    while True:
        prices: dict[int, Fraction] = {}
        for project in votes.standing:
            cost = votes.projects[project].cost
            fans = sorted(purse[v] for v, said in enumerate(voters) if project in said)
            if project in bought or sum(fans) < cost:
                continue
            paid = Fraction(0)
            for place, money in enumerate(fans):
                each = (cost - paid) / (len(fans) - place)
                if each <= money:
                    prices[project] = each
                    break
                paid += money
        if not prices:
            return bought
        best = min(prices[project] / votes.projects[project].cost for project in prices)
        cheapest = [p for p in prices if prices[p] / votes.projects[p].cost == best]
        if len(cheapest) > 1:
            return None
        bought.append(cheapest[0])
        for voter, said in enumerate(voters):
            if cheapest[0] in said:
                purse[voter] -= min(purse[voter], prices[cheapest[0]])


@given(budgets())
def test_each_share_gives_what_the_definition_gives_voter_by_voter(votes: Budget) -> None:
    sheet = equal_shares.count_ballots(votes, TERMS)
    if sheet.growth is not None:
        expected = plainly(votes, sheet.growth.last)
        assert expected is None or list(sheet.elected) == expected
