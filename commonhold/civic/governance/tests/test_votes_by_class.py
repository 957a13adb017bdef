"""A yes or no by classes of members, from notice to enactment; and what becomes known of a small class."""

from __future__ import annotations

import json
from itertools import count

import pytest

from commonhold.civic.governance import amended
from commonhold.civic.governance.actions.challenge import ask_recount
from commonhold.civic.governance.actions.delegate import delegate
from commonhold.civic.governance.actions.options import offer_option
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.amended import Amended
from commonhold.civic.governance.decisions import AppointMandate, Resolve, SetParameter, SetRule
from commonhold.civic.governance.models import CountSheet, Poll, PublishedBallot, Seat
from commonhold.civic.governance.queries import counts, mandates, proposals
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import Kind, Mode, Role, State
from commonhold.civic.members import actions as members
from commonhold.civic.members import moving
from commonhold.civic.members.decisions import SetClass
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer

WORKERS = [f"worker{number}" for number in range(1, 12)]
USERS = ["ada", "ben", "caro", "dev", "finn", "hana", "ivo", "jun", "kai", "lea", "mia", "noa"]
TREE = Resolve("Plant a tree.")
_NUMBERS = count(1)


def decide(coop: Coop, *decisions: Decision) -> str:
    return enact(decisions, reference=f"proposal:{next(_NUMBERS)}", rule=UNANIMOUS, now=coop.now).reason


@pytest.fixture
def classed(coop: Coop) -> Coop:
    """Twelve users and eleven workers; resolutions need both classes."""
    assert decide(coop, SetClass("workers", "Workers"), SetRule(Resolve.kind, "classes")) == ""
    for name in WORKERS:
        coop.ids[name] = people.create_person(login_id=None, handle=name, display_name=name, now=coop.now)
        members.enrol(coop.ids[name], branch=1, class_key="workers", votes_from=coop.now, now=coop.now)
    return coop


def opened(coop: Coop, *decisions: Decision, mode: Mode = Mode.CONFIDENTIAL) -> int:
    made = draft_proposal(
        coop.ids["ada"], title="A tree", decisions=decisions or [TREE], asked=Asked(mode=mode), now=coop.now
    )
    announce_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)
    return made


def answered(coop: Coop, proposal_id: int, *, users: str, workers: str) -> None:
    """One letter a person, in order: y, n or a for abstaining; a dot stays away."""
    words = {"y": "yes", "n": "no", "a": "abstain"}
    said = [*zip(USERS, users, strict=False), *zip(WORKERS, workers, strict=False)]
    coop.vote(proposal_id, **{name: words[letter] for name, letter in said if letter != "."})


def counted(coop: Coop, proposal_id: int) -> CountSheet:
    coop.wait(days=4)
    return CountSheet.objects.get(poll_id=proposal_id)


def test_both_classes_say_yes_and_it_takes_effect(classed):
    made = opened(classed)
    found = proposals.proposal(ANYONE, made)
    assert (found.rule, found.poll.method, found.poll.classes.counting) == ("classes", "classes_v1", "each")
    answered(classed, made, users="yyyyyyyyynnn", workers="yyyyyyyynnn")
    sheet = counted(classed, made)
    assert (sheet.outcome, sheet.yes, sheet.no) == ("carried", 17, 6)
    lines = {each["key"]: (each["yes"], each["no"], each["outcome"]) for each in sheet.sheet["classes"]}
    assert lines == {"members": (9, 3, "carried"), "workers": (8, 3, "carried")}
    classed.wait(days=3)
    assert proposals.proposal(ANYONE, made).state is State.ENACTED


def test_one_class_that_says_no_stops_it(classed):
    made = opened(classed)
    answered(classed, made, users="yyyyyyyyyyyy", workers="yyyyyynnnnn")
    assert counted(classed, made).outcome == "defeated"  # 6 of 11 is no two thirds


def test_a_class_that_stays_away_has_decided_nothing(classed):
    made = opened(classed)
    answered(classed, made, users="yyyyyyyyyyyy", workers="")
    assert counted(classed, made).outcome == "no-quorum"


