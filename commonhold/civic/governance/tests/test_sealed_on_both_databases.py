"""A sealed vote with real commits, on SQLite and on PostgreSQL, and what two do in it at the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.challenge import ask_recount
from commonhold.civic.governance.actions.seal import hand_in
from commonhold.civic.governance.models import CountSheet
from commonhold.civic.governance.queries import counts
from commonhold.civic.governance.sealed.models import SealedVote, SignedBallot, TrusteePart, UsedSeal
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.governance.tests.sealing import allow, announce, ask_sealed, under_vote
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import queries as record
from rulebook.canonical import canonical
from tests.together import at_once, refused_at_once

pytestmark = pytest.mark.both_databases
YES, NO = (1, 0, 0), (0, 1, 0)
_PATIENCE = 60.0


@pytest.fixture
def town(committing_db) -> Coop:
    return build()


def leaves(vote_id: int) -> list[str]:
    return [each.kind for each in record.leaves(about=f"proposal:{vote_id}")]


def test_from_the_key_to_its_enactment_and_the_verifier_agrees(town, tmp_path):
    vote = under_vote(town, "ada", "ben", "caro", "finn")
    vote.cast(ada=YES, ben=YES, caro=NO, finn=NO)
    vote.cast(finn=YES)
    town.wait(days=4)
    vote.open_count("ben", "dev")
    assert (counts.count(vote.id).yes, counts.count(vote.id).no) == (3, 1)
    assert ask_recount(town.ids["ada"], proposal_id=vote.id, reason="To be sure.", now=town.now)
    assert vote.verdict(tmp_path / "bundle").ok
    town.wait(days=2)
    assert vote.state() is State.ENACTED


def test_of_two_first_ballots_of_one_voter_at_once_one_is_in_the_box(town):
    vote = under_vote(town, "ada")
    ballots = [
        canonical(vote.signed_by("ada", vote.sealed_by("ada", values))).decode() for values in (YES, NO)
    ]
    said = refused_at_once(
        *(
            lambda each=each: hand_in(town.ids["ada"], proposal_id=vote.id, message=each, now=town.now)
            for each in ballots
        )
    )
    (refusal,) = said
    assert "does not follow your last one" in str(refusal)
    assert (SignedBallot.objects.count(), UsedSeal.objects.count()) == (1, 3)


def test_the_same_ballot_sent_twice_at_once_is_in_the_box_once(town):
    vote = under_vote(town, "ada")
    ballot = canonical(vote.signed_by("ada", vote.sealed_by("ada", YES))).decode()
    twice = [lambda: hand_in(town.ids["ada"], proposal_id=vote.id, message=ballot, now=town.now)] * 2
    assert at_once(*twice) == [None, None]
    assert SignedBallot.objects.count() == 1


def test_two_tickers_at_the_opening_hour_freeze_the_vote_once(town):
    allow(town)
    vote = announce(ask_sealed(town))
    vote.make_key()
    vote.register("ada", "ben")
    town.now += timedelta(days=7)
    assert at_once(*[lambda: jobs.run_due(town.now)] * 2) == [None, None]
    assert vote.state() is State.VOTING
    assert SealedVote.objects.count() == 1
    assert leaves(vote.id).count("governance.sealed-opened") == 1


def test_two_trustees_who_open_at_once_open_one_count(town, tmp_path):
    vote = under_vote(town, "ada", "ben", "caro", "finn")
    vote.cast(ada=YES, ben=YES, caro=YES, finn=NO)
    town.wait(days=4)
    parts = {name: canonical(vote.part(name)).decode() for name in ("ben", "dev")}
    said = at_once(
        *(
            lambda name=name, part=part: hand_in(
                town.ids[name], proposal_id=vote.id, message=part, now=town.now
            )
            for name, part in parts.items()
        )
    )
    assert said == [None, None]
    assert vote.state() is State.WAITING
    assert (TrusteePart.objects.count(), CountSheet.objects.count()) == (2, 1)
    assert leaves(vote.id).count("governance.counted") == 1
    assert vote.verdict(tmp_path / "bundle").ok


def test_a_trustee_who_opens_twice_at_once_has_opened_once(town):
    vote = under_vote(town, "ada")
    vote.cast(ada=YES)
    town.wait(days=4)
    part = canonical(vote.part("ben")).decode()
    twice = [lambda: hand_in(town.ids["ben"], proposal_id=vote.id, message=part, now=town.now)] * 2
    (refusal,) = refused_at_once(*twice)
    assert "in already" in str(refusal)
    assert (TrusteePart.objects.count(), vote.state()) == (1, State.COUNTING)
