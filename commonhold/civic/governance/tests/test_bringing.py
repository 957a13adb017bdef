"""A proposal is brought with its options in one go, after a look at what it needs and what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.bring import NewOption, bring_proposal
from commonhold.civic.governance.actions.options import leave_ballots, stand
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.proposable import must_be_voter
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.ahead import ahead, countable, decidable, look
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import FEWER_DAYS, Coop
from commonhold.civic.governance.tests.test_before_notice import rules
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.civic.members.news import MemberLeft
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer

TREES = [NewOption("A quince"), NewOption("A pear", "It is sweet.")]
CHOICE, ELECTION = Asked(kind=Kind.CHOICE), Asked(kind=Kind.ELECTION, role="board")


def bring(coop: Coop, asked: Asked = CHOICE, **more) -> int:
    return bring_proposal(coop.ids["ada"], title="Which tree?", asked=asked, now=coop.now, **more)


def test_its_options_come_with_it(coop):
    view = proposals.proposal(ANYONE, bring(coop, options=TREES))
    assert ([each.title for each in view.options], view.state) == (["A quince", "A pear"], State.VOTING)


def test_a_draft_is_not_let_go_of(coop):
    made = bring(coop, options=TREES, is_draft=True)
    assert proposals.proposal(Viewer(coop.ids["ada"]), made).state is State.DRAFT


@pytest.mark.parametrize("more", [{"options": [NewOption("x")]}, {"notice_days": 99}, {"stands": "Me"}])
def test_whatever_step_is_refused_nothing_of_it_is_left(coop, more):
    with pytest.raises(Refusal):
        bring(coop, **{"options": TREES, **more})
    assert proposals.page(Viewer(coop.ids["ada"])) == []


def test_who_calls_an_election_and_stands_leaves_the_others_their_time_to_stand(coop):
    made = bring(coop, ELECTION, stands="I count well.")
    assert proposals.proposal(ANYONE, made).state is State.TALK
    stand(coop.ids["ben"], proposal_id=made, now=coop.now)
    coop.wait(days=7)
    assert [each.title for each in proposals.proposal(ANYONE, made).options] == ["Ada", "Ben"]


def test_a_look_tells_the_strictest_rule_of_all_that_could_win(coop):
    assert look(CHOICE, (), [Resolve("A pear")]).rule.name == "ordinary"
    assert look(CHOICE, (), [Resolve("A pear"), FEWER_DAYS]).rule.name == "special"
    assert [each.after for each in look(Asked(), [FEWER_DAYS], ()).differences] == ["3 days"]
    with pytest.raises(Refusal):
        look(CHOICE, (), [SetParameter("governance.voting_days", 99)])


def test_the_stages_to_come_are_those_that_the_charter_asks_for(coop):
    def coming(asked: Asked = CHOICE, *, brings_options: bool = True, notice_days: int = 0) -> list[State]:
        found = ahead(asked, brings_options=brings_options, notice_days=notice_days, now=coop.now)
        assert found[-1].ends is None
        return [each.state for each in found]

    vote = [State.VOTING, State.WAITING, State.ENACTED]
    assert coming() == vote
    assert coming(brings_options=False) == coming(ELECTION) == [State.TALK, *vote]
    assert coming(notice_days=3) == [State.NOTICE, *vote]
    rules(coop, sponsors_needed=2, talk_days=3)
    assert coming(Asked()) == [State.SPONSORS, State.TALK, *vote]
    sponsors, talk, *_rest = ahead(Asked(), brings_options=False, notice_days=0, now=coop.now)
    assert (sponsors.people, talk.ends) == (2, coop.now + timedelta(days=3))


def test_every_kind_of_decision_is_told_of_with_its_rule_and_numbers_are_countable(coop):
    told = {each.kind: (each.rule, each.changes) for each in decidable()}
    assert told["governance.resolve.v1"] == ("ordinary", None)
    assert told["charter.set-parameter.v1"] == ("", None)
    assert told["treasury.set-dues.v1"][1] == "treasury.dues_cents"
    assert "treasury.dues_cents" in countable()
    assert not {"governance.voting_days", "co_op.name", "deciding.ordinary_quorum"} & countable()


def test_who_has_no_ballot_is_told_how_to_get_one(coop):
    must_be_voter(coop.ids["ada"], coop.now)
    with pytest.raises(Refusal, match="Join"):
        must_be_voter(1, coop.now)


def test_who_leaves_before_notice_stands_nowhere_any_more(coop):
    made = bring(coop, ELECTION, stands="I count well.")
    leave_ballots(MemberLeft(coop.ids["ada"]), coop.now)
    assert proposals.proposal(ANYONE, made).options == []