def test_weighed_classes_share_the_power_as_the_charter_has_it(classed):
    decide(
        classed,
        SetParameter("classes.counting", "weighed"),
        SetParameter("classes.cap", "1/2"),
        SetParameter("deciding.classes_threshold", "1/2"),
    )
    made = opened(classed)
    assert proposals.proposal(ANYONE, made).poll.method == "weighed_classes_v1"
    answered(classed, made, users="yyyyyyyyyyyy", workers="nnnnnnnnnnn")
    sheet = counted(classed, made)
    assert [each["power"] for each in sheet.sheet["classes"]] == ["0.5", "0.5"]
    assert sheet.outcome == "defeated"  # a draw


def test_notice_freezes_classes_and_rule_and_puts_them_on_the_record(classed):
    made = opened(classed)
    body = json.loads(bytes(Leaf.objects.filter(kind="governance.notice").latest("id").data))["body"]
    frozen = json.loads(body["by_class"])
    assert [(each["key"], each["roll"]) for each in frozen["classes"]] == [("members", 12), ("workers", 11)]
    assert decide(classed, SetClass("workers", "Staff", votes=0), SetRule(Resolve.kind, "ordinary")) == ""
    moving.move(classed.ids["worker1"], to="members", by=None, reference="proposal:1", now=classed.now)
    answered(classed, made, users="yyyyyyyyyyyy", workers="nnnnnnnnnnn")
    sheet = counted(classed, made)
    assert (sheet.outcome, sheet.sheet["classes"][1]["no"]) == ("defeated", 11)


def test_published_ballots_say_their_class_and_a_recount_agrees(classed):
    made = opened(classed)
    answered(classed, made, users="yyyyyyyyynnn", workers="yyyyyyyynnn")
    counted(classed, made)
    said = {each.choice for each in counts.published_ballots(ANYONE, made, at=classed.now)}
    assert said == {"members yes", "members no", "workers yes", "workers no"}
    assert ask_recount(classed.ids["ben"], proposal_id=made, reason="To be sure.", now=classed.now)


def test_a_carried_vote_counts_in_the_class_of_whoever_passed_it_on(classed):
    delegate(classed.ids["worker1"], to=classed.ids["ada"], now=classed.now)
    made = opened(classed)
    answered(classed, made, users="yyyyyyyyyyyy", workers=".yyyyyyyyyy")
    sheet = counted(classed, made)
    assert [each["yes"] for each in sheet.sheet["classes"]] == [12, 11]
    assert (
        Seat.objects.get(poll_id=made, person_id=classed.ids["worker1"]).carried_by_id == classed.ids["ada"]
    )


def test_of_a_class_with_few_voters_nothing_is_known_but_the_outcome(classed):
    made = opened(classed)
    receipt = classed.vote(made, ada="yes")["ada"]
    answered(classed, made, users=".yyyyyyyyyyy", workers="yyyyyyyyn..")
    sheet = counted(classed, made)
    assert (sheet.outcome, sheet.yes, sheet.no, sheet.abstain) == ("carried", 0, 0, 0)
    assert sheet.sheet["kept_back"] is True
    assert "classes" not in sheet.sheet
    assert counts.published_ballots(ANYONE, made, at=classed.now) == []
    assert counts.published_ballots(Viewer(classed.ids["ben"]), made, at=classed.now) == []
    body = json.loads(bytes(Leaf.objects.filter(kind="governance.counted").latest("id").data))["body"]
    assert not {"yes", "no", "abstain"} & body.keys()
    assert counts.ballot_of_receipt(made, receipt).choice == "members yes"
    assert ask_recount(classed.ids["ben"], proposal_id=made, reason="To be sure.", now=classed.now)


def test_elected_auditors_read_what_is_kept_back_and_count_it_again(classed):
    decide(classed, AppointMandate(str(classed.ids["ben"]), "auditor"))
    made = opened(classed)
    answered(classed, made, users="yyyyyyyyyyyy", workers="yyyyyyyyn..")
    counted(classed, made)
    seen = counts.published_ballots(Viewer(classed.ids["ben"]), made, at=classed.now)
    assert len(seen) == PublishedBallot.objects.filter(poll_id=made).count() == 21


def test_a_class_too_small_for_secrecy_votes_openly_or_not_at_all(classed):
    assert decide(classed, SetClass("cooks", "Cooks")) == ""
    moving.move(classed.ids["worker11"], to="cooks", by=None, reference="proposal:1", now=classed.now)
    classed.wait(days=7)
    with pytest.raises(Refusal, match="open roll-call"):
        opened(classed)
    made = opened(classed, mode=Mode.OPEN)
    answered(classed, made, users="yyyyyyyyyyyy", workers="yyyyyyyyyyn")
    sheet = counted(classed, made)
    assert sheet.sheet["kept_back"] is False
    assert (sheet.outcome, sheet.sheet["classes"][2]["no"]) == ("defeated", 1)


