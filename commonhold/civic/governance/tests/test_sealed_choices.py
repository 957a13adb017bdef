"""What else than a yes or no can be sealed, and what becomes of amendments of a sealed motion."""

from __future__ import annotations

import pytest

from commonhold.civic.governance import amended
from commonhold.civic.governance.actions.challenge import ask_recount
from commonhold.civic.governance.actions.options import offer_option
from commonhold.civic.governance.amended import Amended
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.sealed import question
from commonhold.civic.governance.tests.conftest import FEWER_DAYS
from commonhold.civic.governance.tests.sealing import allow, announce, ask_sealed
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE
from rulebook.tally import approval, plurality, score


@pytest.mark.parametrize(
    ("method", "votes", "elected"),
    [
        (
            approval.RULE.version,
            {"ada": (0, 1, 1), "ben": (0, 1, 0), "caro": (0, 0, 1), "dev": (0, 1, 0)},
            [1],
        ),
        (
            plurality.RULE.version,
            {"ada": (0, 1, 0), "ben": (0, 0, 1), "caro": (0, 0, 1), "dev": (0, 0, 0)},
            [2],
        ),
        (score.RULE.version, {"ada": (0, 5, 1), "ben": (2, 0, 4), "caro": (0, 3, 5), "dev": (0, 0, 0)}, [2]),
    ],
)
def test_elections_by_approval_plurality_and_points_are_sealed(coop, tmp_path, method, votes, elected):
    allow(coop)
    vote = ask_sealed(coop, Kind.ELECTION, method=method, role="board")
    announce(vote)
    for name in ("finn", "hana"):
        vote.stands(name)
    coop.wait(days=7)
    assert vote.state() is State.KEYS
    vote.make_key()
    vote.register(*votes)
    coop.wait(days=7)
    vote.cast(**votes)
    coop.wait(days=4)
    vote.open_count("caro", "dev")
    assert counts.count(vote.id).elected == elected
    assert "finn" not in str(vote.view.question)
    verdict = vote.verdict(tmp_path / "bundle")
    assert verdict.ok, verdict.bad
    assert ask_recount(coop.ids["ada"], proposal_id=vote.id, reason="Sure?", now=coop.now)


def wanted_beside(coop, monkeypatch, *decisions) -> None:
    """An amendment of Ben's, which enough members support."""
    other = Amended(coop.ids["ben"], "Another way", "", decisions)
    monkeypatch.setattr(amended, "_sources", [lambda _id, _now: [other]])


def test_a_sealed_motion_with_an_amendment_becomes_a_choice_that_names_one(coop, monkeypatch, tmp_path):
    wanted_beside(coop, monkeypatch, Resolve("Plant a pear."))
    allow(coop)
    vote = announce(ask_sealed(coop, decisions=[Resolve("Plant a quince.")]))
    asked = proposals.proposal(ANYONE, vote.id).asked
    assert (asked.kind, asked.counted_by) == (Kind.CHOICE, plurality.RULE.version)
    assert vote.view.question["options"] == [
        "0 Leave things as they are",
        "1 Shorter votes?",
        "2 Another way",
    ]
    vote.make_key()
    vote.register("ada", "ben", "caro", "dev", "finn")
    coop.wait(days=7)
    vote.cast(ada=(0, 1, 0), ben=(0, 0, 1), caro=(0, 0, 1), dev=(0, 0, 1), finn=(1, 0, 0))
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    counted = counts.count(vote.id)
    assert (counted.outcome, counted.elected) == ("carried", [2])
    assert counted.decisions == [Resolve("Plant a pear.")]
    assert ask_recount(coop.ids["ada"], proposal_id=vote.id, reason="Sure?", now=coop.now)
    assert vote.verdict(tmp_path / "bundle").ok


def test_what_needs_more_than_half_stays_the_yes_or_no_that_it_is_when_sealed(coop, monkeypatch):
    wanted_beside(coop, monkeypatch, SetParameter("governance.voting_days", 5))
    allow(coop)
    vote = announce(ask_sealed(coop))
    assert proposals.proposal(ANYONE, vote.id).asked.kind is Kind.MOTION
    assert vote.view.question["options"] == ["yes", "no", "abstain"]


def test_a_choice_that_names_one_decides_nothing_that_needs_more_than_half(coop):
    allow(coop)
    vote = ask_sealed(coop, Kind.CHOICE, method=plurality.RULE.version)
    with pytest.raises(Refusal, match="more than half"):
        offer_option(
            coop.ids["ada"], proposal_id=vote.id, title="Three days", decisions=[FEWER_DAYS], now=coop.now
        )


def test_no_more_members_vote_sealed_than_it_was_tried_with(coop, monkeypatch):
    allow(coop)
    vote = ask_sealed(coop)
    monkeypatch.setattr(question, "MOST_VOTERS", len(coop.ids) - 1)
    with pytest.raises(Refusal, match="for 11 members at most"):
        ask_sealed(coop)
    with pytest.raises(Refusal, match="for 11 members at most"):
        announce(vote)
