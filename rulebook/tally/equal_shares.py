"""The Method of Equal Shares: every voter has the same part of the money for what she wants.

Source: Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities",
NeurIPS 2021, with the cost of a project as its use to whoever approves of it; the completion (“add1”) and
the order among equals as in the reference implementation at equalshares.net.
"""

from collections.abc import Iterable
from fractions import Fraction
from heapq import heapify, heappop, heappush

from rulebook.tally.budgets import Budget, BudgetSheet, Growth, Purchase, Stopped, sheet_of
from rulebook.tally.count_sheet import Tie
from rulebook.tally.rule import Rule
from rulebook.tally.shares import Price, Shares, Supporters
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="equal-shares",
    version="equal_shares_v1",
    words=(
        "The money is divided equally among all voters. A project can be funded when those who approve of "
        "it can pay it together: all of them pay the same, and whoever has less pays all she has. Its "
        "effective votes are its cost divided by the most that one of them pays. The project with the most "
        "effective votes is funded and paid for, again and again, until no project can be paid. If money is "
        "left that another such project would fit into, all is counted anew with each voter's share one "
        "step higher, as long as the funded projects together stay within the real money. Of projects with "
        "as many effective votes the cheaper one comes first, then the one with more approvals, then "
        "whichever the public lot draws. Whatever is not named is not approved, whatever “unranked” means."
    ),
)


def count_ballots(budget: Budget, terms: Terms) -> BudgetSheet:
    """The whole count. Raises ValueError when more ballots were cast than people are on the roll."""
    terms.check_turnout(budget.cast)
    if not budget.cast:
        return sheet_of(budget, terms, RULE, purchases=[], ties=[])
    supporters = Supporters(budget.approvals(), len(budget.projects))
    first = share = Fraction(budget.money, budget.cast)
    best = _Run(budget, terms, supporters, share)
    following = Fraction(budget.money // budget.cast)
    runs = 1
    stopped: Stopped = "exhaustive"
    while not best.exhaustive():
        following += terms.step
        longer = _Run(budget, terms, supporters, following)
        runs += 1
        if longer.spent > budget.money:
            stopped = "next-overspends"
            break
        best, share = longer, following
    return sheet_of(
        budget,
        terms,
        RULE,
        purchases=best.purchases,
        ties=best.ties,
        growth=Growth(first=first, last=share, runs=runs, stopped=stopped),
    )


class _Run:
    """One count with a given share for each voter."""

    def __init__(self, budget: Budget, terms: Terms, supporters: Supporters, share: Fraction) -> None:
        self.budget = budget
        self.spent = 0
        self.purchases: list[Purchase] = []
        self._votes = supporters.votes
        self._breaker = TieBreaker(budget, terms)
        self._shares = Shares(supporters, share)
        #: What can still be funded: minus the effective votes when last looked at, which can only fall.
        self._waiting = [(Fraction(-votes), project) for project, votes in enumerate(self._votes) if votes]
        heapify(self._waiting)
        while best := self._best():
            self._buy(*best)

    @property
    def ties(self) -> list[Tie]:
        return self._breaker.ties

    def exhaustive(self) -> bool:
        """Would no further project that somebody approves of fit into the real money?"""
        funded = {purchase.project for purchase in self.purchases}
        left = self.budget.money - self.spent
        wanted = (project for project, votes in enumerate(self._votes) if votes and project not in funded)
        return not any(self.budget.projects[project].cost <= left for project in wanted)

    def _best(self) -> tuple[int, Price] | None:
        """The project with the most effective votes, and its price; None when none can be paid."""
        equal: dict[int, Price] = {}
        most = Fraction(0)
        looked_at: list[tuple[Fraction, int]] = []
        while self._waiting and -self._waiting[0][0] >= most:
            _, project = heappop(self._waiting)
            price = self._shares.price(project, self.budget.projects[project].cost)
            if price is None:
                continue
            looked_at.append((-price.effective_votes, project))
            if price.effective_votes > most:
                equal, most = {}, price.effective_votes
            if price.effective_votes == most:
                equal[project] = price
        chosen = self._chosen(equal) if equal else None
        for entry in looked_at:
            if entry[1] != chosen:
                heappush(self._waiting, entry)
        return None if chosen is None else (chosen, equal[chosen])

    def _chosen(self, equal: Iterable[int]) -> int:
        self._breaker.end_stage(self._votes)
        return self._breaker.best(
            equal,
            decides="project",
            by=[
                ("lower-cost", lambda project: -self.budget.projects[project].cost),
                ("more-supporters", self._votes.__getitem__),
            ],
        )

    def _buy(self, project: int, price: Price) -> None:
        self.spent += self.budget.projects[project].cost
        pays = self._shares.pay(project, price)
        left = self.budget.money - self.spent
        self.purchases.append(Purchase(project, price.effective_votes, left, pays))
