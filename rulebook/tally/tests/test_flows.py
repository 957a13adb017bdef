"""The picture of a count: what a column holds is what goes in, and what goes out."""

from collections import defaultdict
from fractions import Fraction

from hypothesis import given

from rulebook.tally import flows
from rulebook.tally.ballots import Profile
from rulebook.tally.budgets import Budget
from rulebook.tally.equal_shares import count_ballots as equal_shares
from rulebook.tally.methods import METHODS
from rulebook.tally.tests.profiles import TERMS, election, profiles
from rulebook.tally.tests.test_budgets import budgets

TRANSFERRING = ("scottish-stv", "meek-stv", "warren-stv")


def test_a_surplus_is_drawn_from_whoever_has_it_to_whoever_gets_it() -> None:
    sheet = METHODS["scottish-stv"].count(election(2, {"A>B": 4, "A>C": 2, "A": 1, "B": 2, "C": 2}), TERMS)
    flow = flows.of_election(sheet)
    moved = {(link.source, link.target): link.amount for link in flow.links}
    assert moved["0-0", "1-0"] == 4
    assert moved["0-0", "1-1"] == Fraction("1.71428")
    assert moved["0-0", "1-not-transferable"] == Fraction("0.42858")


def flows_add_up(flow: flows.Flow) -> None:
    amounts = {node.key: node.amount for node in flow.nodes}
    assert len(amounts) == len(flow.nodes)
    came: dict[str, Fraction] = defaultdict(Fraction)
    went: dict[str, Fraction] = defaultdict(Fraction)
    for link in flow.links:
        assert link.amount > 0
        came[link.target] += link.amount
        went[link.source] += link.amount
    assert all(amounts[key] == amount for key, amount in came.items())
    assert all(amounts[key] == amount for key, amount in went.items())


@given(profiles())
def test_nothing_gets_lost_between_two_columns(profile: Profile) -> None:
    for method in TRANSFERRING:
        sheet = METHODS[method].count(profile, TERMS)
        flow = flows.of_election(sheet)
        flows_add_up(flow)
        columns = len(sheet.stages)
        if sheet.counted:
            assert {node.column for node in flow.nodes} == set(range(columns))


@given(budgets())
def test_the_money_goes_to_projects_and_what_is_left_goes_on(votes: Budget) -> None:
    flows_add_up(flows.of_budget(equal_shares(votes, TERMS)))


def test_where_pairs_are_compared_each_win_is_a_link() -> None:
    sheet = METHODS["schulze"].count(election(1, {"A>B>C": 3, "B>C>A": 2}), TERMS)
    flow = flows.of_election(sheet)
    assert flow.shape == "matches"
    assert {(link.source, link.target): int(link.amount) for link in flow.links} == {
        ("0-0", "0-1"): 3,
        ("0-0", "0-2"): 3,
        ("0-1", "0-2"): 5,
    }


def test_columns_stand_alone_where_votes_are_not_handed_on() -> None:
    sheet = METHODS["phragmen"].count(election(2, {"A=B": 3, "C": 2}), TERMS)
    assert flows.of_election(sheet).links == ()
    assert flows.of_election(sheet).plain()["shape"] == "votes"
