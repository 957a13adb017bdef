"""Every method of counting, by name.

A version that members have once enacted is never edited: a better rule is a new file with a new version
name, the old one stays in VERSIONS, and yesterday's count gives yesterday's sheet for ever.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook.tally import irv, majority, plurality, scottish_stv
from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms


@dataclass(frozen=True)
class Method:
    rule: Rule
    count: Callable[
        [Profile, Terms], CountSheet
    ]  # raises ValueError, in plain words, for what it cannot count


_ALL = (
    Method(scottish_stv.RULE, scottish_stv.count_ballots),
    Method(irv.RULE, irv.count_ballots),
    Method(plurality.RULE, plurality.count_ballots),
    Method(majority.RULE, majority.count_ballots),
)

#: The present version of each method, by name.
METHODS: Mapping[str, Method] = MappingProxyType({method.rule.name: method for method in _ALL})

#: Every version that ever was, by its permanent name, for replaying counts.
VERSIONS: Mapping[str, Method] = MappingProxyType({method.rule.version: method for method in _ALL})
