"""Each kind of vote: asked, voted, counted, and carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from commonhold.civic.governance.actions.options import (
    leave_ballots,
    offer_option,
    stand,
    withdraw_option,
)
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import AppointMandate, EndMandate, Resolve, SetParameter
from commonhold.civic.governance.models import SealedBallot
from commonhold.civic.governance.queries import counts, mandates, proposals
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import FEWER_DAYS, Coop
from commonhold.civic.governance.vocabulary import Kind, Mode, Role, State
from commonhold.civic.members import actions as members
from commonhold.civic.members.news import MemberLeft
from commonhold.ground.charter import queries as charter
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.tally import approval, greedy, irv, schulze

REPORTS = "moderation.reports_a_day"


def state(proposal_id: int) -> State:
    return proposals.proposal(ANYONE, proposal_id).state


@dataclass
class Box:
    """A proposal of some kind, on its way."""

    coop: Coop
    id: int

    def offer(self, title: str, *, by: str = "ada", **more: Any) -> int:
        return offer_option(self.coop.ids[by], proposal_id=self.id, title=title, now=self.coop.now, **more)

    def stands(self, *names: str) -> None:
        for name in names:
            stand(self.coop.ids[name], proposal_id=self.id, now=self.coop.now)

    def announce(self) -> None:
        announce_proposal(self.coop.ids["ada"], proposal_id=self.id, now=self.coop.now)

    def cast(self, **said: Any) -> None:
        for name, choice in said.items():
            cast_ballot(self.coop.ids[name], proposal_id=self.id, choice=choice, now=self.coop.now)

    def everybody(self, choice: Any) -> None:
        self.cast(**dict.fromkeys(self.coop.ids, choice))


def ask(coop: Coop, kind: Kind, *decisions: Any, **more: Any) -> Box:
    asked = Asked(kind=kind, **more)
    made = draft_proposal(
        coop.ids["ada"], title="What shall we do?", decisions=decisions, asked=asked, now=coop.now
    )
    return Box(coop, made)


@pytest.fixture
def election(coop) -> Box:
    """Two seats on the board for a year; ben, caro and dev stand, and voting is open."""
    box = ask(coop, Kind.ELECTION, role="board", seats=2, months=12)
    box.announce()
    box.stands("ben", "caro", "dev")
    coop.wait(days=7)
    return box


def test_an_election_gives_mandates_for_a_term_to_those_whom_it_elects(election):
    coop = election.coop
    assert [each.title for each in proposals.proposal(ANYONE, election.id).options] == ["Ben", "Caro", "Dev"]
    election.cast(ada=[[1]], ben=[[1], [2]], finn=[[1], [2]], hana=[[2]], ivo=[[3]], jun=[[1], [2]])
    coop.wait(days=4)
    assert counts.count(election.id).elected == [1, 2]
    coop.wait(days=2)
    assert state(election.id) is State.ENACTED
    held = {each.person_id: each for each in mandates.holders(Role.BOARD, at=coop.now)}
    assert set(held) == {coop.ids["ben"], coop.ids["caro"]}


def test_a_mandate_ends_with_its_term_and_its_successor_is_elected_before(election):
    coop = election.coop
    election.everybody([[1], [2]])
    coop.wait(days=6)
    coop.wait(days=353)
    asked = [each for each in proposals.page(ANYONE) if each.state is not State.ENACTED]
    assert [(each.title, each.state) for each in asked] == [("Election: Board", State.TALK)]
    assert proposals.proposal(ANYONE, asked[0].id).asked.seats == 2
    coop.wait(days=40)
    assert mandates.holders(Role.BOARD, at=coop.now) == []
    assert record.leaves(kind="governance.mandate-ended", limit=9)[0].body["reference"] == "term"


def test_a_recalled_seat_is_put_to_an_election_by_itself(election):
    coop = election.coop
    election.everybody([[1], [2]])
    coop.wait(days=6)
    recall = ask(coop, Kind.RECALL, EndMandate(str(coop.ids["ben"]), "board"))
    recall.announce()
    recall.everybody("yes")
    coop.wait(days=6)
    assert [each.person_id for each in mandates.holders(Role.BOARD, at=coop.now)] == [coop.ids["caro"]]
    vacant = proposals.page(ANYONE)[0]
    assert (vacant.title, proposals.proposal(ANYONE, vacant.id).asked.seats) == ("Election: Board", 1)


def test_leave_the_seat_open_is_on_every_ballot_and_can_win(election):
    election.cast(ada=[[0]], ben=[[1]], caro=[[0]], dev=[[0]], finn=[[0]], hana=[[0]])
    election.coop.wait(days=6)
    assert state(election.id) is State.DEFEATED
    assert mandates.holders(Role.BOARD, at=election.coop.now) == []


def test_who_leaves_the_co_op_stays_on_the_ballot_and_the_count_passes_her_over(election):
    coop = election.coop
    election.cast(ada=[[1], [2]], finn=[[1], [2]], hana=[[1], [3]], ivo=[[1], [3]])
    members.leave(coop.ids["ben"], now=coop.now)
    coop.wait(seconds=1)
    with pytest.raises(Refusal, match="left the co-op"):
        election.cast(ben=[[1]])
    coop.wait(days=6)
    assert sorted(counts.count(election.id).elected) == [2, 3]


def test_who_leaves_before_notice_is_off_the_ballot(coop):
    box = ask(coop, Kind.ELECTION, role="board")
    box.announce()
    box.stands("ben", "caro")
    leave_ballots(MemberLeft(coop.ids["ben"]), coop.now)
    assert [each.title for each in proposals.proposal(ANYONE, box.id).options] == ["Caro"]


def test_an_election_in_which_nobody_votes_misses_its_quorum(election):
    election.coop.wait(days=6)
    assert state(election.id) is State.NO_QUORUM


def test_an_election_for_which_nobody_stands_lapses_and_says_why(coop):
    box = ask(coop, Kind.ELECTION, role="board")
    box.announce()
    coop.wait(days=8)
    view = proposals.proposal(ANYONE, box.id)
    assert (view.state, view.reason) == (
        State.LAPSED,
        "Nobody stands and nothing is offered yet, so there is nothing to vote on.",
    )


def test_one_candidate_for_one_seat_is_elected_if_more_want_her_than_an_open_seat(coop):
    for said, held in (([[1]], 1), ([[0]], 0)):
        box = ask(coop, Kind.ELECTION, role="auditor", method=irv.RULE.version)
        box.announce()
        box.stands("ben")
        coop.wait(days=7)
        box.everybody(said)
        coop.wait(days=6)
        assert len(mandates.holders(Role.AUDITOR, at=coop.now)) == held
        if held:
            carry = coop.open(EndMandate(str(coop.ids["ben"]), "auditor"))
            coop.vote(carry, **dict.fromkeys(coop.ids, "yes"))
            coop.wait(days=6)


def test_members_stand_themselves_once_and_until_notice(coop, election):
    other = ask(coop, Kind.ELECTION, role="board")
    with pytest.raises(NotFound):  # a draft is its author's alone
        other.stands("ben")
    other.announce()
    other.stands("ben")
    with pytest.raises(Refusal, match="You stand already"):
        other.stands("ben")
    with pytest.raises(Refusal, match="any more"):
        election.stands("hana")
    mine = proposals.proposal(ANYONE, other.id).options[0].id
    with pytest.raises(NotFound):
        withdraw_option(coop.ids["caro"], option_id=mine, now=coop.now)
    withdraw_option(coop.ids["ben"], option_id=mine, now=coop.now)
    other.stands("ben")
    first = proposals.proposal(ANYONE, election.id).options[0].id
    with pytest.raises(Refusal, match="as it stands"):
        withdraw_option(coop.ids["ben"], option_id=first, now=coop.now)


@pytest.fixture
def choice(coop) -> Box:
    """Three ways of voting longer or shorter, which needs a special majority; voting is open."""
    box = ask(coop, Kind.CHOICE)
    box.offer("Three days", decisions=[FEWER_DAYS])
    box.offer("Five days", decisions=[SetParameter("governance.voting_days", 5)], by="ada")
    box.announce()
    return box


def test_a_choice_carries_out_what_most_prefer_to_each_other_way(choice):
    assert proposals.proposal(ANYONE, choice.id).rule == "special"
    choice.cast(ada=[[1], [2], [0]], ben=[[1], [2]], caro=[[2], [1], [0]], dev=[[1]], finn=[[2]])
    choice.coop.wait(days=6)
    assert state(choice.id) is State.ENACTED
    assert charter.current().value("governance.voting_days") == 3


def test_how_things_are_stays_unless_enough_prefer_the_winner_to_it(choice):
    # “Three days” beats both others, but three of five are fewer than two thirds.
    choice.cast(ada=[[1]], ben=[[1]], caro=[[1]], dev=[[0]], finn=[[0]])
    choice.coop.wait(days=6)
    counted = counts.count(choice.id)
    assert (state(choice.id), counted.sheet["elected"]) == (State.DEFEATED, [1])
    assert counted.sheet["against_how_things_are"]["yes"] == 3
    assert charter.current().value("governance.voting_days") == 4


def test_a_way_in_words_is_a_resolution(coop):
    box = ask(coop, Kind.CHOICE, method=approval.RULE.version)
    box.offer("A quince")
    box.offer("A pear")
    box.announce()
    box.cast(ada=[1], ben=[1, 2], caro=[2], dev=[1, 2], finn=[2])
    coop.wait(days=6)
    counted = counts.count(box.id)
    assert list(counted.decisions) in [[Resolve("A quince")], [Resolve("A pear")]]
    assert state(box.id) is State.ENACTED


@pytest.fixture
def budget(coop) -> Box:
    box = ask(coop, Kind.BUDGET, money=100_00)
    for title, cents in (("Benches", 60_00), ("A lamp", 40_00), ("A fountain", 90_00)):
        box.offer(title, cost=cents)
    box.announce()
    return box


def test_a_budget_funds_what_equal_shares_can_pay(budget):
    budget.cast(ada=[0, 1], ben=[0], caro=[0, 1], dev=[1], finn=[2])
    budget.coop.wait(days=6)
    counted = counts.count(budget.id)
    assert sorted(counted.elected) == [0, 1]
    assert {each.words() for each in counted.decisions} == {"Benches", "A lamp"}
    assert state(budget.id) is State.ENACTED


def test_a_project_costs_something_and_no_more_than_there_is(coop):
    box = ask(coop, Kind.BUDGET, money=100, method=greedy.RULE.version)
    for cost in (0, 101):
        with pytest.raises(Refusal, match="costs something"):
            box.offer("A lamp", cost=cost)


def test_the_middle_number_becomes_the_parameter(coop):
    box = ask(coop, Kind.PARAMETER, key=REPORTS, lowest=3, highest=40)
    before = charter.current().value(REPORTS)
    box.announce()
    box.cast(ada=5, ben=7, caro=12, dev=30, finn="abstain", hana=6)
    coop.wait(days=6)
    assert (state(box.id), before != 7, charter.current().value(REPORTS)) == (State.ENACTED, True, 7)


def test_only_numbers_that_an_ordinary_vote_sets_are_asked_for(coop):
    for key, low, high, words in (
        ("governance.voting_days", 1, 9, "needs more than half"),
        ("co_op.name", 1, 9, "no whole number"),
        (REPORTS, 0, 10_000_000, "lie between"),
    ):
        with pytest.raises(Refusal, match=words):
            ask(coop, Kind.PARAMETER, key=key, lowest=low, highest=high)


def test_consent_carries_unless_somebody_objects_with_a_reason(coop):
    box = ask(coop, Kind.CONSENT, Resolve("We plant a quince."))
    box.announce()
    box.cast(ada=["consent"], ben=["consent"], caro=["aside"], dev="consent")
    with pytest.raises(Refusal, match="needs a reason"):
        box.cast(finn=["object", " "])
    coop.wait(days=6)
    assert state(box.id) is State.ENACTED
    other = ask(coop, Kind.CONSENT, Resolve("We fell the quince."))
    other.announce()
    other.cast(ada=["consent"], ben=["consent"], caro=["consent"], dev=["object", "It has fruit."])
    coop.wait(days=6)
    assert state(other.id) is State.DEFEATED
    assert counts.count(other.id).sheet["objections"] == 1


def test_an_advisory_vote_is_counted_and_changes_nothing(coop):
    box = ask(coop, Kind.ADVISORY, FEWER_DAYS)
    box.announce()
    box.everybody("yes")
    coop.wait(days=6)
    assert (state(box.id), charter.current().value("governance.voting_days")) == (State.ENACTED, 4)


def test_an_open_vote_is_a_roll_call_after_it_is_closed_and_not_before(coop):
    box = ask(coop, Kind.MOTION, FEWER_DAYS, mode=Mode.OPEN)
    box.announce()
    box.cast(ada="yes", ben="no")
    assert counts.took_part(box.id) == []
    coop.wait(days=6)
    said = {each.person_id: each.choice for each in counts.took_part(box.id)}
    assert said == {coop.ids["ada"]: "yes", coop.ids["ben"]: "no"}
    secret = coop.open()
    coop.vote(secret, ada="yes")
    coop.wait(days=6)
    assert [each.choice for each in counts.took_part(secret)] == [""]


def test_ballots_of_a_small_ranked_vote_are_for_auditors_alone(election):
    coop = election.coop
    election.cast(ada=[[1]], ben=[[1], [2]], finn=[[2]], hana=[[3]], ivo=[[1]])
    coop.wait(days=6)
    assert counts.published_ballots(ANYONE, election.id, at=coop.now) == []
    given = coop.open(AppointMandate(str(coop.ids["dev"]), "auditor"))
    coop.vote(given, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=6)
    auditor = Viewer(coop.ids["dev"])
    assert len(counts.published_ballots(auditor, election.id, at=coop.now)) == 5
    assert counts.published_ballots(Viewer(coop.ids["ben"]), election.id, at=coop.now) == []


def test_ballots_of_one_vote_are_all_of_one_length(election):
    election.cast(ada=[[1]], ben=[[1], [2], [3], [0]], finn=[])
    assert len({len(bytes(each.sealed)) for each in SealedBallot.objects.all()}) == 1


@pytest.mark.parametrize("said", [[[7]], [[1], [1]], "yes", [1], {"a": 1}, [["1"]]], ids=str)
def test_a_ballot_that_cannot_be_counted_is_refused_and_nothing_is_cast(election, said):
    with pytest.raises(Refusal):
        election.cast(ada=said)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": Kind.ELECTION, "seats": 2, "method": irv.RULE.version}, "several"),
        ({"kind": Kind.MOTION, "method": schulze.RULE.version}, "like that"),
        ({"kind": Kind.ELECTION, "seats": 0}, "seats"),
        ({"kind": Kind.BUDGET}, "sum to share"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked, words):
    with pytest.raises(Refusal, match=words):
        Asked(**asked)


def test_decisions_and_question_go_together(coop):
    with pytest.raises(Refusal, match="between 1 and"):
        ask(coop, Kind.CONSENT)
    with pytest.raises(Refusal, match="the count says"):
        ask(coop, Kind.CHOICE, FEWER_DAYS)
