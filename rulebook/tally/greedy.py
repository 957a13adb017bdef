"""A budget by plain approval: the project with the most votes that still fits, again and again.

Source: what most cities do; Rey and Maly, "The (Computational) Social Choice Take on Indivisible
Participatory Budgeting" (2023), section 3.2, calls it the greedy rule for the cost of what is approved.
"""

from fractions import Fraction

from rulebook.tally.budgets import Budget, BudgetSheet, Purchase, sheet_of
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="greedy",
    version="greedy_v1",
    words=(
        "A ballot approves of any number of projects, and each approval is one vote. Projects are funded in "
        "the order of their votes; one that costs more than the money left is passed over. A project that "
        "nobody approves of is never funded. Of projects with as many votes the cheaper one comes first, "
        "then whichever the public lot draws. Whatever is not named is not approved, whatever “unranked” "
        "means."
    ),
)


def count_ballots(budget: Budget, terms: Terms) -> BudgetSheet:
    """The whole count. Raises ValueError when more ballots were cast than people are on the roll."""
    terms.check_turnout(budget.cast)
    votes = budget.votes()
    ties = TieBreaker(budget, terms)
    waiting = {project for project in budget.standing if votes[project]}
    purchases: list[Purchase] = []
    left = budget.money
    while affordable := {project for project in waiting if budget.projects[project].cost <= left}:
        ties.end_stage(votes)
        most = max(votes[project] for project in affordable)
        chosen = ties.best(
            [project for project in affordable if votes[project] == most],
            decides="project",
            by=[("lower-cost", lambda project: -budget.projects[project].cost)],
        )
        left -= budget.projects[chosen].cost
        waiting = affordable - {chosen}
        purchases.append(Purchase(chosen, Fraction(votes[chosen]), left))
    return sheet_of(budget, terms, RULE, purchases=purchases, ties=ties.ties)
