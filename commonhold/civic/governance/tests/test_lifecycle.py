from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction

import pytest

from commonhold.civic.governance import closing, tell
from commonhold.civic.governance import jobs as governance_jobs
from commonhold.civic.governance.actions.propose import (
    announce_proposal,
    draft_proposal,
    withdraw_proposal,
)
from commonhold.civic.governance.actions.vote import give_reason
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.models import SealedBallot
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.queries.today import today
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members import actions as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import actions as enacting
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.notifications import queries as notifications
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.merkle import root_of_leaves
from rulebook.tally import majority
from tests.cast import make_person

DAYS = "governance.voting_days"
ALL_YES = {"ada": "yes", "ben": "yes", "caro": "yes", "dev": "no", "finn": "abstain"}


def state(proposal_id: int) -> State:
    return proposals.proposal(ANYONE, proposal_id).state


def test_a_carried_proposal_takes_effect_by_itself_after_the_challenge_time(coop):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    coop.wait(days=4)
    assert (state(made), charter.current().value(DAYS)) == (State.WAITING, 4)
    coop.wait(days=2)
    assert (state(made), charter.current().value(DAYS)) == (State.ENACTED, 3)
    assert charter.current().clauses[DAYS].reference == f"proposal:{made}"


def test_a_lost_vote_changes_nothing_and_the_page_says_why(coop):
    made = coop.open()
    coop.vote(made, ada="no", ben="no", caro="yes", dev="no")
    coop.wait(days=7)
    assert (state(made), charter.current().value(DAYS)) == (State.DEFEATED, 4)
    assert counts.count(made).outcome == "defeated"


def test_a_missed_quorum_changes_nothing_however_many_say_yes(coop):
    made = coop.open()
    coop.vote(made, ada="yes", ben="yes", caro="yes")
    coop.wait(days=7)  # a special decision needs a third of twelve
    assert (state(made), charter.current().value(DAYS)) == (State.NO_QUORUM, 4)


def test_abstaining_counts_to_the_quorum_only(coop):
    made = coop.open()
    coop.vote(made, ada="yes", ben="abstain", caro="abstain", dev="abstain")
    coop.wait(days=7)
    assert state(made) is State.ENACTED


def test_a_longer_notice_keeps_the_ballot_box_closed_until_its_hour(coop):
    made = draft_proposal(coop.ids["ada"], title="Shorter", decisions=[SetParameter(DAYS, 3)], now=coop.now)
    announce_proposal(coop.ids["ada"], proposal_id=made, notice_days=2, now=coop.now)
    assert state(made) is State.NOTICE
    with pytest.raises(Refusal, match="has not begun"):
        coop.vote(made, ada="yes")
    coop.wait(days=2)
    assert state(made) is State.VOTING
    coop.vote(made, ada="yes")


def test_nothing_of_a_count_exists_before_closing(coop):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    assert counts.count(made) is None
    assert counts.published_ballots(ANYONE, made, at=coop.now) == []
    assert list(counts.who_voted(made)) == []
    sealed = {bytes(row.sealed) for row in SealedBallot.objects.all()}
    assert len({len(each) for each in sealed}) == 1
    assert not any(choice in each for each in sealed for choice in (b"yes", b"abstain"))


def test_after_closing_ballots_are_published_and_originals_and_key_are_gone(coop, settings):
    made = coop.open()
    receipts = coop.vote(made, **ALL_YES)
    coop.wait(days=4)
    assert SealedBallot.objects.count() == 0
    assert not (settings.KEYS_DIR / "polls" / str(made)).exists()
    published = counts.published_ballots(ANYONE, made, at=coop.now)
    assert [each.commitment for each in published] == sorted(each.commitment for each in published)
    assert counts.ballot_of_receipt(made, receipts["dev"]).choice == "no"
    assert counts.ballot_of_receipt(made, receipts["dev"].lower().replace("-", " ")).choice == "no"
    assert counts.ballot_of_receipt(made, "AAAAA-AAAAA-AAAAA-AAAAA") is None
    assert len(counts.who_voted(made)) == 5


def test_a_later_ballot_replaces_the_earlier_and_only_its_receipt_holds(coop):
    made = coop.open()
    first = coop.vote(made, **ALL_YES)["ada"]
    second = coop.vote(made, ada="no")["ada"]
    coop.wait(days=4)
    assert counts.ballot_of_receipt(made, first) is None
    assert counts.ballot_of_receipt(made, second).choice == "no"
    assert counts.count(made).turnout == 5


def test_a_ballot_after_closing_is_refused_and_the_old_one_stands(coop):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    coop.now += timedelta(days=4)  # the closing job has not run yet
    with pytest.raises(Refusal, match="An earlier ballot of yours counts"):
        coop.vote(made, ada="no")
    coop.wait()
    assert counts.count(made).yes == 3


