"""Sharing out a sum of money among projects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from commonhold.civic.governance.questions.question import (
    Frame,
    Question,
    Result,
    indexes,
    longest_list,
    spell,
)
from commonhold.civic.governance.vocabulary import Kind
from rulebook.canonical import Json
from rulebook.tally import budgets, equal_shares, greedy
from rulebook.tally.methods import VERSIONS

SHARING = (equal_shares.RULE, greedy.RULE)


@dataclass(frozen=True)
class Budget(Question):
    """A ballot names the projects that one approves of; what is funded is paid out of `money`."""

    kind: ClassVar[Kind] = Kind.BUDGET
    method: str = equal_shares.RULE.version
    money: int = 0  # in the currency's smallest coins

    def spelled(self, said: Json) -> str:
        return spell(sorted(indexes(said, len(self.options))))

    @property
    def width(self) -> int:
        return longest_list(len(self.options), brackets=0)

    def ballots(self, cast: Mapping[str, int]) -> budgets.Budget:
        projects = tuple(
            budgets.Project(str(number), each.title, each.cost) for number, each in enumerate(self.options, 1)
        )
        said = {tuple(json.loads(text)): n for text, n in cast.items()}
        return budgets.Budget(projects, self.money, said, self.withdrawn)

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        # A voter's share grows by a whole coin and more: finer steps change no result that people could see.
        terms = frame.terms("no-opinion", step=max(1, self.money // 10_000))
        sheet = VERSIONS[self.method].count(self.ballots(cast), terms)
        if sum(cast.values()) < frame.quorum * frame.roll:
            return Result("no-quorum", sheet.plain())
        if not sheet.elected:
            return Result("defeated", sheet.plain())
        return Result("carried", sheet.plain(), sheet.elected, self.chosen(sheet.elected))
