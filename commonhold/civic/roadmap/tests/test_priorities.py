"""A vote says what comes first in a period."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.actions.options import offer_option
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.vocabulary import State as Stage
from commonhold.civic.roadmap import periods, queries
from commonhold.civic.roadmap.actions.asking import ask_what_comes_first
from commonhold.civic.roadmap.actions.merging import merge_ideas
from commonhold.civic.roadmap.actions.steering import move_idea
from commonhold.civic.roadmap.decisions import SetPriorities
from commonhold.civic.roadmap.refusals import IdeaNotCandidate, IdeasUnreadable, NoSuchIdea, TooFewToOrder
from commonhold.civic.roadmap.tests.conftest import Coop
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.actions import enact
from commonhold.ground.refusal import Refusal
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


def test_the_order_that_members_vote_for_is_what_comes_first(coop: Coop) -> None:
    bikes, tools, books = coop.idea("Bikes", "finn"), coop.idea("Tools", "finn"), coop.idea("Books", "finn")
    vote = ask_what_comes_first(
        coop.ids["ada"], title="What first?", idea_ids=[bikes, tools, books], now=coop.now
    )
    # 0 is “nothing more”: whoever names it wants nothing that comes after it.
    _vote(coop, vote, ada=[[2], [1], [0]], ben=[[2], [0]], caro=[[1], [2], [0]], finn=[[2], [1]])
    assert [(each.rank, each.title) for each in queries.priorities(ANYONE, now=coop.now)] == [
        (1, "Tools"),
        (2, "Bikes"),
    ]
    assert proposals.proposal(ANYONE, vote).state is Stage.ENACTED


def test_an_order_applies_to_what_ideas_have_become_by_then(coop: Coop) -> None:
    bikes, tools, books = coop.idea("Bikes", "finn"), coop.idea("Tools", "finn"), coop.idea("Books", "finn")
    boxes = coop.idea("Boxes")
    wanted = [bikes, tools, books]
    vote = ask_what_comes_first(coop.ids["ada"], title="What first?", idea_ids=wanted, now=coop.now)
    move_idea(coop.ids["ben"], idea_id=tools, state="declined", reason="None here", now=coop.now)
    merge_ideas(coop.ids["ada"], idea_id=bikes, into_id=boxes, now=coop.now)
    _vote(coop, vote, ada=[[2], [1], [3]], ben=[[2], [1], [3]], caro=[[1], [3]])
    assert [each.title for each in queries.priorities(ANYONE, now=coop.now)] == ["Boxes", "Books"]


@pytest.mark.parametrize("ballots", [{}, {"ada": [[0]], "ben": [[0], [1, 2]], "caro": [[0]]}])
def test_an_order_that_nobody_wants_changes_nothing(coop: Coop, ballots: dict[str, list[list[int]]]) -> None:
    wanted = [coop.idea("Bikes", "finn"), coop.idea("Tools", "finn")]
    vote = ask_what_comes_first(coop.ids["ada"], title="What first?", idea_ids=wanted, now=coop.now)
    _vote(coop, vote, **ballots)
    assert queries.priorities(ANYONE, now=coop.now) == []


def test_an_order_needs_two_ideas_that_wait_and_a_member(coop: Coop) -> None:
    bikes, tools = coop.idea("Bikes", "finn"), coop.idea("Tools", "finn")
    with pytest.raises(TooFewToOrder):
        ask_what_comes_first(coop.ids["ada"], title="What first?", idea_ids=[bikes, bikes], now=coop.now)
    with pytest.raises(Refusal, match="member"):
        ask_what_comes_first(coop.ids["dev"], title="What first?", idea_ids=[bikes, tools], now=coop.now)
    move_idea(coop.ids["ben"], idea_id=tools, state="declined", reason="None here", now=coop.now)
    with pytest.raises(IdeaNotCandidate):
        ask_what_comes_first(coop.ids["ada"], title="What first?", idea_ids=[bikes, tools], now=coop.now)


def test_others_add_nothing_to_an_order(coop: Coop) -> None:
    wanted = [coop.idea("Bikes", "finn"), coop.idea("Tools", "finn")]
    coop.decide(SetParameter("governance.talk_days", 3))
    vote = ask_what_comes_first(coop.ids["ada"], title="What first?", idea_ids=wanted, now=coop.now)
    with pytest.raises(Refusal, match="Nothing can be added"):
        offer_option(coop.ids["ben"], proposal_id=vote, title="Trams", now=coop.now)


def test_the_co_op_asks_by_itself_when_a_period_begins_if_its_charter_says_so(coop: Coop) -> None:
    coop.idea("Bikes", "finn")
    coop.idea("Tools", "finn")
    coop.to_the_next_period()
    assert proposals.search(ANYONE, "comes")[0] == []
    coop.decide(SetParameter("roadmap.voted_on", "every-period"))
    coop.to_the_next_period()
    [asked] = proposals.search(ANYONE, "comes")[0]
    assert asked.title == "What comes first?"
    coop.to_the_next_period()
    assert len(proposals.search(ANYONE, "comes")[0]) == 2


def test_it_does_not_ask_about_a_single_idea(coop: Coop) -> None:
    coop.idea("Bikes", "finn")
    coop.decide(SetParameter("roadmap.voted_on", "every-period"))
    coop.to_the_next_period()
    assert proposals.search(ANYONE, "comes")[0] == []


def _vote(coop: Coop, proposal_id: int, **ballots: list[list[int]]) -> None:
    """Through notice, voting and challenge time."""
    coop.wait(days=1)
    coop.works()
    for name, said in ballots.items():
        cast_ballot(coop.ids[name], proposal_id=proposal_id, choice=said, now=coop.now)
    for _each in range(3):
        coop.wait(days=10)
        coop.works()
