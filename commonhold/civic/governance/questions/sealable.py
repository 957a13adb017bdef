"""Which questions can be asked in the sealed mode: those whose count needs sums alone.

Seals are in `rulebook.sealed`; here stands only how a question of the house is put to them, and back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from commonhold.civic.governance.questions.question import Question, spell
from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground.refusal import Refusal
from rulebook.tally import approval, majority, plurality, score

MOST_TRUSTEES = 15
_YES_NO = frozenset({Kind.MOTION, Kind.ADVISORY, Kind.RECALL})
_CAST = ("yes", "no", "abstain")

Bounds = tuple[Literal["plurality", "approval", "score"], int, int]  # method, least and most in all


def must_be(kind: Kind, method: str) -> None:
    """Raise Refusal for what sums can't count: orders, reasons, numbers, and approvals against each other."""
    fits = {
        Kind.ELECTION: (approval.RULE.version, plurality.RULE.version, score.RULE.version),
        Kind.CHOICE: (plurality.RULE.version, score.RULE.version),
    }
    if kind not in _YES_NO and method not in fits.get(kind, ()):
        raise Refusal(
            _(
                "A sealed vote is counted without opening a ballot, so it can only be a yes or no, an "
                "election by approval, plurality or points, or a choice by plurality or points."
            ),
            field="mode",
        )


def must_have(trustees: str, needed: int) -> None:
    """Raise Refusal unless there are trustees enough that none of them alone could open a ballot."""
    named = people_in(trustees)
    if not 2 <= len(named) <= MOST_TRUSTEES or len(set(named)) < len(named):
        raise Refusal(
            _("A sealed vote has 2 to {n} trustees, each named once."), n=MOST_TRUSTEES, field="trustees"
        )
    if not 2 <= needed <= len(named):
        raise Refusal(
            _("At least two trustees, and at most all of them, must be needed to open the count."),
            field="needed",
        )


def people_in(trustees: str) -> list[int]:
    """The ids of those who are named. Raises Refusal."""
    if not all(each.isdecimal() and len(each) < 20 for each in trustees.split()):
        raise Refusal(_("Trustees are named by their ids, with spaces between."), field="trustees")
    return [int(each) for each in trustees.split()]


def options_of(question: Question) -> list[str]:
    """How the options are called in published files, which outlive names: candidates are numbers there."""
    if question.method == majority.RULE.version:
        return list(_CAST)
    if question.kind is Kind.ELECTION:
        return ["leave the seat open", *(f"candidate {n}" for n in range(1, len(question.options)))]
    return [f"{number} {each.title}" for number, each in enumerate(question.options)]


def bounds_of(question: Question, most_points: int) -> Bounds:
    """The rulebook's method, and how much a ballot gives in all. A yes or no is never left empty."""
    known = len(question.options)
    if question.method == majority.RULE.version:
        return "plurality", 1, 1
    if question.method == plurality.RULE.version:
        return "plurality", 0, 1
    if question.method == approval.RULE.version:
        return "approval", 0, known
    return "score", 0, most_points * known


def box_with(question: Question, sums: Sequence[int], voters: int, most_points: int) -> dict[str, int]:
    """Ballots, as the question spells them, that have just these sums, and how many say each.

    Sums are all that is known of sealed ballots, and all that these methods read; so any box with them counts
    alike, and what is counted, recounted and shown is the simplest one.
    """
    if question.method == majority.RULE.version:
        return {name: n for name, n in zip(_CAST, sums, strict=True) if n}
    if question.method == plurality.RULE.version:
        box = {spell([number]): n for number, n in enumerate(sums)}
        return _cast(box | {spell([]): voters - sum(sums)})
    if question.method == approval.RULE.version:
        levels = sorted({0, voters, *sums})
        named = {low: [n for n, whole in enumerate(sums) if whole > low] for low in levels}
        return _cast({spell(list(named[low])): high - low for low, high in pairwise(levels)})
    box = {}
    for voter in range(voters):
        said = spell([min(most_points, max(0, whole - voter * most_points)) for whole in sums])
        box[said] = box.get(said, 0) + 1
    return box


def _cast(box: Mapping[str, int]) -> dict[str, int]:
    return {said: n for said, n in box.items() if n}
