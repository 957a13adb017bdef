"""Between the count and its taking effect: recounts, a second vote, and the guardian's one pause."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from commonhold.civic.governance.actions.challenge import ask_recount, pause_enactment, sign_petition
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.governance.models import PublishedBallot
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.challenges import challenge
from commonhold.civic.governance.tests.conftest import FEWER_DAYS, Coop
from commonhold.civic.governance.tests.test_kinds import ask
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.tally import approval

DAYS = "governance.voting_days"
YES = {"ada": "yes", "ben": "yes", "caro": "yes", "dev": "no", "finn": "abstain"}


def state(proposal_id: int) -> State:
    return proposals.proposal(ANYONE, proposal_id).state


@pytest.fixture
def carried(coop: Coop) -> int:
    """Counted and carried; it takes effect in two days."""
    made = coop.open()
    coop.vote(made, **YES)
    coop.wait(days=4)
    return made


def recount(coop: Coop, proposal_id: int, *, by: str = "dev", reason: str = "I counted otherwise.") -> bool:
    return ask_recount(coop.ids[by], proposal_id=proposal_id, reason=reason, now=coop.now)


def sign(coop: Coop, proposal_id: int, *names: str) -> list[bool]:
    return [sign_petition(coop.ids[name], proposal_id=proposal_id, now=coop.now) for name in names]


def test_a_recount_that_agrees_is_published_and_changes_nothing(coop, carried):
    assert recount(coop, carried)
    shown = challenge(ANYONE, carried, at=coop.now)
    assert [(each.person_id, each.agrees) for each in shown.recounts] == [(coop.ids["dev"], True)]
    assert record.leaves(kind="governance.recounted", limit=1)[0].body["agrees"] == 1
    coop.wait(days=2)
    assert state(carried) is State.ENACTED


def test_a_lot_falls_the_same_in_every_language_in_which_it_is_counted_again(coop):
    """Between one candidate and an open seat, whose name on pages is another one in each language."""
    for language in ("de", "es", "fr", "nl", "de", "es", "fr", "nl"):
        box = ask(coop, Kind.ELECTION, role="auditor", method=approval.RULE.version)
        box.announce()
        box.stands("ben")
        coop.wait(days=7)
        box.cast(ada=[0, 1], ben=[0, 1], caro=[0, 1])
        coop.wait(days=4)
        with translation.override(language):
            assert recount(coop, box.id)


def test_a_recount_that_differs_annuls_the_vote_and_nothing_takes_effect(coop, carried):
    PublishedBallot.objects.filter(poll_id=carried, choice="yes").update(choice="no")
    assert not recount(coop, carried)
    coop.wait(days=3)
    assert (state(carried), charter.current().value(DAYS)) == (State.ANNULLED, 4)


def test_a_ballot_that_went_missing_is_found_by_a_recount(coop, carried):
    PublishedBallot.objects.filter(poll_id=carried, choice="abstain").delete()
    assert not recount(coop, carried)


def test_recounts_are_asked_for_in_time_by_the_roll_once_each_and_with_a_reason(coop, carried):
    with pytest.raises(Refusal, match="Say why"):
        recount(coop, carried, reason=" ")
    recount(coop, carried)
    with pytest.raises(Refusal, match="already"):
        recount(coop, carried)
    coop.wait(days=2)
    with pytest.raises(Refusal, match="and not later"):
        recount(coop, carried, by="ben")


def test_enough_signatures_start_a_second_vote_and_the_first_decides_nothing(coop, carried):
    assert challenge(ANYONE, carried, at=coop.now).signatures_needed == 2
    assert sign(coop, carried, "dev", "dev", "finn") == [False, False, True]
    first = proposals.proposal(ANYONE, carried)
    assert first.repeated_by is not None
    again = proposals.proposal(ANYONE, first.repeated_by)
    assert (first.state, again.state, again.repeats) == (State.REPEATED, State.VOTING, carried)
    assert again.decisions == first.decisions
    coop.vote(again.id, **dict.fromkeys(["ada", "ben", "caro", "dev"], "no"))
    coop.wait(days=6)
    assert (state(carried), state(again.id)) == (State.REPEATED, State.DEFEATED)
    assert charter.current().value(DAYS) == 4


def test_of_a_second_vote_there_is_no_third(coop, carried):
    sign(coop, carried, "dev", "finn")
    again = proposals.proposal(ANYONE, carried).repeated_by
    assert again is not None
    coop.vote(again, **YES)
    coop.wait(days=4)
    with pytest.raises(Refusal, match="no third"):
        sign(coop, again, "dev")


def test_what_was_voted_down_can_be_voted_on_again_too(coop):
    made = coop.open()
    coop.vote(made, **dict.fromkeys(YES, "no"))
    coop.wait(days=4)
    assert state(made) is State.DEFEATED
    assert sign(coop, made, "ada", "ben")[-1]


@pytest.fixture
def guarded(coop: Coop) -> int:
    """The same, in a co-op that made hana its guardian."""
    given = coop.open(AppointMandate(str(coop.ids["hana"]), "guardian"))
    coop.vote(given, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=6)
    made = coop.open()
    coop.vote(made, **YES)
    coop.wait(days=4)
    return made


def pause(coop: Coop, proposal_id: int, *, by: str = "hana") -> object:
    reason = "The notice named another number."
    return pause_enactment(coop.ids[by], proposal_id=proposal_id, reason=reason, now=coop.now)


def test_a_guardian_holds_a_decision_up_once_and_then_it_takes_effect_by_itself(coop, guarded):
    assert challenge(Viewer(coop.ids["hana"]), guarded, at=coop.now).may_pause
    until = pause(coop, guarded)
    assert (state(guarded), until) == (State.PAUSED, coop.now + timedelta(days=9))
    with pytest.raises(Refusal, match="again"):
        pause(coop, guarded)
    coop.wait(days=5)
    assert state(guarded) is State.PAUSED
    assert sign(coop, guarded, "ada") == [False]  # it can still be challenged
    coop.wait(days=4)
    assert (state(guarded), charter.current().value(DAYS)) == (State.ENACTED, 3)


def test_only_a_guardian_pauses_and_only_what_waits(coop, guarded):
    with pytest.raises(Refusal, match="Guardian"):
        pause(coop, guarded, by="ada")
    other = coop.open(SetParameter(DAYS, 5))
    with pytest.raises(Refusal, match="Only what was carried"):
        pause(coop, other)


def test_two_texts_that_pass_do_not_overwrite_each_other_and_two_numbers_do(coop):
    purpose, number = "co_op.purpose", DAYS
    first, second = (coop.open(SetParameter(purpose, text)) for text in ("To talk.", "To decide."))
    numbers = [coop.open(SetParameter(number, days)) for days in (5, 6)]
    for made in (first, second, *numbers):
        coop.vote(made, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=6)
    assert [state(each) for each in (first, second)] == [State.ENACTED, State.FAILED]
    assert "after notice" in proposals.proposal(ANYONE, second).reason
    assert charter.current().value(purpose) == "To talk."
    assert [state(each) for each in numbers] == [State.ENACTED, State.ENACTED]
    assert charter.current().value(number) == 6


def test_somebody_who_is_not_on_the_roll_challenges_nothing(coop, carried):
    coop.ids["zoe"] = coop.ids["ada"] + 1_000_000
    with pytest.raises(Refusal, match="on this vote's roll"):
        recount(coop, carried, by="zoe")
    assert FEWER_DAYS.inverse(charter.current()) == SetParameter(DAYS, 4)
