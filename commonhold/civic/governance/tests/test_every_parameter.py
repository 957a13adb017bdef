"""Every number, text and rule of the charter can be changed by vote, and by nothing weaker."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.asking import MOST_DECISIONS
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.decisions import setting
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.charter.section import Parameter, Unit, Value
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE

#: Tables are changed a line at a time, by decisions with tests of their own.
_TABLES = {each.key for each in register.parameters() if each.unit is Unit.TABLE}
#: It names a document that must be there first: social/feeds/tests/test_adopting.py.
_NAMES_A_DOCUMENT = {"feeds.community"}
PARAMETERS = [each for each in register.parameters() if each.key not in _TABLES | _NAMES_A_DOCUMENT]


def another(parameter: Parameter) -> Value:
    """A value that is allowed and not the present one."""
    bounds, now = parameter.bounds, parameter.default
    candidates: list[Value] = [*bounds.choices, bounds.low, bounds.high]
    if parameter.unit is Unit.TEXT:
        candidates = ["Europe/Lisbon", "SEK", "expenses:tools", "17"]
        candidates += ["x" * int(max(bounds.low, 1)), "Something else"]
    return next(each for each in candidates if each != now and each in bounds and parameter.valid(each))


def together() -> list[tuple[Parameter, ...]]:
    """Those of one section, as many as a proposal carries; a rule that guards others alone."""
    found: dict[str, list[Parameter]] = {}
    for each in PARAMETERS:
        found.setdefault(each.key if each.guards else each.key.partition(".")[0], []).append(each)
    return [
        tuple(several[first : first + MOST_DECISIONS])
        for several in found.values()
        for first in range(0, len(several), MOST_DECISIONS)
    ]


@pytest.mark.parametrize("parameters", together(), ids=lambda several: several[0].key)
def test_a_vote_changes_it(coop: Coop, parameters: tuple[Parameter, ...]) -> None:
    values = {each: another(each) for each in parameters}
    made = coop.open(*(setting(each.key, each.write(value)) for each, value in values.items()))
    coop.vote(made, **dict.fromkeys(coop.ids, "yes"))
    days = charter.current().read(GovernanceCharter)
    coop.wait(days=days.voting_days + days.challenge_days)
    assert proposals.proposal(ANYONE, made).state is State.ENACTED
    assert {each: charter.current().value(each.key) for each in parameters} == values


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda each: each.key)
def test_beyond_its_bounds_it_is_refused_when_drafted(coop: Coop, parameter: Parameter) -> None:
    bounds = parameter.bounds
    is_text = parameter.unit in {Unit.TEXT, Unit.CHOICE}
    above = bounds.high + 1
    beyond: Value = "x" * int(above) if is_text else above
    with pytest.raises(Refusal):
        draft_proposal(
            coop.ids["ada"],
            title="Beyond",
            decisions=[setting(parameter.key, parameter.write(beyond))],
            now=coop.now,
        )


@pytest.mark.parametrize("parameter", [each for each in PARAMETERS if each.guards], ids=lambda each: each.key)
def test_a_rule_is_never_changed_by_less_than_that_rule(coop, parameter):
    here = charter.current()
    needed = here.rule_for(parameter.key)
    assert needed.threshold >= here.rule(parameter.guards).threshold
    assert needed.quorum >= here.rule(parameter.guards).quorum
    assert needed.threshold > Fraction(1, 2)
