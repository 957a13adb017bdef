"""Votes that pass on to somebody else, and the ballot that always comes first: one's own."""

from __future__ import annotations

import hashlib

import pytest

from commonhold.civic.governance.actions.delegate import delegate, take_back
from commonhold.civic.governance.ballots import commitment_of
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.queries import counts
from commonhold.civic.governance.queries.delegations import given, received
from commonhold.civic.governance.tests.conftest import FEWER_DAYS, Coop
from commonhold.civic.governance.tests.test_before_notice import rules
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people.queries import ANYONE, Viewer


def passes(coop: Coop, topic: str = "", **to: str) -> None:
    for name, other in to.items():
        delegate(coop.ids[name], to=coop.ids[other], topic=topic, now=coop.now)


def carried(coop: Coop, proposal_id: int) -> dict[str, str]:
    names = {person: name for name, person in coop.ids.items()}
    taken = counts.took_part(proposal_id)
    return {names[each.person_id]: names[each.carried_by] for each in taken if each.carried_by}


def test_a_vote_passes_over_others_to_who_votes_and_ones_own_ballot_comes_first(coop):
    passes(coop, ben="caro", caro="dev", finn="dev", hana="dev")
    made = coop.open()
    coop.vote(made, dev="yes", hana="no")
    coop.wait(days=4)
    assert carried(coop, made) == {"ben": "dev", "caro": "dev", "finn": "dev"}
    counted = counts.count(made)
    assert (counted.yes, counted.no, counted.turnout) == (4, 1, 5)


def test_a_delegate_finds_the_ballots_that_she_carried_by_her_own_receipt(coop):
    passes(coop, ben="caro")
    made = coop.open()
    receipt = coop.vote(made, caro="no")["caro"]
    coop.wait(days=4)
    theirs = hashlib.sha256(f"{commitment_of(receipt)}:1".encode()).hexdigest()
    published = {each.commitment: each.choice for each in counts.published_ballots(ANYONE, made, at=coop.now)}
    assert published == {commitment_of(receipt): "no", theirs: "no"}


def test_what_was_given_for_a_topic_comes_before_what_was_given_for_all(coop):
    passes(coop, ben="caro")
    passes(coop, "governance", ben="dev")
    rule, words = coop.open(FEWER_DAYS), coop.open(Resolve("We plant one."))
    for made in (rule, words):
        coop.vote(made, caro="yes", dev="no")
    coop.wait(days=4)
    assert (carried(coop, rule), carried(coop, words)) == ({"ben": "dev"}, {"ben": "caro"})


def test_in_a_circle_nobody_is_carried_until_somebody_in_it_votes(coop):
    passes(coop, ben="caro", caro="dev", dev="ben")
    nobody, one = coop.open(), coop.open()
    coop.vote(one, caro="yes")
    coop.wait(days=4)
    assert (carried(coop, nobody), carried(coop, one)) == ({}, {"ben": "caro", "dev": "caro"})


def test_nobody_carries_more_than_the_charter_allows_and_the_first_come_first(coop):
    rules(coop, most_carried=2)
    passes(coop, finn="ada", ben="ada", caro="ada")
    made = coop.open()
    coop.vote(made, ada="yes")
    coop.wait(days=4)
    assert carried(coop, made) == {"finn": "ada", "ben": "ada"}


def test_it_is_taken_back_up_to_the_last_minute_and_ends_by_itself(coop):
    passes(coop, ben="caro", dev="caro")
    made = coop.open()
    coop.vote(made, caro="yes")
    coop.wait(days=3, hours=23)
    take_back(coop.ids["ben"], now=coop.now)
    with pytest.raises(NotFound):
        take_back(coop.ids["ben"], now=coop.now)
    coop.wait(days=1)
    assert carried(coop, made) == {"dev": "caro"}
    coop.wait(days=365)
    assert given(Viewer(coop.ids["dev"]), at=coop.now) == []


def test_both_see_the_delegation_and_its_chain_and_nobody_else_does(coop):
    passes(coop, ben="caro", caro="dev")
    ben, caro, dev = (coop.ids[name] for name in ("ben", "caro", "dev"))
    assert [each.chain for each in given(Viewer(ben), at=coop.now)] == [(ben, caro, dev)]
    assert [each.person_id for each in received(Viewer(caro), at=coop.now)] == [ben]
    assert given(ANYONE, at=coop.now) == received(ANYONE, at=coop.now) == []


def test_a_new_one_replaces_the_old(coop):
    passes(coop, ben="caro")
    passes(coop, ben="dev")
    assert [each.to for each in given(Viewer(coop.ids["ben"]), at=coop.now)] == [coop.ids["dev"]]


def test_who_cannot_give_or_carry_a_vote_is_refused(coop):
    with pytest.raises(Refusal, match="yours already"):
        passes(coop, ben="ben")
    with pytest.raises(Refusal, match="no such topic"):
        passes(coop, "weather", ben="caro")
    coop.ids["zoe"] = 1
    with pytest.raises(Refusal, match="Only a member with a ballot can carry"):
        passes(coop, ben="zoe")
    with pytest.raises(Refusal):
        passes(coop, zoe="ben")
    rules(coop, most_carried=0)
    with pytest.raises(Refusal, match="no delegation"):
        passes(coop, ben="caro")
    assert SetParameter("governance.most_carried", 0).touches() == ("governance.most_carried",)
