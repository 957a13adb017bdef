from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from commonhold.civic.deliberation import personal_data
from commonhold.civic.deliberation.actions.amendments import (
    accept_amendment,
    refuse_amendment,
    stop_supporting_amendment,
    suggest_amendment,
    support_amendment,
    withdraw_amendment,
)
from commonhold.civic.deliberation.queries.amendments import amendment, amendments, supported_amendments
from commonhold.civic.deliberation.refusals import (
    AmendsOwnProposal,
    AnsweredAlready,
    BallotNeeded,
    NoSuchAmendment,
    NothingAmended,
    NotRefused,
    NotTheAuthor,
    NotYours,
    TalkNotOpen,
    TalkOver,
    TooLong,
    TooManyAmendments,
    WordsMissing,
    WordsMoved,
)
from commonhold.civic.deliberation.tests.conftest import FIVE, THREE, draft
from commonhold.civic.deliberation.vocabulary import Standing
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.revisions import revisions
from commonhold.civic.members import actions as members
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.notifications.models import Notification
from commonhold.social.people.queries import ANYONE
from tests.cast import make_person


@pytest.fixture
def act(talk):
    """`act(support_amendment, "ben", made)`."""

    def acted(action, name: str, amendment_id: int, **more) -> None:
        action(talk.coop.ids[name], amendment_id=amendment_id, now=talk.coop.now, **more)

    return acted


def standing(talk, amendment_id: int) -> Standing:
    return amendment(ANYONE, amendment_id, now=talk.coop.now).standing


def told(talk, name: str) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(person_id=talk.coop.ids[name]).values_list("kind", "words"))


def test_an_amendment_that_the_author_accepts_is_what_the_proposal_says(talk, act):
    made = talk.suggests("ben")
    assert standing(talk, made) is Standing.WAITS
    act(accept_amendment, "ada", made)
    now = proposals.proposal(ANYONE, talk.id)
    assert (now.title, now.text, list(now.decisions)) == ("Longer votes", "Why hurry?", [FIVE])
    (before,) = revisions(ANYONE, talk.id)
    assert (before.title, list(before.decisions), before.because) == ("Shorter votes", [THREE], "Holidays")
    seen = amendment(ANYONE, made, now=talk.coop.now)
    assert (seen.standing, seen.on_title, seen.person.name) == (Standing.ACCEPTED, "Shorter votes", "Ben")
    assert told(talk, "ada") == [("deliberation.suggested", "Shorter votes")]
    assert told(talk, "ben") == [("deliberation.accepted", "Shorter votes")]


def test_a_refusal_has_a_reason_that_everybody_reads(talk, act):
    made = talk.suggests("ben")
    with pytest.raises(WordsMissing):
        act(refuse_amendment, "ada", made, reason=" ")
    with pytest.raises(TooLong):
        act(refuse_amendment, "ada", made, reason="x" * 1001)
    act(refuse_amendment, "ada", made, reason="Too slow")
    seen = amendment(ANYONE, made, now=talk.coop.now)
    assert (seen.standing, seen.reason, seen.needed) == (Standing.REFUSED, "Too slow", 2)
    assert told(talk, "ben") == [("deliberation.refused", "Shorter votes")]
    with pytest.raises(AnsweredAlready):
        act(refuse_amendment, "ada", made, reason="Really")


def test_a_refused_amendment_goes_to_the_vote_when_enough_members_support_it(talk, act):
    made = talk.suggests("ben")
    with pytest.raises(NotRefused):
        act(support_amendment, "ben", made)
    act(refuse_amendment, "ada", made, reason="Too slow")
    for _ in range(2):
        act(support_amendment, "ben", made)
    assert supported_amendments(talk.id, now=talk.coop.now) == ()
    act(support_amendment, "caro", made)  # two of twelve: more than a tenth
    (option,) = supported_amendments(talk.id, now=talk.coop.now)
    assert (option.id, option.title, option.text, option.decisions) == (
        made,
        "Longer votes",
        "Why hurry?",
        (FIVE,),
    )
    assert standing(talk, made) is Standing.SUPPORTED
    seen = amendment(talk.looks("caro"), made, now=talk.coop.now)
    assert (seen.supports, seen.is_supported_by_me, seen.is_mine) == (2, True, False)
    act(stop_supporting_amendment, "caro", made)
    assert supported_amendments(talk.id, now=talk.coop.now) == ()


def test_the_support_of_somebody_who_left_counts_no_more(talk, act):
    made = talk.suggests("ben")
    act(refuse_amendment, "ada", made, reason="Too slow")
    for name in ("dev", "caro"):
        act(support_amendment, name, made)
    members.leave(talk.coop.ids["caro"], now=talk.coop.now)
    assert supported_amendments(talk.id, now=talk.coop.now + timedelta(seconds=1)) == ()


def test_an_author_can_still_accept_what_she_refused(talk, act):
    made = talk.suggests("ben")
    act(refuse_amendment, "ada", made, reason="Too slow")
    act(accept_amendment, "ada", made)
    assert standing(talk, made) is Standing.ACCEPTED
    with pytest.raises(AnsweredAlready):
        act(accept_amendment, "ada", made)


