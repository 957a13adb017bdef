"""Ballots that decide a budget: projects with their costs, and who approves of which. And the sheet of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

from rulebook.tally.ballots import lot_bytes
from rulebook.tally.count_sheet import PlainData, Tie, exact, plain_tie
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms, Unranked

#: Why the voters' shares of the money stopped growing.
Stopped: TypeAlias = Literal["exhaustive", "next-overspends"]


@dataclass(frozen=True)
class Project:
    key: str  # as ballots and files name it
    name: str
    cost: int  # in the same whole units as the money


@dataclass(frozen=True)
class Budget:
    """One vote on a budget. Raises ValueError, in plain words, for what cannot be counted."""

    projects: tuple[Project, ...]
    money: int
    ballots: Mapping[tuple[int, ...], int]  # approved projects' indexes, rising, and how many say just that
    withdrawn: frozenset[int] = field(default=frozenset())
    title: str = ""

    def __post_init__(self) -> None:
        keys = {project.key for project in self.projects}
        if not self.projects or len(keys) < len(self.projects) or not all(key.strip() for key in keys):
            raise ValueError("a budget needs projects, each with a key of its own")
        if self.money < 0 or any(project.cost < 1 for project in self.projects):
            raise ValueError("a project costs at least 1, and a budget is not less than nothing")
        if not all(0 <= index < len(self.projects) for index in self.withdrawn):
            raise ValueError("a withdrawn project is not among the projects")
        known = range(len(self.projects))
        for approved, weight in self.ballots.items():
            rising = all(one < other for one, other in pairwise(approved))
            if weight < 1 or not rising or not all(index in known for index in approved):
                raise ValueError(
                    f"ballot {approved}, {weight} times: a ballot names projects of this budget, rising and "
                    "each once at most, and counts at least once"
                )

    @property
    def standing(self) -> tuple[int, ...]:
        """The projects that can be funded, by index."""
        return tuple(index for index in range(len(self.projects)) if index not in self.withdrawn)

    @property
    def cast(self) -> int:
        """How many ballots were handed in, the empty ones too."""
        return sum(self.ballots.values())

    def approvals(self) -> dict[tuple[int, ...], int]:
        """The ballots without withdrawn projects; those with nothing left are kept, under ()."""
        if not self.withdrawn:
            return dict(self.ballots)
        approvals: dict[tuple[int, ...], int] = {}
        for ballot, weight in self.ballots.items():
            left = tuple(index for index in ballot if index not in self.withdrawn)
            approvals[left] = approvals.get(left, 0) + weight
        return approvals

    def votes(self) -> tuple[int, ...]:
        """How many ballots approve of each project; none for the withdrawn."""
        votes = [0] * len(self.projects)
        for approved, weight in self.approvals().items():
            for project in approved:
                votes[project] += weight
        return tuple(votes)

    def lot_bytes(self, project: int, /) -> bytes:
        """How a project is spelt in a lot: by its key."""
        return lot_bytes(tuple(each.key for each in self.projects), project)


@dataclass(frozen=True)
class Purchase:
    """One project that is funded, in the order in which they are."""

    project: int
    support: Fraction  # what it won by: the effective votes, or the plain ones
    left: int  # of the real money, afterwards
    pays: Fraction | None = None  # equal shares: the most that one voter pays for it


@dataclass(frozen=True)
class Growth:
    """Equal shares: how far each voter's share of the money grew."""

    first: Fraction  # money divided by voters
    last: Fraction  # the share that decided
    runs: int  # how many shares were tried
    stopped: Stopped


@dataclass(frozen=True)
class BudgetSheet:
    """A finished count. Projects are named by their index everywhere but in `projects`."""

    method: str
    version: str
    rule: str
    title: str
    money: int
    projects: tuple[Project, ...]
    withdrawn: tuple[int, ...]
    votes: tuple[int, ...]
    cast: int
    counted: int  # ballots that approve of something that stands
    purchases: tuple[Purchase, ...]
    ties: tuple[Tie, ...]
    unranked: Unranked
    growth: Growth | None = None

    @property
    def elected(self) -> tuple[int, ...]:
        """The projects that are funded, in order."""
        return tuple(purchase.project for purchase in self.purchases)

    @property
    def spent(self) -> int:
        return sum(self.projects[project].cost for project in self.elected)

    def plain(self) -> dict[str, PlainData]:
        """The sheet as JSON data; fractions as exact text."""
        sheet: dict[str, PlainData] = {
            "method": self.method,
            "version": self.version,
            "rule": self.rule,
            "title": self.title,
            "money": self.money,
            "spent": self.spent,
            "projects": [
                {"key": project.key, "name": project.name, "cost": project.cost} for project in self.projects
            ],
            "withdrawn": list(self.withdrawn),
            "votes": list(self.votes),
            "cast": self.cast,
            "counted": self.counted,
            "elected": list(self.elected),
            "purchases": [_plain_purchase(purchase) for purchase in self.purchases],
            "ties": [plain_tie(tie) for tie in self.ties],
            "unranked": self.unranked,
        }
        if self.growth is not None:
            sheet["growth"] = {
                "first": exact(self.growth.first),
                "last": exact(self.growth.last),
                "runs": self.growth.runs,
                "stopped": self.growth.stopped,
            }
        return sheet


def sheet_of(
    budget: Budget,
    terms: Terms,
    rule: Rule,
    *,
    purchases: list[Purchase],
    ties: list[Tie],
    growth: Growth | None = None,
) -> BudgetSheet:
    """The sheet of a count of `budget` under `terms`, from what the method found."""
    empty = budget.approvals().get((), 0)
    return BudgetSheet(
        method=rule.name,
        version=rule.version,
        rule=rule.words,
        title=budget.title,
        money=budget.money,
        projects=budget.projects,
        withdrawn=tuple(sorted(budget.withdrawn)),
        votes=budget.votes(),
        cast=budget.cast,
        counted=budget.cast - empty,
        purchases=tuple(purchases),
        ties=tuple(ties),
        unranked=terms.unranked,
        growth=growth,
    )


def _plain_purchase(purchase: Purchase) -> PlainData:
    plain: dict[str, PlainData] = {
        "project": purchase.project,
        "support": exact(purchase.support),
        "left": purchase.left,
    }
    if purchase.pays is not None:
        plain["pays"] = exact(purchase.pays)
    return plain
