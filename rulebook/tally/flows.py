"""The picture of a count as plain data: what lay where at each stage, and what moved to where.

Amounts are exact. A page can draw it as bands between columns; nothing here knows of pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from rulebook.tally.budgets import BudgetSheet
from rulebook.tally.count_sheet import CountSheet, PlainData, Stage, exact
from rulebook.tally.ranked_pairs import RankedPairsDetails
from rulebook.tally.schulze import SchulzeDetails

#: “moving”: what several candidates give up at one stage, before it is shared out.
Kind: TypeAlias = Literal["candidate", "moving", "not-transferable", "money", "project"]
#: What an amount counts, and what the columns are: stages, purchases, or nothing (each against each).
Shape: TypeAlias = Literal["votes", "money", "matches"]


@dataclass(frozen=True)
class Node:
    key: str  # unique in its picture
    kind: Kind
    column: int  # from 0; what is moving stands between two columns, and bears the later one's number
    amount: Fraction
    index: int | None = None  # of the candidate or the project
    elected: bool = False  # at this stage or before


@dataclass(frozen=True)
class Link:
    source: str
    target: str
    amount: Fraction


@dataclass(frozen=True)
class Flow:
    shape: Shape
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    def plain(self) -> dict[str, PlainData]:
        """The picture as JSON data; amounts as exact text."""
        return {
            "shape": self.shape,
            "nodes": [
                {
                    "key": node.key,
                    "kind": node.kind,
                    "column": node.column,
                    "amount": exact(node.amount),
                    "index": node.index,
                    "elected": node.elected,
                }
                for node in self.nodes
            ],
            "links": [
                {"source": link.source, "target": link.target, "amount": exact(link.amount)}
                for link in self.links
            ],
        }


def of_election(sheet: CountSheet) -> Flow:
    """Votes as they move from stage to stage; matches between candidates where the method compares pairs.

    Where stages do not hand the same votes on, as in STAR or Phragmén's rule, columns stand alone.
    """
    if isinstance(sheet.details, SchulzeDetails | RankedPairsDetails):
        return _matches(sheet, sheet.details.support)
    nodes: list[Node] = []
    links: list[Link] = []
    elected: set[int] = set()
    handed_on = all(sum(stage.votes) + stage.non_transferable == sheet.counted for stage in sheet.stages)
    for column, stage in enumerate(sheet.stages):
        elected.update(stage.elected)
        nodes.extend(_column(stage, column, elected))
        if column and handed_on:
            moving, moved = _moves(sheet.stages[column - 1], stage, column)
            nodes.extend(moving)
            links.extend(moved)
    return Flow("votes", tuple(nodes), tuple(links))


def of_budget(sheet: BudgetSheet) -> Flow:
    """The money as it goes to one project after the other."""
    left, key = Fraction(sheet.money), "money-0"
    nodes, links = [Node(key, "money", 0, left)], []
    for column, purchase in enumerate(sheet.purchases, 1):
        cost, project = Fraction(sheet.projects[purchase.project].cost), f"project-{purchase.project}"
        nodes.append(Node(project, "project", column, cost, purchase.project, elected=True))
        links.append(Link(key, project, cost))
        left -= cost
        if left:
            nodes.append(Node(f"money-{column}", "money", column, left))
            links.append(Link(key, f"money-{column}", left))
        key = f"money-{column}"
    return Flow("money", tuple(nodes), tuple(links))


def _column(stage: Stage, column: int, elected: set[int]) -> Iterator[Node]:
    for candidate, votes in enumerate(stage.votes):
        if votes:
            yield Node(
                _key(column, candidate), "candidate", column, votes, candidate, elected=candidate in elected
            )
    if stage.non_transferable:
        yield Node(_key(column, None), "not-transferable", column, stage.non_transferable)


def _moves(before: Stage, after: Stage, column: int) -> tuple[list[Node], list[Link]]:
    """What stays where it is, and what goes from those who lose votes to those who gain them."""
    places: list[int | None] = [*range(len(after.votes)), None]
    old = dict(zip(places, (*before.votes, before.non_transferable), strict=True))
    new = dict(zip(places, (*after.votes, after.non_transferable), strict=True))
    stays = [
        Link(_key(column - 1, p), _key(column, p), min(old[p], new[p])) for p in places if old[p] and new[p]
    ]
    losing = [place for place in places if new[place] < old[place]]
    gaining = [place for place in places if new[place] > old[place]]
    if len(losing) == 1:
        source = _key(column - 1, losing[0])
        return [], stays + [Link(source, _key(column, p), new[p] - old[p]) for p in gaining]
    if not losing:
        return [], stays
    pool = Node(f"{column}-moving", "moving", column, sum((old[p] - new[p] for p in losing), Fraction(0)))
    lost = [Link(_key(column - 1, p), pool.key, old[p] - new[p]) for p in losing]
    return [pool], stays + lost + [Link(pool.key, _key(column, p), new[p] - old[p]) for p in gaining]


def _key(column: int, candidate: int | None) -> str:
    return f"{column}-{'not-transferable' if candidate is None else candidate}"


def _matches(sheet: CountSheet, support: tuple[tuple[int, ...], ...]) -> Flow:
    standing = [index for index in range(len(sheet.candidates)) if index not in sheet.withdrawn]
    won = sheet.stages[0].votes
    nodes = [
        Node(f"0-{each}", "candidate", 0, won[each], each, elected=each in sheet.elected) for each in standing
    ]
    links = [
        Link(f"0-{one}", f"0-{other}", Fraction(support[one][other]))
        for one in standing
        for other in standing
        if support[one][other] > support[other][one]
    ]
    return Flow("matches", tuple(nodes), tuple(links))