def test_an_amendment_on_former_words_would_undo_others_and_is_not_accepted(talk, act):
    first, second = talk.suggests("ben"), talk.suggests("caro", title="Very short votes")
    act(accept_amendment, "ada", first)
    assert not amendment(ANYONE, second, now=talk.coop.now).is_current
    with pytest.raises(WordsMoved):
        act(accept_amendment, "ada", second)
    act(refuse_amendment, "ada", second, reason="The words moved")


def test_nobody_but_the_author_answers_amendments(talk, act):
    made = talk.suggests("ben")
    with pytest.raises(NotTheAuthor):
        act(accept_amendment, "caro", made)
    with pytest.raises(NotTheAuthor):
        act(refuse_amendment, "ben", made, reason="No")


def test_whoever_suggested_it_withdraws_it(talk, act):
    made = talk.suggests("ben")
    with pytest.raises(NotYours):
        act(withdraw_amendment, "ada", made)
    for _ in range(2):
        act(withdraw_amendment, "ben", made)
    assert standing(talk, made) is Standing.WITHDRAWN
    with pytest.raises(AnsweredAlready):
        act(accept_amendment, "ada", made)
    taken = talk.suggests("ben")
    act(accept_amendment, "ada", taken)
    with pytest.raises(AnsweredAlready):
        act(withdraw_amendment, "ben", taken)


def test_what_waits_for_the_author_stands_first(talk, act):
    first = talk.suggests("ben")
    second = talk.suggests("caro")
    act(withdraw_amendment, "caro", second)
    assert [each.id for each in amendments(ANYONE, talk.id, now=talk.coop.now)] == [first, second]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"because": " "}, WordsMissing),
        ({"because": "x" * 1001}, TooLong),
        ({"title": "Shorter votes", "text": "We are quick.", "decisions": [THREE]}, NothingAmended),
        ({"title": "x"}, Refusal),
        ({"decisions": []}, Refusal),
    ],
)
def test_an_amendment_changes_something_that_can_be_proposed_and_says_why(talk, said, why):
    with pytest.raises(why):
        talk.suggests("ben", **said)


def test_nobody_has_more_amendments_waiting_than_the_charter_lets(talk):
    for number in range(3):
        talk.suggests("ben", title=f"Votes {number}")
    with pytest.raises(TooManyAmendments, match="3"):
        talk.suggests("ben")


def test_an_author_changes_her_proposal_herself(talk):
    with pytest.raises(AmendsOwnProposal):
        talk.suggests("ada")


def test_only_members_with_a_ballot_suggest_and_support(talk, act):
    gus, now = make_person("gus"), talk.coop.now
    said: dict[str, Any] = {"title": "Longer", "text": "", "decisions": [FIVE], "because": "Hm"}
    with pytest.raises(BallotNeeded):
        suggest_amendment(gus, proposal_id=talk.id, now=now, **said)
    made = talk.suggests("ben")
    act(refuse_amendment, "ada", made, reason="No")
    for action in (support_amendment, stop_supporting_amendment):
        with pytest.raises(BallotNeeded):
            action(gus, amendment_id=made, now=now)


def test_when_the_talk_is_over_nothing_moves_and_all_stays_to_read(talk, act):
    made = talk.suggests("ben")
    act(refuse_amendment, "ada", made, reason="Too slow")
    for name in ("ben", "caro"):
        act(support_amendment, name, made)
    talk.ends()
    for action, name in (
        (accept_amendment, "ada"),
        (support_amendment, "dev"),
        (stop_supporting_amendment, "caro"),
        (withdraw_amendment, "ben"),
    ):
        with pytest.raises(TalkOver):
            act(action, name, made)
    with pytest.raises(TalkOver):
        talk.suggests("dev")
    with pytest.raises(TalkOver):
        act(refuse_amendment, "ada", made, reason="No")
    assert [each.id for each in supported_amendments(talk.id, now=talk.coop.now)] == [made]


def test_what_is_not_there_is_not_found(talk, act):
    for action in (accept_amendment, support_amendment, stop_supporting_amendment, withdraw_amendment):
        with pytest.raises(NoSuchAmendment):
            act(action, "ada", 1)
    with pytest.raises(NoSuchAmendment):
        amendment(ANYONE, 1, now=talk.coop.now)


def test_of_a_draft_nothing_is_suggested(coop):
    made = draft(coop)
    said: dict[str, Any] = {"title": "Longer", "text": "", "decisions": [FIVE], "because": "Hm"}
    with pytest.raises(TalkNotOpen):
        suggest_amendment(coop.ids["ada"], proposal_id=made, now=coop.now, **said)
    with pytest.raises(NotFound):
        amendments(ANYONE, made, now=coop.now)


def test_whoever_leaves_takes_along_what_was_not_taken_over(talk, act):
    ben = talk.coop.ids["ben"]
    taken = talk.suggests("ben")
    act(accept_amendment, "ada", taken)
    left = talk.suggests("ben", title="Even longer", because="Because I say so")
    assert [each["title"] for each in personal_data.export_of(ben)["amendments"]] == [
        "Longer votes",
        "Even longer",
    ]
    personal_data.erase(ben, talk.coop.now)
    gone, stays = (amendment(ANYONE, each, now=talk.coop.now) for each in (left, taken))
    assert (gone.standing, gone.title, gone.because) == (Standing.WITHDRAWN, "", "")
    assert (stays.standing, stays.title, stays.because) == (Standing.ACCEPTED, "Longer votes", "")
