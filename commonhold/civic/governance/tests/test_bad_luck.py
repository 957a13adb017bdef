"""What goes wrong around a vote: a second too late, a machine that was away, somebody or something gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.propose import withdraw_proposal
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.governance.queries import counts, mandates, proposals
from commonhold.civic.governance.questions.question import MOST_OPTIONS
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.tests.test_kinds import ask
from commonhold.civic.governance.vocabulary import Kind, Role, State
from commonhold.civic.members import actions as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import ANYONE, Viewer

YES = dict.fromkeys(["ben", "caro", "dev", "finn"], "yes")


def state(proposal_id: int) -> State:
    return proposals.proposal(ANYONE, proposal_id).state


def set_to(coop: Coop, key: str, value: int) -> None:
    assert enact([SetParameter(key, value)], reference="test", rule=UNANIMOUS, now=coop.now).done


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1)])
def test_a_ballot_counts_until_the_last_second_and_not_one_later(coop, late):
    made = coop.open()
    closes = proposals.proposal(ANYONE, made).poll.closes_at
    coop.now = closes - timedelta(seconds=1)
    coop.vote(made, ada="yes", ben="yes", caro="yes")
    coop.now = closes + late  # the closing job has not run yet
    with pytest.raises(Refusal, match="closed on"):
        coop.vote(made, dev="no")
    coop.wait()
    assert (counts.count(made).yes, counts.count(made).no) == (3, 0)


def test_after_a_machine_that_was_away_the_count_can_be_challenged_as_long_as_was_promised(coop):
    made = coop.open()
    coop.vote(made, **YES)
    coop.is_away(days=30)
    assert state(made) is State.WAITING
    assert proposals.proposal(ANYONE, made).poll.challenge_until == coop.now + timedelta(days=2)
    coop.wait(days=2)
    assert state(made) is State.ENACTED


def test_a_vote_that_opened_late_stays_open_as_long_as_was_promised(coop):
    set_to(coop, "governance.notice_days", 5)
    made = coop.open()
    coop.is_away(days=12)
    assert state(made) is State.VOTING
    coop.wait(days=3)
    coop.vote(made, **YES)
    assert proposals.proposal(ANYONE, made).poll.closes_at == coop.now + timedelta(days=1)
    assert record.leaves(about=f"proposal:{made}", kind="governance.extended")
    coop.wait(days=3)
    assert state(made) is State.ENACTED


def test_a_machine_that_was_away_for_minutes_moves_no_date(coop):
    set_to(coop, "governance.notice_days", 5)
    made = coop.open()
    closes = proposals.proposal(ANYONE, made).poll.closes_at
    coop.is_away(days=5, minutes=30)
    assert (state(made), proposals.proposal(ANYONE, made).poll.closes_at) == (State.VOTING, closes)


def test_a_clock_that_is_set_back_opens_no_vote_again(coop):
    made = coop.open()
    coop.vote(made, **YES)
    coop.wait(days=4)
    before = counts.count(made)
    coop.now -= timedelta(days=2)
    jobs.tick(coop.now)
    with pytest.raises(Refusal, match="nothing to vote on"):
        coop.vote(made, ada="no")
    assert (counts.count(made), state(made)) == (before, State.WAITING)


def test_who_leaves_in_mid_vote_has_voted_and_votes_no_more(coop):
    made = coop.open()
    coop.vote(made, **YES)
    members.leave(coop.ids["ben"], now=coop.now)
    with pytest.raises(Refusal, match="A ballot that you cast before counts"):
        coop.vote(made, ben="no")
    coop.wait(days=4)
    assert (counts.count(made).yes, counts.count(made).roll_size) == (4, 12)


def test_what_aims_at_something_that_is_gone_fails_and_changes_nothing(coop):
    fewer = SetParameter("governance.voting_days", 3)
    made = coop.open(AppointMandate(str(coop.ids["hana"]), "treasurer"), fewer)
    coop.vote(made, **YES)
    coop.wait(days=5)
    members.leave(coop.ids["hana"], now=coop.now)
    coop.wait(days=1)
    assert state(made) is State.FAILED
    assert "Only a member" in proposals.proposal(ANYONE, made).reason
    assert not mandates.holders(Role.TREASURER, at=coop.now)
    assert charter.current().value("governance.voting_days") == 4  # all or none


def test_no_ballot_is_longer_than_anybody_reads(coop):
    box = ask(coop, Kind.BUDGET, money=100)
    for number in range(MOST_OPTIONS - 1):
        box.offer(f"Project {number}", cost=1)
    with pytest.raises(Refusal, match="A ballot holds 199 options at most"):
        box.offer("One more", cost=1)


def test_who_could_have_voted_hears_that_a_proposal_was_taken_back(coop):
    made = coop.open()
    withdraw_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)
    told = [each.kind for each in notifications.for_person(Viewer(coop.ids["ben"]))]
    assert "proposal.withdrawn" in told
