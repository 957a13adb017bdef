"""What the board does at once, and what becomes of it."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.actions.challenge import sign_petition
from commonhold.civic.governance.actions.emergency import act_in_emergency
from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.decisions import AppointMandate, Resolve, SetParameter
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.challenges import challenge
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE

REPORTS = "moderation.reports_a_day"
FEWER = SetParameter(REPORTS, 5)


@pytest.fixture
def board(coop: Coop) -> Coop:
    """A co-op with ben on its board."""
    given = coop.open(AppointMandate(str(coop.ids["ben"]), "board"))
    coop.vote(given, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=6)
    return coop


def act(
    coop: Coop, decision: Decision = FEWER, *, by: str = "ben", reason: str = "We are flooded now."
) -> int:
    return act_in_emergency(
        coop.ids[by], title="Fewer reports a day", reason=reason, decisions=[decision], now=coop.now
    )


def test_it_holds_at_once_and_is_put_to_the_members(board):
    before = charter.current().value(REPORTS)
    made = act(board)
    assert charter.current().value(REPORTS) == 5 != before
    assert charter.current().clauses[REPORTS].reference == f"emergency:{made}"
    assert proposals.proposal(ANYONE, made).state is State.VOTING


def test_ratified_it_stays(board):
    made = act(board)
    board.vote(made, **dict.fromkeys(board.ids, "yes"))
    board.wait(days=6)
    board.wait(days=20)
    assert (proposals.proposal(ANYONE, made).state, charter.current().value(REPORTS)) == (State.ENACTED, 5)
    assert challenge(ANYONE, made, at=board.now).measure.ratified is True


@pytest.mark.parametrize("said", ["no", None])
def test_voted_down_or_passed_over_it_is_put_back_at_its_hour(board, said):
    before = charter.current().value(REPORTS)
    made = act(board)
    if said:
        board.vote(made, **dict.fromkeys(board.ids, said))
    board.wait(days=13)
    assert charter.current().value(REPORTS) == 5
    board.wait(days=1)
    assert charter.current().value(REPORTS) == before
    assert challenge(ANYONE, made, at=board.now).measure.ratified is False


def test_what_members_decided_meanwhile_stays_when_it_lapses(board):
    made = act(board)
    other = board.open(SetParameter(REPORTS, 30))
    board.vote(other, **dict.fromkeys(board.ids, "yes"))
    board.wait(days=6)
    board.wait(days=8)
    assert charter.current().value(REPORTS) == 30
    assert challenge(ANYONE, made, at=board.now).measure.ratified is False


def test_a_second_vote_ratifies_the_same_measure(board):
    made = act(board)
    board.vote(made, **dict.fromkeys(board.ids, "yes"))
    board.wait(days=4)
    for name in ("ada", "caro"):
        sign_petition(board.ids[name], proposal_id=made, now=board.now)
    again = proposals.proposal(ANYONE, made).repeated_by
    assert again is not None
    board.vote(again, **dict.fromkeys(board.ids, "yes"))
    board.wait(days=6)
    assert proposals.proposal(ANYONE, again).state is State.ENACTED
    board.wait(days=10)
    assert charter.current().value(REPORTS) == 5


def test_nobody_but_the_board_begins_one_and_a_recall_ends_mandates_alone(board):
    for kind, words in ((Kind.EMERGENCY, "the board begins it"), (Kind.RECALL, "ends mandates")):
        with pytest.raises(Refusal, match=words):
            draft_proposal(
                board.ids["ada"], title="Fewer", decisions=[FEWER], asked=Asked(kind=kind), now=board.now
            )


def test_only_the_board_acts_and_only_on_what_is_ordinary_and_can_be_put_back(board):
    with pytest.raises(Refusal, match="Board"):
        act(board, by="ada")
    with pytest.raises(Refusal, match="can wait for a vote"):
        act(board, SetParameter("governance.voting_days", 3))
    with pytest.raises(Refusal, match="can't be put back"):
        act(board, Resolve("Everything is on fire."))
    with pytest.raises(Refusal, match="can't wait"):
        act(board, reason="Now.")
    assert charter.current().value(REPORTS) == 20