def test_whoever_is_not_on_the_roll_has_no_ballot(coop):
    made = coop.open()
    person = people.create_person(login_id=None, handle="zoe", display_name="Zoe", now=coop.now)
    members.enrol(person, branch=1, votes_from=coop.now, now=coop.now)
    coop.ids["zoe"] = person
    with pytest.raises(Refusal, match="fixed at notice"):
        coop.vote(made, zoe="yes")


def test_a_choice_that_is_none_is_refused(coop):
    made = coop.open()
    with pytest.raises(Refusal, match="Choose yes, no or abstain"):
        coop.vote(made, ada="maybe")


def test_only_members_with_a_ballot_propose(coop):
    with pytest.raises(Refusal, match="members with a ballot"):
        draft_proposal(1, title="Anything", decisions=[Resolve("Hello")], now=coop.now)


@pytest.mark.parametrize("title", ["", "ab", "x" * 121])
def test_a_title_has_a_sensible_length(coop, title):
    with pytest.raises(Refusal, match="title"):
        draft_proposal(coop.ids["ada"], title=title, decisions=[Resolve("Hello")], now=coop.now)


def test_a_proposal_carries_at_least_one_decision(coop):
    with pytest.raises(Refusal, match="between 1 and 20 decisions"):
        draft_proposal(coop.ids["ada"], title="Nothing", decisions=[], now=coop.now)


def test_a_value_outside_its_bounds_is_refused_at_drafting(coop):
    with pytest.raises(Refusal, match="between 1 and 30"):
        draft_proposal(coop.ids["ada"], title="Long", decisions=[SetParameter(DAYS, 31)], now=coop.now)


def test_a_draft_is_its_authors_alone(coop):
    made = draft_proposal(coop.ids["ada"], title="Draft", decisions=[Resolve("Hello")], now=coop.now)
    assert proposals.proposal(Viewer(coop.ids["ada"]), made).state is State.DRAFT
    with pytest.raises(NotFound):
        proposals.proposal(Viewer(coop.ids["ben"]), made)
    with pytest.raises(Refusal, match="Only"):
        announce_proposal(coop.ids["ben"], proposal_id=made, now=coop.now)
    assert proposals.page(ANYONE) == []
    assert proposals.how_many(ANYONE, tuple(State)) == 0
    assert proposals.how_many(Viewer(coop.ids["ada"]), {State.DRAFT}) == 1


def test_a_proposal_is_found_by_its_words_and_a_draft_by_its_author_alone(coop):
    made = draft_proposal(
        coop.ids["ada"], title="Longer summer votes", decisions=[Resolve("Hi")], now=coop.now
    )
    assert [each.id for each in proposals.search(Viewer(coop.ids["ada"]), "SUMMER longer")[0]] == [made]
    assert proposals.search(ANYONE, "summer")[0] == []
    assert proposals.search(Viewer(coop.ids["ada"]), "summer winter")[0] == []
    assert proposals.search(Viewer(coop.ids["ada"]), " ")[0] == []


def test_notice_is_given_once(coop):
    made = coop.open()
    with pytest.raises(Refusal, match="already given"):
        announce_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)


def test_a_withdrawn_proposal_is_never_counted_and_its_ballots_are_destroyed_unopened(coop, settings):
    made = coop.open()
    coop.vote(made, ada="yes")
    with pytest.raises(Refusal, match="Only its author"):
        withdraw_proposal(coop.ids["ben"], proposal_id=made, now=coop.now)
    withdraw_proposal(coop.ids["ada"], proposal_id=made, reason="A better one comes.", now=coop.now)
    coop.wait(days=8)
    assert state(made) is State.WITHDRAWN
    assert counts.count(made) is None
    assert SealedBallot.objects.count() == 0
    assert not (settings.KEYS_DIR / "polls" / str(made)).exists()
    coop.now -= timedelta(days=8)
    with pytest.raises(Refusal, match="was withdrawn"):
        coop.vote(made, ada="yes")


def test_a_counted_proposal_cannot_be_withdrawn(coop):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    coop.wait(days=4)
    with pytest.raises(Refusal, match="already counted"):
        withdraw_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)


def test_two_proposals_about_one_number_both_take_effect_the_later_last(coop):
    first, second = coop.open(SetParameter(DAYS, 3)), coop.open(SetParameter(DAYS, 9))
    for made in (first, second):
        coop.vote(made, **ALL_YES)
    coop.wait(days=6)
    assert charter.current().value(DAYS) == 9


def test_a_rule_that_was_raised_meanwhile_makes_the_weaker_vote_fail(coop):
    raising = coop.open(SetParameter("deciding.special_threshold", "9/10"), title="Nine tenths")
    coop.vote(raising, **{**ALL_YES, "dev": "yes"})
    coop.wait(hours=1)
    weaker = coop.open()
    coop.vote(weaker, **ALL_YES)
    coop.wait(days=7)
    assert (state(raising), state(weaker)) == (State.ENACTED, State.FAILED)
    assert "can only be changed" in proposals.proposal(ANYONE, weaker).reason
    assert charter.current().value(DAYS) == 4


