"""Every method of counting, by name.

A version that members have once enacted is never edited: a better rule is a new file with a new version
name, the old one stays in VERSIONS, and yesterday's count gives yesterday's sheet for ever.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from rulebook.tally import (
    approval,
    by_class,
    consent,
    equal_shares,
    greedy,
    irv,
    majority,
    median,
    meek,
    phragmen,
    plurality,
    ranked_pairs,
    schulze,
    score,
    scottish_stv,
    star,
    warren,
)
from rulebook.tally.ballots import Profile
from rulebook.tally.budgets import Budget, BudgetSheet
from rulebook.tally.by_class import ClassBallots, ClassSheet
from rulebook.tally.consent import Answers, ConsentSheet
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.median import MedianSheet, Numbers
from rulebook.tally.rule import Rule
from rulebook.tally.scores import Scores
from rulebook.tally.terms import Terms

Ballots = TypeVar("Ballots")
Sheet = TypeVar("Sheet")


@dataclass(frozen=True)
class Method(Generic[Ballots, Sheet]):
    rule: Rule
    #: Raises ValueError, in plain words, for what it cannot count.
    count: Callable[[Ballots, Terms], Sheet]


def _by_name(methods: Iterable[Method[Ballots, Sheet]]) -> Mapping[str, Method[Ballots, Sheet]]:
    return MappingProxyType({method.rule.name: method for method in methods})


#: The present version of each method that reads ranked or approving ballots, by name.
METHODS: Mapping[str, Method[Profile, CountSheet]] = _by_name(
    (
        Method(scottish_stv.RULE, scottish_stv.count_ballots),
        Method(meek.RULE, meek.count_ballots),
        Method(warren.RULE, warren.count_ballots),
        Method(irv.RULE, irv.count_ballots),
        Method(plurality.RULE, plurality.count_ballots),
        Method(majority.RULE, majority.count_ballots),
        Method(approval.RULE, approval.count_ballots),
        Method(phragmen.RULE, phragmen.count_ballots),
        Method(schulze.RULE, schulze.count_ballots),
        Method(ranked_pairs.RULE, ranked_pairs.count_ballots),
    )
)

#: Those that read ballots with points.
SCORING: Mapping[str, Method[Scores, CountSheet]] = _by_name(
    (Method(score.RULE, score.count_ballots), Method(star.RULE, star.count_ballots))
)

#: Those that read a vote on a budget.
BUDGETING: Mapping[str, Method[Budget, BudgetSheet]] = _by_name(
    (Method(equal_shares.RULE, equal_shares.count_ballots), Method(greedy.RULE, greedy.count_ballots))
)

#: Those that ask for one number, and for objections.
NUMBERS: Mapping[str, Method[Numbers, MedianSheet]] = _by_name((Method(median.RULE, median.count_ballots),))
CONSENT: Mapping[str, Method[Answers, ConsentSheet]] = _by_name(
    (Method(consent.RULE, consent.count_ballots),)
)

#: Those that read a yes or no by classes of members.
CLASSES: Mapping[str, Method[ClassBallots, ClassSheet]] = _by_name(
    (
        Method(by_class.EACH, by_class.count_each),
        Method(by_class.WEIGHED, by_class.count_weighed),
    )
)

#: All of them; what each reads and gives stands above.
EVERY: Mapping[str, Method[Any, Any]] = MappingProxyType(
    {**METHODS, **SCORING, **BUDGETING, **NUMBERS, **CONSENT, **CLASSES}
)

#: Every version that ever was, by its permanent name, for replaying counts.
VERSIONS: Mapping[str, Method[Any, Any]] = MappingProxyType(
    {method.rule.version: method for method in EVERY.values()}
)
