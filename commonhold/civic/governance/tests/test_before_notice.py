"""Sponsors, deliberation, and votes that are extended when few have voted."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.actions.propose import (
    announce_proposal,
    draft_proposal,
    sponsor_proposal,
    withdraw_proposal,
)
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.queries.needs import Need, needed
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import ANYONE, Viewer


def rules(coop: Coop, **values: int) -> None:
    """The charter of a co-op that asks for more."""
    decisions = [SetParameter(f"governance.{name}", value) for name, value in values.items()]
    reference = f"test:{','.join(values)}:{coop.now}"[:80]
    assert enact(decisions, reference=reference, rule=UNANIMOUS, now=coop.now).done


def hand_in(coop: Coop) -> int:
    made = draft_proposal(
        coop.ids["ada"], title="A quince", decisions=[Resolve("We plant one.")], now=coop.now
    )
    announce_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)
    return made


def sponsor(coop: Coop, made: int, *names: str) -> None:
    for name in names:
        sponsor_proposal(coop.ids[name], proposal_id=made, now=coop.now)


def state(proposal_id: int) -> State:
    return proposals.proposal(ANYONE, proposal_id).state


def test_a_proposal_finds_sponsors_is_talked_about_and_then_announced_by_itself(coop):
    rules(coop, sponsors_needed=2, talk_days=3, notice_days=2)
    made = hand_in(coop)
    assert state(made) is State.SPONSORS
    sponsor(coop, made, "ben", "ben")
    assert (state(made), proposals.proposal(ANYONE, made).sponsors) == (State.SPONSORS, [coop.ids["ben"]])
    sponsor(coop, made, "caro")
    assert state(made) is State.TALK
    coop.wait(days=3)
    assert state(made) is State.NOTICE
    coop.wait(days=2)
    assert state(made) is State.VOTING
    steps = [each.state for each in proposals.proposal(ANYONE, made).steps]
    assert steps == [State.DRAFT, State.SPONSORS, State.TALK, State.NOTICE, State.VOTING]


def test_what_too_few_want_lapses(coop):
    rules(coop, sponsors_needed=2)
    made = hand_in(coop)
    sponsor(coop, made, "ben")
    coop.wait(days=14)
    assert state(made) is State.LAPSED
    with pytest.raises(Refusal, match="not looking"):
        sponsor(coop, made, "caro")


def test_who_proposes_is_no_sponsor_of_hers(coop):
    rules(coop, sponsors_needed=1)
    made = hand_in(coop)
    with pytest.raises(Refusal, match="others must want it"):
        sponsor(coop, made, "ada")


def test_it_can_be_withdrawn_before_notice(coop):
    rules(coop, talk_days=3)
    made = hand_in(coop)
    withdraw_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)
    coop.wait(days=4)
    assert state(made) is State.WITHDRAWN


def test_the_rule_that_holds_at_notice_is_the_one_that_counts(coop):
    rules(coop, talk_days=3)
    made = hand_in(coop)
    more = SetParameter("deciding.ordinary_quorum", "3/4")
    assert enact([more], reference="test:quorum", rule=UNANIMOUS, now=coop.now).done
    coop.wait(days=3)
    assert str(proposals.proposal(ANYONE, made).quorum) == "3/4"


def test_a_vote_in_which_few_have_voted_is_extended_once(coop):
    rules(coop, extension_days=2)
    made = coop.open()
    coop.vote(made, ada="yes")
    coop.wait(days=3)
    view = proposals.proposal(ANYONE, made)
    assert (view.state, view.poll.was_extended, (view.poll.closes_at - coop.now).days) == (
        State.VOTING,
        True,
        3,
    )
    assert record.leaves(kind="governance.extended", limit=1)[0].body["proposal"] == str(made)
    coop.wait(days=1)
    assert state(made) is State.VOTING
    coop.vote(made, ben="yes", caro="yes", dev="yes")
    coop.wait(days=2)
    assert (state(made), counts.count(made).turnout) == (State.WAITING, 4)


def test_a_vote_in_which_enough_have_voted_closes_when_it_was_said(coop):
    rules(coop, extension_days=2)
    made = coop.open()
    coop.vote(made, ada="yes", ben="yes", caro="yes", dev="yes")
    coop.wait(days=4)
    assert state(made) is State.WAITING


def test_members_without_a_sign_of_life_are_not_asked_for_a_quorum_but_may_vote(coop):
    rules(coop, active_days=30)
    coop.wait(days=40)
    ada = Person.objects.get(id=coop.ids["ada"])
    ada.login = Login.objects.create(email="ada@example.org", created_at=coop.now, last_login=coop.now)
    ada.save()
    made = coop.open(Resolve("We plant one."))
    coop.vote(made, ada="yes", ben="yes")
    coop.wait(days=6)
    counted = counts.count(made)
    # ada proposed and signed in; ben gave no sign but for his ballot
    assert (counted.base, counted.turnout, counted.roll_size) == (2, 2, 12)
    assert state(made) is State.ENACTED


def test_what_waits_for_somebody_stands_in_one_inbox(coop):
    rules(coop, sponsors_needed=1)
    wanted = hand_in(coop)
    caro = Viewer(coop.ids["caro"])
    assert [(each.need, each.proposal_id) for each in needed(caro, at=coop.now)] == [(Need.SPONSOR, wanted)]
    sponsor(coop, wanted, "ben")
    assert [each.need for each in needed(caro, at=coop.now)] == [Need.VOTE]
    coop.vote(wanted, caro="yes", ada="yes", ben="yes")
    assert needed(caro, at=coop.now) == []
    coop.wait(days=4)
    assert [each.need for each in needed(caro, at=coop.now)] == [Need.CHECK]
    assert needed(ANYONE, at=coop.now) == []
    assert charter.current().version > 1