def test_a_class_that_became_too_small_before_notice_lets_the_proposal_lapse(classed):
    decide(classed, SetParameter("governance.talk_days", 10))
    made = opened(classed)
    for name in ("worker10", "worker11"):
        members.leave(classed.ids[name], now=classed.now)
    classed.wait(days=11)
    found = proposals.proposal(ANYONE, made)
    assert (found.state, "roll-call" in found.reason) == (State.LAPSED, True)


def test_only_a_yes_or_no_is_counted_by_class(classed):
    ada = classed.ids["ada"]
    with pytest.raises(Refusal, match="by classes"):
        draft_proposal(ada, title="A tree", decisions=[TREE], asked=Asked(kind=Kind.CONSENT), now=classed.now)
    made = draft_proposal(ada, title="Which tree?", asked=Asked(kind=Kind.CHOICE), now=classed.now)
    with pytest.raises(Refusal, match="by classes"):
        offer_option(ada, proposal_id=made, title="An oak", now=classed.now)


def test_an_election_is_counted_among_all_and_says_how_a_mandate_is_given_by_classes(classed):
    """A class that elects seats of its own would need seats that the charter keeps for it."""
    assert decide(classed, SetRule(AppointMandate.kind, "classes")) == ""
    ada, seat = classed.ids["ada"], Asked(kind=Kind.ELECTION, role="board")
    with pytest.raises(Refusal, match="Propose somebody for the mandate"):
        draft_proposal(ada, title="Our board", asked=seat, now=classed.now)
    made = opened(classed, AppointMandate(str(classed.ids["ben"]), "board"))
    answered(classed, made, users="yyyyyyyyynnn", workers="yyyyyyyynnn")
    assert counted(classed, made).outcome == "carried"
    classed.wait(days=3)
    assert mandates.holders(Role.BOARD, at=classed.now)[0].person_id == classed.ids["ben"]


def test_a_question_that_binds_nobody_is_counted_as_ever(classed):
    made = draft_proposal(
        classed.ids["ada"],
        title="A tree?",
        decisions=[TREE],
        asked=Asked(kind=Kind.ADVISORY),
        now=classed.now,
    )
    announce_proposal(classed.ids["ada"], proposal_id=made, now=classed.now)
    assert (Poll.objects.get(proposal_id=made).rule, Poll.objects.get(proposal_id=made).by_class) == (
        "special",
        {},
    )


def test_with_an_amendment_it_stays_the_yes_or_no_that_classes_can_answer(classed, monkeypatch):
    other = Amended(classed.ids["ben"], "A bush", "", [Resolve("Plant a bush.")])
    monkeypatch.setattr(amended, "_sources", [lambda _id, _now: [other]])
    made = opened(classed)
    assert proposals.proposal(ANYONE, made).asked.kind is Kind.MOTION


def test_with_a_single_class_there_is_nothing_to_tell_apart_and_nothing_to_keep_back(coop):
    assert decide(coop, SetRule(Resolve.kind, "classes")) == ""
    made = opened(coop)
    cast_ballot(coop.ids["ada"], proposal_id=made, choice="yes", now=coop.now)
    coop.vote(made, **dict.fromkeys(["ben", "caro", "dev"], "yes"))
    sheet = counted(coop, made)
    assert (sheet.outcome, sheet.sheet["kept_back"]) == ("carried", False)


def test_changing_classes_needs_classes_once_the_charter_asks_for_them(classed):
    made = draft_proposal(
        classed.ids["ada"],
        title="Heavier",
        decisions=[SetClass("workers", "Workers", weight=2)],
        now=classed.now,
    )
    assert proposals.proposal(Viewer(classed.ids["ada"]), made).rule == "classes"
    for key, value in (("classes.cap", "1/2"), ("deciding.classes_threshold", "1/2")):
        made = draft_proposal(
            classed.ids["ada"], title="Less", decisions=[SetParameter(key, value)], now=classed.now
        )
        assert proposals.proposal(Viewer(classed.ids["ada"]), made).rule == "classes"
