"""A vote says what comes first in a period."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.roadmap import periods, queries
from commonhold.civic.roadmap.actions.merging import merge_ideas
from commonhold.civic.roadmap.actions.steering import move_idea
from commonhold.civic.roadmap.decisions import SetPriorities
from commonhold.civic.roadmap.refusals import IdeaNotCandidate, IdeasUnreadable, NoSuchIdea
from commonhold.civic.roadmap.tests.conftest import Coop
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.actions import enact
from commonhold.social.people.queries import ANYONE


def test_candidates_are_those_with_the_most_support_that_still_wait(coop: Coop) -> None:
    bikes, tools = coop.idea("Bikes", "finn", "caro"), coop.idea("Tools", "finn")
    lost, _lonely = coop.idea("Trains", "finn", "caro", "hana"), coop.idea("Nobody's")
    move_idea(coop.ids["ben"], idea_id=lost, state="declined", reason="None here", now=coop.now)
    assert [each.id for each in queries.candidates(ANYONE, now=coop.now)] == [bikes, tools]
    assert [each.id for each in queries.candidates(ANYONE, limit=1, now=coop.now)] == [bikes]


def test_a_vote_sets_what_comes_first_in_its_period(coop: Coop) -> None:
    bikes, tools = coop.idea("Bikes"), coop.idea("Tools")
    decision = SetPriorities(f"{tools},{bikes}")
    assert codec.decode(codec.encode(decision)) == decision
    assert decision.words() == "Put first, in this order: 1. Tools; 2. Bikes"
    assert decision.preview(charter.current()).before == "—"
    coop.decide(decision)
    assert [(each.rank, each.title) for each in queries.priorities(ANYONE, now=coop.now)] == [
        (1, "Tools"),
        (2, "Bikes"),
    ]
    assert coop.seen("caro", tools).line.rank == 1
    coop.decide(SetPriorities(str(bikes)))
    assert [each.idea_id for each in queries.priorities(ANYONE, now=coop.now)] == [bikes]
    coop.wait(days=90)
    assert queries.priorities(ANYONE, now=coop.now) == []
    assert decision.preview(charter.current()).before == "1. Bikes"


@pytest.mark.parametrize("said", ["", "a,b", "1,1", "1,", "-1", "٣", ",".join(map(str, range(1, 22)))])
def test_what_names_no_ideas_is_refused(coop: Coop, said: str) -> None:
    with pytest.raises(IdeasUnreadable):
        SetPriorities(said).check(charter.current(), UNANIMOUS)


def test_only_ideas_that_wait_by_themselves_come_first_also_when_it_is_carried_out(coop: Coop) -> None:
    bikes, tools = coop.idea("Bikes"), coop.idea("Tools")
    decision = SetPriorities(f"{bikes},{tools}")
    decision.check(charter.current(), UNANIMOUS)
    merge_ideas(coop.ids["ada"], idea_id=bikes, into_id=tools, now=coop.now)
    with pytest.raises(IdeaNotCandidate):
        decision.check(charter.current(), UNANIMOUS)
    enacted = enact([decision], reference="test:of-this", rule=UNANIMOUS, now=coop.now)
    assert (enacted.done, "Bikes" in enacted.reason) == (False, True)
    with pytest.raises(NoSuchIdea):
        SetPriorities("1").check(charter.current(), UNANIMOUS)


def test_periods_are_as_long_as_the_charter_says(coop: Coop) -> None:
    assert periods.period_of(coop.now) == "2026-04"
    coop.decide(SetParameter("roadmap.period_months", 6))
    assert periods.period_of(coop.now) == "2026-01"
    assert periods.beginning("2026-01").isoformat() == "2026-01-01T00:00:00+00:00"
