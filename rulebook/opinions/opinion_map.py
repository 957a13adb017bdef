"""What people answered to short statements: who answers alike, what joins the groups and what parts them.

Source: the idea of Polis, simplified. Christopher Small, Michael Bjorkegren, Timo Erkkilä, Lynette Shaw and
Colin Megill, "Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca 26 (2021).
Polis lays people on a plane first (principal components) and cuts that with k-means; here they are grouped
by their answers themselves, in whole numbers, so that everybody who repeats it gets the same.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from rulebook.opinions.alike import FAR, Cut, Row, cut_into, nearest

VERSION = "opinions_v1"
FEWEST_ANSWERS = 3  # of one person, to be placed
FEWEST_PEOPLE = 8  # placed, for there to be groups at all
FEWEST_IN_GROUP = 3
MOST_GROUPS = 5
#: Below this silhouette people stand about as near to another group as to their own: there are none.
CLEAREST_OF_NONE = Fraction(1, 10)
#: Groups whose centres stand nearer than a quarter of the way say the same in other words.
NEAREST_CENTRES = FAR // 4

P = TypeVar("P", bound=Hashable)
S = TypeVar("S", bound=Hashable)


@dataclass(frozen=True)
class Answers:
    """How many answered what."""

    agree: int
    disagree: int
    passed: int

    @property
    def given(self) -> int:
        return self.agree + self.disagree + self.passed

    @property
    def agreeing(self) -> Fraction:
        """The share of those who answered that agrees; nothing of none."""
        return Fraction(self.agree, self.given) if self.given else Fraction(0)


@dataclass(frozen=True)
class Weighed(Generic[S]):
    """One statement: what all answered, and what each group did, in the order of the groups."""

    statement: S
    everybody: Answers
    groups: tuple[Answers, ...]

    @property
    def unites(self) -> Fraction:
        """The lowest group's share of agreement."""
        return min((each.agreeing for each in self.groups), default=Fraction(0))

    @property
    def divides(self) -> Fraction:
        """How far the group that agrees most is from the one that agrees least."""
        return max((each.agreeing for each in self.groups), default=Fraction(0)) - self.unites

    def is_heard(self, fewest: int) -> bool:
        """Have at least so many of each group answered it?"""
        return bool(self.groups) and all(each.given >= fewest for each in self.groups)


@dataclass(frozen=True)
class OpinionMap(Generic[P, S]):
    """Groups, the largest first; none where nobody stands apart, or too few have answered.

    `silhouette` is how clearly they stand apart, of 1; None without groups.
    """

    groups: tuple[frozenset[P], ...]
    statements: tuple[Weighed[S], ...]
    placed: int  # people with answers enough
    silhouette: Fraction | None

    def uniting(self, *, fewest: int = FEWEST_IN_GROUP, least: Fraction = Fraction(3, 5)) -> list[Weighed[S]]:
        """What all groups agree on, by the lowest group's share; only what `fewest` of each have answered."""
        heard = [each for each in self.statements if each.is_heard(fewest) and each.unites >= least]
        return sorted(heard, key=lambda each: -each.unites)

    def dividing(
        self, *, fewest: int = FEWEST_IN_GROUP, least: Fraction = Fraction(2, 5)
    ) -> list[Weighed[S]]:
        """What parts the groups most, by how far apart they are."""
        heard = [each for each in self.statements if each.is_heard(fewest) and each.divides >= least]
        return sorted(heard, key=lambda each: -each.divides)


def draw(answers: Mapping[P, Mapping[S, int]], statements: Sequence[S]) -> OpinionMap[P, S]:
    """The map of what each person answered to each statement: 1 agrees, -1 disagrees, 0 passes.

    Deterministic: neither names nor the order of people make a difference. Raises ValueError for another
    answer, and for one to no statement of these.
    """
    _must_be_answers(answers, set(statements))
    rows: dict[P, Row] = {
        person: tuple(given.get(each) for each in statements) for person, given in answers.items()
    }
    placed = {
        person: row for person, row in rows.items() if sum(a is not None for a in row) >= FEWEST_ANSWERS
    }
    groups, silhouette = _groups(placed)
    counted = tuple(
        Weighed(each, _count(rows.values(), at), tuple(_count([rows[p] for p in g], at) for g in groups))
        for at, each in enumerate(statements)
    )
    return OpinionMap(groups, counted, len(placed), silhouette)


def _groups(placed: Mapping[P, Row]) -> tuple[tuple[frozenset[P], ...], Fraction | None]:
    """The cut with the best silhouette whose groups are apart and large enough; of equals the fewest."""
    if len(placed) < FEWEST_PEOPLE:
        return (), None
    cuts = cut_into(list(placed.values()), range(2, MOST_GROUPS + 1))
    for _count_of, cut in sorted(cuts.items(), key=lambda each: (-each[1].silhouette, each[0])):
        if cut.silhouette < CLEAREST_OF_NONE:
            break
        groups = _around(cut, placed)
        if cut.apart >= NEAREST_CENTRES and min(len(each) for each in groups) >= FEWEST_IN_GROUP:
            return groups, cut.silhouette
    return (), None


def _around(cut: Cut, placed: Mapping[P, Row]) -> tuple[frozenset[P], ...]:
    """Everybody with the centre nearest to her; the largest group first, equals in their centres' order."""
    at = {row: nearest(row, cut.centres) for row in set(placed.values())}
    groups = [frozenset(p for p, row in placed.items() if at[row] == c) for c in range(len(cut.centres))]
    return tuple(sorted(groups, key=len, reverse=True))


def _count(rows: Collection[Row], at: int) -> Answers:
    said = [row[at] for row in rows]
    return Answers(said.count(1), said.count(-1), said.count(0))


def _must_be_answers(answers: Mapping[P, Mapping[S, int]], statements: set[S]) -> None:
    for given in answers.values():
        if not given.keys() <= statements:
            raise ValueError("an answer to no statement of these")
        if any(type(each) is not int or each not in (-1, 0, 1) for each in given.values()):
            raise ValueError("an answer is 1, -1 or 0")
