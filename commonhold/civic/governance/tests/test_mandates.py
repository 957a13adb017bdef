from __future__ import annotations

import pytest

from commonhold.civic.governance.actions.adjust import adjust_parameter
from commonhold.civic.governance.actions.appoint import appoint_without_vote, must_be_able_to_appoint
from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.decisions import AppointMandate, EndMandate, Resolve, SetRange
from commonhold.civic.governance.queries import mandates, proposals
from commonhold.civic.governance.tests.conftest import NOON, Coop
from commonhold.civic.governance.vocabulary import Role, State
from commonhold.civic.members import actions as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

DAYS = "governance.voting_days"


def carry(coop: Coop, *decisions: Decision) -> int:
    made = coop.open(*decisions)
    coop.vote(made, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=6)
    return made


@pytest.fixture
def board(coop):
    """ben on the board, who may set voting days between 3 and 6."""
    carry(coop, AppointMandate(str(coop.ids["ben"]), "board"), SetRange(DAYS, 3, 6, "board"))
    return coop


def test_a_vote_gives_a_mandate_and_a_vote_takes_it_back(coop):
    ben = coop.ids["ben"]
    given = carry(coop, AppointMandate(str(ben), "treasurer"))
    held = mandates.held_by(ben, at=coop.now)
    assert [(each.role, each.reference) for each in held] == [(Role.TREASURER, f"proposal:{given}")]
    carry(coop, EndMandate(str(ben), "treasurer"))
    assert mandates.held_by(ben, at=coop.now) == []
    assert mandates.holders(Role.TREASURER, at=coop.now) == []


def test_whoever_leaves_the_co_op_gives_her_mandates_back(board):
    ben = board.ids["ben"]
    members.leave(ben, now=board.now)
    board.wait(seconds=1)
    assert mandates.held_by(ben, at=board.now) == []
    assert record.leaves(kind="governance.mandate-ended", limit=1)[0].body["reference"] == "left"


def test_a_mandate_is_not_given_twice(coop):
    for _time in range(2):
        carry(coop, AppointMandate(str(coop.ids["ben"]), "board"))
    assert len(mandates.held_by(coop.ids["ben"], at=coop.now)) == 1


def test_without_a_mandate_nothing_that_needs_one_is_done(coop):
    with pytest.raises(Refusal, match="mandate"):
        mandates.must_hold(coop.ids["ben"], Role.TREASURER, at=coop.now)


@pytest.mark.parametrize("decision", [AppointMandate("77", "board"), AppointMandate("x", "board")])
def test_only_members_hold_mandates(coop, decision):
    with pytest.raises(Refusal, match="Only a member"):
        draft_proposal(coop.ids["ada"], title="Stranger", decisions=[decision], now=coop.now)


def test_a_mandate_that_does_not_exist_cannot_be_given(coop):
    decision = AppointMandate(str(coop.ids["ben"]), "emperor")
    with pytest.raises(Refusal, match="no “emperor”"):
        draft_proposal(coop.ids["ada"], title="Emperor", decisions=[decision], now=coop.now)


def test_inside_the_voted_range_a_holder_acts_at_once_and_on_the_record(board):
    adjust_parameter(board.ids["ben"], key=DAYS, value=5, now=board.now)
    assert charter.current().value(DAYS) == 5
    assert charter.current().clauses[DAYS].reference.startswith("mandate:")
    assert record.leaves(kind="charter.amended", limit=1)[0].body["after"] == 5


@pytest.mark.parametrize(("who", "value"), [("ben", 7), ("ben", 2), ("caro", 5)])
def test_outside_the_range_or_without_the_mandate_it_is_refused(board, who, value):
    with pytest.raises(Refusal):
        adjust_parameter(board.ids[who], key=DAYS, value=value, now=board.now)
    assert charter.current().value(DAYS) == 4


def test_without_a_voted_range_nobody_acts_alone(board):
    with pytest.raises(Refusal, match="No vote"):
        adjust_parameter(board.ids["ben"], key="governance.notice_days", value=1, now=board.now)


@pytest.mark.parametrize("decision", [SetRange(DAYS, 0, 6, "board"), SetRange(DAYS, 6, 3, "board")])
def test_a_range_stays_inside_the_bounds(coop, decision):
    with pytest.raises(Refusal, match="range must lie"):
        draft_proposal(coop.ids["ada"], title="Range", decisions=[decision], now=coop.now)


def test_a_text_has_no_range(coop):
    decision = SetRange("co_op.name", "a", "b", "board")
    with pytest.raises(Refusal, match="no range"):
        draft_proposal(coop.ids["ada"], title="Range", decisions=[decision], now=coop.now)


def test_a_resolution_is_enacted_by_standing_on_the_record(coop):
    made = carry(coop, Resolve("We plant a tree."))
    assert proposals.proposal(ANYONE, made).state is State.ENACTED


def test_an_empty_resolution_is_refused(coop):
    with pytest.raises(Refusal, match="between 1 and 2000"):
        draft_proposal(coop.ids["ada"], title="Nothing", decisions=[Resolve("  ")], now=coop.now)


def test_whoever_holds_a_mandate_is_a_steward_until_the_last_one_ends(coop):
    ben = str(coop.ids["ben"])
    carry(coop, AppointMandate(ben, "board"), AppointMandate(ben, "treasurer"))
    assert people.is_steward(int(ben))
    carry(coop, EndMandate(ben, "board"))
    assert people.is_steward(int(ben))
    carry(coop, EndMandate(ben, "treasurer"))
    assert not people.is_steward(int(ben))
    carry(coop, AppointMandate(ben, "board"))
    members.leave(int(ben), now=coop.now)
    coop.wait(seconds=1)
    assert not people.is_steward(int(ben))


def test_in_a_test_co_op_a_mandate_is_given_without_a_vote_and_says_so(coop):
    ben = coop.ids["ben"]
    appoint_without_vote(ben, role="moderator", now=coop.now)
    (held,) = mandates.held_by(ben, at=coop.now)
    assert (held.role, held.reference) == (Role.MODERATOR, f"console:{ben}:moderator")
    assert people.is_steward(ben)
    given = record.leaves(kind="governance.mandate-given", limit=1)[0].body
    assert (given["role"], given["reference"]) == ("moderator", held.reference)


def test_without_a_vote_too_only_members_hold_mandates(coop):
    with pytest.raises(Refusal, match="Only a member"):
        appoint_without_vote(77, role="moderator", now=coop.now)
    with pytest.raises(Refusal, match="no “emperor”"):
        appoint_without_vote(coop.ids["ben"], role="emperor", now=coop.now)


@pytest.mark.django_db
def test_in_a_real_co_op_only_a_vote_gives_mandates():
    install(mode=Mode.REAL, public_url="https://coop.example", now=NOON)
    with pytest.raises(Refusal, match="by vote"):
        appoint_without_vote(77, role="moderator", now=NOON)
    with pytest.raises(Refusal, match="by vote"):
        must_be_able_to_appoint()