def test_an_enactment_that_crashes_is_stuck_and_tried_again_until_it_is_done(coop, monkeypatch):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    real = enacting.enact
    monkeypatch.setattr(enacting, "enact", lambda *_a, **_k: 1 / 0)
    coop.wait(days=6)
    assert (state(made), charter.current().value(DAYS)) == (State.STUCK, 4)
    monkeypatch.setattr(enacting, "enact", real)
    coop.wait(minutes=1)
    assert (state(made), charter.current().value(DAYS)) == (State.ENACTED, 3)


def test_running_the_jobs_again_changes_nothing(coop):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    coop.wait(days=6)
    before = (charter.current().version, len(record.leaves(limit=1000)))
    payload = {"proposal_id": made}
    for job in (governance_jobs.open_voting, closing.close_voting, governance_jobs.enact_proposal):
        job(payload, coop.now)
    assert (charter.current().version, len(record.leaves(limit=1000))) == before


def test_a_reason_is_public_replaceable_and_bears_a_side(coop):
    made = coop.open()
    for text in ("Too long now.", "Shorter is kinder."):
        give_reason(coop.ids["ben"], proposal_id=made, side="for", text=text, now=coop.now)
    assert [(each.side, each.text) for each in counts.reasons(made)] == [("for", "Shorter is kinder.")]


@pytest.mark.parametrize(
    ("text", "side", "words"),
    [("", "for", "between 1 and 500"), ("x" * 501, "for", "500"), ("Hm.", "up", "stands")],
)
def test_a_reason_that_is_none_is_refused(coop, text, side, words):
    made = coop.open()
    with pytest.raises(Refusal, match=words):
        give_reason(coop.ids["ben"], proposal_id=made, side=side, text=text, now=coop.now)


def test_strangers_and_latecomers_give_no_reasons(coop):
    made = coop.open()
    with pytest.raises(Refusal, match="roll"):
        give_reason(make_person("gina"), proposal_id=made, side="for", text="Hello", now=coop.now)
    coop.vote(made, **ALL_YES)
    coop.wait(days=4)
    with pytest.raises(Refusal, match="until voting closes"):
        give_reason(coop.ids["ben"], proposal_id=made, side="for", text="Late", now=coop.now)


def test_what_needs_me_is_what_i_can_still_vote_on(coop):
    made = coop.open()
    ben = Viewer(coop.ids["ben"])
    assert [each.id for each in today(ben, since=coop.now).waiting] == [made]
    coop.vote(made, ben="yes")
    assert today(ben, since=coop.now).waiting == ()
    assert today(ANYONE, since=coop.now).waiting == ()


def test_what_took_effect_lately_is_told_to_everybody(coop):
    before = coop.now
    made = coop.open()
    coop.vote(made, **ALL_YES)
    coop.wait(days=4)
    assert today(ANYONE, since=before).enacted == ()
    coop.wait(days=30)
    assert [each.id for each in today(ANYONE, since=before).enacted] == [made]
    assert today(ANYONE, since=coop.now).enacted == ()


def test_notice_count_and_enactment_stand_on_the_record_without_names(coop):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    coop.wait(days=6)
    leaves = record.leaves(about=f"proposal:{made}")
    kinds = [each.kind for each in reversed(leaves)]
    assert kinds == ["governance.notice", "governance.counted", "charter.amended", "decisions.enacted"]
    said = json.dumps([each.body for each in record.leaves(limit=1000)])
    assert "Shorter votes" not in said
    assert not any(name.title() in said or f'"{name}"' in said for name in coop.ids)


def test_the_published_ballots_give_the_same_count_and_root_again(coop):
    made = coop.open()
    coop.vote(made, **ALL_YES)
    coop.wait(days=4)
    published, counted = counts.published_ballots(ANYONE, made, at=coop.now), counts.count(made)
    cast = [each.choice for each in published]
    poll = proposals.proposal(ANYONE, made).poll
    again = majority.count(
        yes=cast.count("yes"),
        no=cast.count("no"),
        abstain=cast.count("abstain"),
        roll=poll.roll_size,
        threshold=Fraction(poll.threshold),
        quorum=Fraction(poll.quorum),
    )
    assert again.outcome == counted.outcome == "carried"
    assert (
        root_of_leaves([closing.line(each.choice, each.commitment) for each in published]).hex()
        == counted.ballots_root
    )


def test_many_people_are_told_by_and_by_each_once(coop, monkeypatch):
    monkeypatch.setattr(tell, "_TOGETHER", 5)
    made = coop.open()
    coop.wait(hours=1)
    for person in coop.ids.values():
        told = [each.kind for each in notifications.for_person(Viewer(person))]
        assert told.count("proposal.voting") == 1, made
