"""Sealed votes: the trustees' key, the voters' credentials, the box, and the count."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.challenge import ask_recount, sign_petition
from commonhold.civic.governance.actions.propose import withdraw_proposal
from commonhold.civic.governance.actions.revise import revise_proposal
from commonhold.civic.governance.actions.seal import (
    cast_sealed_ballot,
    do_trustees_part,
    hand_in,
    hand_in_part,
    register_credential,
    show_opened_ballot,
)
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.personal_data import export_of
from commonhold.civic.governance.queries import counts, proposals, sealed
from commonhold.civic.governance.queries.needs import Need, needed
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.sealed.models import SignedBallot
from commonhold.civic.governance.tests.conftest import FEWER_DAYS
from commonhold.civic.governance.tests.sealing import allow, announce, ask_sealed, under_vote
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.civic.members import actions as members
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.canonical import canonical
from rulebook.sealed import booth
from rulebook.tally import schulze

YES, NO, ABSTAIN = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def test_a_sealed_vote_goes_from_the_key_to_its_enactment_and_verifies(coop, tmp_path):
    vote = under_vote(coop, "ada", "ben", "caro", "finn")
    vote.cast(ada=YES, ben=YES, caro=NO, finn=NO)
    vote.cast(finn=YES)
    coop.wait(days=4)
    assert vote.state() is State.COUNTING
    assert counts.count(vote.id) is None
    coop.wait(days=1)
    vote.open_count("ben")
    assert vote.state() is State.COUNTING
    vote.open_count("dev")
    assert vote.state() is State.WAITING
    counted = counts.count(vote.id)
    assert (counted.yes, counted.no, counted.abstain, counted.turnout) == (3, 1, 0, 4)
    verdict = vote.verdict(tmp_path / "bundle")
    assert verdict.ok, verdict.bad
    assert verdict.found["counts"] == {"yes": 3, "no": 1, "abstain": 0}
    assert verdict.found["ballots"] == 5
    leaves = {each.kind: each.body for each in record.leaves(about=f"proposal:{vote.id}")}
    assert leaves["governance.notice"]["sealed_key"] == vote.view.key
    assert leaves["governance.sealed-opened"]["election"] == verdict.found["election"]
    assert leaves["governance.sealed-closed"]["box"] == verdict.found["box"] == counted.ballots_root
    assert ask_recount(coop.ids["ada"], proposal_id=vote.id, reason="To be sure.", now=coop.now)
    assert proposals.proposal(ANYONE, vote.id).poll.challenge_until == coop.now + timedelta(days=2)
    coop.wait(days=2)
    assert vote.state() is State.ENACTED


def test_sealed_votes_are_off_until_members_switch_them_on(coop):
    with pytest.raises(Refusal, match="switched off"):
        ask_sealed(coop)
    allow(coop)
    assert announce(ask_sealed(coop)).state() is State.KEYS


@pytest.mark.parametrize(
    ("kind", "method"),
    [(Kind.CONSENT, ""), (Kind.PARAMETER, ""), (Kind.CHOICE, schulze.RULE.version), (Kind.ELECTION, "")],
)
def test_what_sums_cannot_count_cannot_be_sealed(kind, method):
    with pytest.raises(Refusal, match="without opening a ballot"):
        Asked(kind=kind, method=method, mode=Mode.SEALED, trustees="1 2 3", needed=2)


@pytest.mark.parametrize(
    ("trustees", "needed", "words"),
    [("1", 2, "2 to 15"), ("1 1 2", 2, "named once"), ("1 2", 1, "At least two"), ("1 2", 3, "at most all")],
)
def test_no_trustee_alone_could_open_a_ballot(trustees, needed, words):
    with pytest.raises(Refusal, match=words):
        Asked(mode=Mode.SEALED, trustees=trustees, needed=needed)
    with pytest.raises(Refusal, match="by their ids"):
        Asked(mode=Mode.SEALED, trustees="ben caro", needed=2)


def test_from_the_ceremony_on_the_words_are_frozen_and_the_trustees_are_told(coop):
    allow(coop)
    vote = announce(ask_sealed(coop))
    with pytest.raises(Refusal, match="frozen"):
        revise_proposal(
            coop.ids["ada"], proposal_id=vote.id, title="Other", text="", decisions=[FEWER_DAYS], now=coop.now
        )
    assert [each.need for each in needed(Viewer(coop.ids["ben"]), at=coop.now)] == [Need.KEY]
    assert export_of(coop.ids["ben"])["trusteeships"] == [{"proposal": str(vote.id), "place": 1}]
    vote.make_key()
    assert vote.state() is State.NOTICE
    assert [each.need for each in needed(Viewer(coop.ids["ben"]), at=coop.now)] == [Need.PREPARE]
    opens = proposals.proposal(ANYONE, vote.id).poll.opens_at
    assert opens == coop.now + timedelta(days=7)


def test_a_trustee_who_never_comes_is_not_missed_while_enough_are_left(coop, tmp_path):
    allow(coop)
    vote = announce(ask_sealed(coop))
    vote.make_key("ben", "caro")
    assert vote.state() is State.NOTICE
    assert [each.done for each in vote.view.trustees] == [["arrival", "deal", "answer"]] * 2 + [[]]
    vote.register("ada", "dev", "finn", "hana")
    coop.wait(days=7)
    vote.cast(ada=YES, dev=YES, finn=NO, hana=ABSTAIN)
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    assert counts.count(vote.id).yes == 2
    assert vote.verdict(tmp_path / "bundle").ok


def test_too_few_trustees_by_the_time_of_notice_and_it_lapses_saying_who_was_missing(coop):
    allow(coop)
    vote = announce(ask_sealed(coop))
    vote.hand_in("ben", vote.says("arrival", "ben"))
    coop.wait(days=2)
    view = proposals.proposal(ANYONE, vote.id)
    assert view.state is State.LAPSED
    assert "Missing: @caro, @dev." in view.reason
    assert view.poll is None


def test_trustees_who_left_the_co_op_before_notice_are_no_trustees(coop):
    allow(coop)
    vote = ask_sealed(coop)
    for name in ("caro", "dev"):
        members.leave(coop.ids[name], now=coop.now)
    with pytest.raises(Refusal, match="Of its trustees 1 are members"):
        announce(vote)
    assert proposals.proposal(Viewer(coop.ids["ada"]), vote.id).state is State.DRAFT


def test_only_the_trustee_herself_does_her_part_once_and_in_its_round(coop):
    allow(coop)
    vote = announce(ask_sealed(coop))
    arrival = vote.says("arrival", "ben")
    with pytest.raises(Refusal, match="another trustee's name"):
        vote.hand_in("caro", arrival)
    with pytest.raises(NotFound, match="no trustee"):
        vote.hand_in("finn", arrival)
    vote.hand_in("ben", arrival)
    with pytest.raises(Refusal, match="in already"):
        vote.hand_in("ben", arrival)
    with pytest.raises(Refusal, match="another step"):
        vote.hand_in("caro", vote.says("deal", "ben") | {"place": 2})
    unsound = vote.says("arrival", "caro") | {"key": arrival["key"]}
    with pytest.raises(Refusal, match="two trustees with one key"):
        vote.hand_in("caro", unsound)
    assert len(vote.view.ceremony) == 1


@pytest.mark.parametrize(
    "message", ["", "7", "{", '{"type":"arrival", "v":1}', '{"type":7}', '{"type":"\ud800"}']
)
def test_what_cannot_be_read_is_refused_in_plain_words(coop, message):
    allow(coop)
    vote = announce(ask_sealed(coop))
    with pytest.raises(Refusal, match="can't be read"):
        hand_in(coop.ids["ben"], proposal_id=vote.id, message=message, now=coop.now)


def test_a_key_is_registered_between_notice_and_opening_and_until_then_replaced(coop):
    vote = under_vote(coop, "ada")
    with pytest.raises(Refusal, match="between its notice and its opening"):
        vote.register("finn")
    assert vote.view.registered == [coop.ids["ada"]]


def test_whoever_has_no_key_is_reminded_the_day_before_the_opening(coop):
    allow(coop)
    vote = announce(ask_sealed(coop))
    vote.make_key()
    vote.register("ada")
    assert "proposal.unprepared" not in told(coop, "ben")
    opens = proposals.proposal(ANYONE, vote.id).poll.opens_at
    coop.wait(seconds=(opens - coop.now).total_seconds() - 3600)
    assert "proposal.unprepared" in told(coop, "ben")
    assert "proposal.unprepared" not in told(coop, "ada")


def told(coop, name: str) -> list[str]:
    return [each.kind for each in notifications.for_person(Viewer(coop.ids[name]))]


def test_a_key_is_taken_for_ones_own_seat_alone_and_with_proof(coop):
    allow(coop)
    vote = announce(ask_sealed(coop))
    vote.make_key()
    vote.register("ada")
    vote.register("ada")
    mine = vote.registration_of("ada")
    with pytest.raises(Refusal, match="another seat"):
        vote.hand_in("finn", mine)
    with pytest.raises(Refusal, match="no proof that the voter holds this credential"):
        vote.hand_in("finn", {**mine, "seat": sealed.seat_in(Viewer(coop.ids["finn"]), vote.id)})
    late = coop.ids["ada"]
    with pytest.raises(Refusal, match="between its notice"):
        register_credential(late, proposal_id=coop.open(), message=canonical(mine).decode(), now=coop.now)


def test_nothing_of_the_box_is_seen_before_closing_and_who_voted_sees_that_she_did(coop):
    vote = under_vote(coop, "ada", "ben")
    vote.cast(ada=YES)
    assert (vote.files.ballots, vote.board, vote.files.tally) == ([], [], {})
    assert sealed.bundle_files(vote.id)["ballots.jsonl"] == b""
    assert proposals.proposal(Viewer(coop.ids["ada"]), vote.id).has_voted
    assert not proposals.proposal(Viewer(coop.ids["ben"]), vote.id).has_voted
    assert needed(Viewer(coop.ids["ada"]), at=coop.now) == []
    assert [each.need for each in needed(Viewer(coop.ids["ben"]), at=coop.now)] == [Need.VOTE]
    coop.wait(days=4)
    assert [each.fingerprint for each in vote.board] == vote.fingerprints("ada")


def test_a_sealed_ballot_is_cast_in_time_by_a_member_with_a_key_and_no_other_way(coop):
    vote = under_vote(coop, "ada", "ben")
    with pytest.raises(Refusal, match="made in your browser"):
        cast_ballot(coop.ids["ada"], proposal_id=vote.id, choice="yes", now=coop.now)
    with pytest.raises(Refusal, match="not registered"):
        vote.cast(finn=YES)
    message = canonical(vote.signed_by("ben", vote.sealed_by("ben", NO))).decode()
    with pytest.raises(Refusal, match="No sealed vote"):
        cast_sealed_ballot(coop.ids["ben"], proposal_id=coop.open(), message=message, now=coop.now)
    members.leave(coop.ids["ben"], now=coop.now)
    with pytest.raises(Refusal, match="left the co-op"):
        cast_sealed_ballot(coop.ids["ben"], proposal_id=vote.id, message=message, now=coop.now)
    late = coop.now + timedelta(days=4)
    with pytest.raises(Refusal, match="closed on"):
        cast_sealed_ballot(coop.ids["ada"], proposal_id=vote.id, message=message, now=late)


def test_an_answer_that_was_lost_is_asked_for_again_and_counts_once(coop):
    vote = under_vote(coop, "ada")
    vote.cast(ada=YES)
    vote.hand_in("ada", vote.sent["ada"][0])
    coop.wait(days=4)
    assert len(vote.board) == 1


def test_a_ballot_that_was_opened_stands_on_the_board_and_can_never_be_cast(coop, tmp_path):
    vote = under_vote(coop, "ada", "ben")
    prepared = vote.sealed_by("ada", NO)
    opened = canonical(booth.open_for_audit(prepared)).decode()
    show_opened_ballot(coop.ids["ada"], proposal_id=vote.id, message=opened, now=coop.now)
    with pytest.raises(Refusal, match="repeats what another was sealed with"):
        vote.hand_in("ada", vote.signed_by("ada", prepared))
    cheated = canonical({**booth.open_for_audit(prepared), "values": [1, 0, 0]}).decode()
    with pytest.raises(Refusal, match="the booth cheated"):
        show_opened_ballot(coop.ids["ada"], proposal_id=vote.id, message=cheated, now=coop.now)
    vote.cast(ada=YES, ben=YES)
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    verdict = vote.verdict(tmp_path / "bundle")
    assert (verdict.bad, verdict.found["audited"]) == (None, 1)


def test_a_trustee_who_opens_wrongly_is_refused_and_named_and_can_mend_it(coop):
    vote = under_vote(coop, "ada", "ben")
    vote.cast(ada=YES, ben=YES)
    coop.wait(days=4)
    part = vote.part("ben")
    wrong = {**part, "parts": [part["parts"][1], part["parts"][0], part["parts"][2]]}
    with pytest.raises(Refusal, match="everybody can read"):
        hand_in_part(coop.ids["ben"], proposal_id=vote.id, message=canonical(wrong).decode(), now=coop.now)
    ben = vote.view.trustees[0]
    assert "trustee 1 (@ben) did not use her share" in ben.lied
    assert ben.is_awaited
    with pytest.raises(Refusal, match="not your part"):
        vote.hand_in("caro", part)
    vote.open_count("ben")
    with pytest.raises(Refusal, match="in already"):
        vote.open_count("ben")
    vote.open_count("caro")
    with pytest.raises(Refusal, match="not open for the trustees"):
        vote.open_count("dev")


def test_a_count_that_too_few_open_is_never_known_and_nothing_is_decided(coop):
    vote = under_vote(coop, "ada")
    vote.cast(ada=YES)
    coop.wait(days=4)
    vote.open_count("caro")
    coop.wait(days=14)
    view = proposals.proposal(ANYONE, vote.id)
    assert view.state is State.LAPSED
    assert "Missing: @ben, @dev." in view.reason


def test_nobody_voted_and_the_quorum_is_missed(coop, tmp_path):
    vote = under_vote(coop)
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    assert vote.state() is State.NO_QUORUM
    assert vote.verdict(tmp_path / "bundle").ok


@pytest.mark.parametrize(("voters", "extended"), [(("ada",), True), (("ada", "ben", "caro", "dev"), False)])
def test_few_votes_shortly_before_closing_extend_a_sealed_vote_too(coop, voters, extended):
    longer = [SetParameter("governance.extension_days", 2)]
    assert enact(longer, reference="test", rule=UNANIMOUS, now=coop.now).done
    vote = under_vote(coop, *voters)
    vote.cast(**dict.fromkeys(voters, YES))
    coop.wait(days=3, hours=1)
    assert proposals.proposal(ANYONE, vote.id).poll.was_extended is extended


def test_a_withdrawn_sealed_vote_is_never_opened(coop):
    vote = under_vote(coop, "ada")
    vote.cast(ada=YES)
    withdraw_proposal(coop.ids["ada"], proposal_id=vote.id, now=coop.now)
    coop.wait(days=1)
    assert vote.state() is State.WITHDRAWN
    assert SignedBallot.objects.count() == 0
    with pytest.raises(Refusal, match="withdrawn"):
        vote.cast(ada=NO)


def test_a_second_vote_has_a_ceremony_of_its_own(coop):
    vote = under_vote(coop, *coop.ids)
    vote.cast(**dict.fromkeys(coop.ids, YES))
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    for name in ("ada", "ben"):
        sign_petition(coop.ids[name], proposal_id=vote.id, now=coop.now)
    again = proposals.proposal(ANYONE, vote.id).repeated_by or 0
    assert proposals.proposal(ANYONE, again).state is State.KEYS


def test_do_trustees_part_is_refused_when_no_key_is_being_made(coop):
    vote = under_vote(coop, "ada")
    arrival = canonical(vote.trustee("ben").arrival()).decode()
    with pytest.raises(Refusal, match="not being made"):
        do_trustees_part(coop.ids["ben"], proposal_id=vote.id, message=arrival, now=coop.now)
