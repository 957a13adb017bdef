from __future__ import annotations

import pytest

from commonhold.civic.governance import stages
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.revise import revise_proposal
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.revisions import revisions
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members import actions as members
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people.queries import ANYONE, Viewer

THREE = SetParameter("governance.voting_days", 3)
FIVE = SetParameter("governance.voting_days", 5)


@pytest.fixture
def draft(coop) -> int:
    return draft_proposal(coop.ids["ada"], title="Votes", text="Old", decisions=[THREE], now=coop.now)


def revise(coop, proposal_id: int, by: str = "ada", **said) -> None:
    given = {"title": "Longer votes", "text": "New", "decisions": [FIVE], **said}
    revise_proposal(coop.ids[by], proposal_id=proposal_id, now=coop.now, **given)


@pytest.mark.parametrize("in_talk", [False, True])
def test_an_author_changes_her_words_and_the_former_ones_are_kept(coop, draft, in_talk):
    if in_talk:
        stages.arrive(stages.lock(draft), State.TALK, now=coop.now)
    revise(coop, draft, because="Ben is right")
    now = proposals.proposal(Viewer(coop.ids["ada"]), draft)
    assert (now.title, now.text, list(now.decisions)) == ("Longer votes", "New", [FIVE])
    (before,) = revisions(Viewer(coop.ids["ada"]), draft)
    assert (before.title, before.text, list(before.decisions)) == ("Votes", "Old", [THREE])
    assert before.because == "Ben is right"


def test_the_same_words_again_change_nothing(coop, draft):
    revise(coop, draft, title=" Votes ", text="Old", decisions=[THREE])
    assert revisions(Viewer(coop.ids["ada"]), draft) == []


def test_nobody_else_changes_them(coop, draft):
    with pytest.raises(Refusal, match="Only its author"):
        revise(coop, draft, by="ben")


def test_after_notice_they_are_frozen(coop, draft):
    announce_proposal(coop.ids["ada"], proposal_id=draft, now=coop.now)
    with pytest.raises(Refusal, match="frozen"):
        revise(coop, draft)


def test_whoever_has_no_ballot_any_more_changes_nothing(coop, draft):
    members.leave(coop.ids["ada"], now=coop.now)
    with pytest.raises(Refusal, match="with a ballot"):
        revise(coop, draft)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": "ab"}, "A title has"),
        ({"text": "x" * 20_001}, "The text may have"),
        ({"decisions": []}, "between 1 and"),
        ({"decisions": [Resolve("x")] * 21}, "between 1 and"),
        ({"decisions": [SetParameter("governance.voting_days", 99)]}, "30"),
        ({"because": "x" * 501}, "The reason may have"),
    ],
)
def test_what_could_not_be_proposed_is_refused(coop, draft, said, words):
    with pytest.raises(Refusal, match=words):
        revise(coop, draft, **said)
    assert proposals.proposal(Viewer(coop.ids["ada"]), draft).title == "Votes"


def test_what_a_draft_said_before_is_its_authors_alone(coop, draft):
    revise(coop, draft)
    with pytest.raises(NotFound):
        revisions(ANYONE, draft)
