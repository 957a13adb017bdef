"""Who could attack a sealed vote here, and what comes of it; docs/rules/ballots.md has the list."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from commonhold.civic.governance.actions.challenge import ask_recount
from commonhold.civic.governance.queries import counts, sealed
from commonhold.civic.governance.sealed import box
from commonhold.civic.governance.sealed.models import SealedVote, SignedBallot, TrusteePart, VoterCredential
from commonhold.civic.governance.tests.sealing import SealedVote as Vote
from commonhold.civic.governance.tests.sealing import allow, announce, ask_sealed, under_vote
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import Viewer
from rulebook.canonical import canonical
from rulebook.ristretto import BASE, decode_point, plus
from rulebook.sealed import booth
from rulebook.sealed.signatures import make_credential, registration, sign
from rulebook.sealed.tests.elections import chance, seed
from rulebook.sealed.trustees import Message

YES, NO = (1, 0, 0), (0, 1, 0)


@pytest.fixture
def vote(coop) -> Vote:
    """Voting is open; Ada, Ben, Caro and Finn have ballots ready, and Ada has voted."""
    made = under_vote(coop, "ada", "ben", "caro", "finn")
    made.cast(ada=YES)
    return made


def signed_again(vote: Vote, name: str, body: Message) -> Message:
    """What a voter makes of a ballot, signed with her own key."""
    body = {key: value for key, value in body.items() if key != "signature"}
    mine = make_credential(seed("voter", name), vote.opening().question.hash)
    fingerprint = sha256(canonical(body)).digest()
    return {**body, "signature": sign(mine.secret, "ballot", fingerprint, chance("again", name)).plain()}


def own(vote: Vote, name: str) -> str:
    return make_credential(seed("voter", name), vote.opening().question.hash).public.hex()


# A voter.


def test_a_second_vote_in_one_ballot_has_no_proof(vote):
    ballot = vote.signed_by("ben", vote.sealed_by("ben", YES))
    for place, cipher in ((0, 1), (1, 1)):
        choices = [dict(each) for each in ballot["choices"]]
        a, b = choices[place]["cipher"]
        heavier = plus(decode_point(bytes.fromhex(b)), BASE).hex()
        choices[place] = {**choices[place], "cipher": [a, heavier][: cipher + 1]}
        with pytest.raises(Refusal, match="no proof that it is from 0 to 1"):
            vote.hand_in("ben", signed_again(vote, "ben", {**ballot, "choices": choices}))


def test_votes_for_two_options_of_one_have_no_proof_of_their_sum(vote):
    one, other = vote.sealed_by("ben", YES).body, vote.sealed_by("ben", NO).body
    both: list[Any] = [one["choices"][0], other["choices"][1], one["choices"][2]]
    with pytest.raises(Refusal, match="in all"):
        vote.hand_in("ben", signed_again(vote, "ben", {**one, "choices": both}))


def test_a_copy_of_another_voters_ballot_is_refused_signed_or_not(vote):
    adas = vote.sent["ada"][0]
    with pytest.raises(Refusal, match="not yours"):
        vote.hand_in("ben", adas)
    with pytest.raises(Refusal, match="no proof that it is from 0 to 1, by this voter"):
        vote.hand_in("ben", signed_again(vote, "ben", {**adas, "credential": own(vote, "ben")}))
    assert SignedBallot.objects.count() == 1


def test_a_ballot_in_anothers_name_is_signed_by_nobody(vote):
    bens = vote.sealed_by("ben", NO)
    with pytest.raises(Refusal, match="not signed with this credential"):
        vote.hand_in("ben", signed_again(vote, "caro", bens.body))
    with pytest.raises(Refusal, match="not yours"):
        vote.hand_in("caro", vote.signed_by("ben", bens))


def test_a_ballot_out_of_its_turn_is_refused_and_only_the_last_one_counts(coop, vote):
    first = vote.sent["ada"][0]
    vote.cast(ada=NO)
    with pytest.raises(Refusal, match="does not follow your last one"):
        vote.hand_in("ada", first)
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    counted = counts.count(vote.id)
    assert (counted.yes, counted.no) == (0, 1)


# The operator, with the database open before her.


def counted_vote(vote: Vote) -> None:
    vote.cast(ben=YES, caro=NO, finn=YES)
    vote.coop.wait(days=4)
    vote.open_count("ben", "caro")


def test_a_ballot_that_is_dropped_after_closing_is_found_by_everybody(coop, vote, tmp_path):
    counted_vote(vote)
    SignedBallot.objects.order_by("id").last().delete()
    assert "another ballot box" in vote.verdict(tmp_path / "bundle").bad
    assert not ask_recount(coop.ids["ada"], proposal_id=vote.id, reason="Sure?", now=coop.now)
    assert vote.state() is State.ANNULLED


def test_a_result_that_is_altered_is_found_by_everybody(coop, vote, tmp_path):
    counted_vote(vote)
    row = SealedVote.objects.get()
    SealedVote.objects.update(result={**row.result, "counts": [4, 0, 0]})
    assert "does not have 4" in vote.verdict(tmp_path / "bundle").bad
    assert not ask_recount(coop.ids["ada"], proposal_id=vote.id, reason="Sure?", now=coop.now)


def test_a_ballot_that_the_server_makes_for_a_voter_is_found_by_everybody(coop, vote, tmp_path):
    """She has everything but the secret half of Ben's key."""
    forged = vote.signed_by("ben", vote.sealed_by("ben", NO))
    signature = sign(7, "ballot", bytes(32), chance("operator")).plain()
    SignedBallot.objects.create(
        poll_id=vote.id,
        credential=own(vote, "ben"),
        number=1,
        fingerprint=sealed.fingerprint_of(forged),
        message={**forged, "signature": signature},
    )
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    assert "not signed with this credential" in vote.verdict(tmp_path / "bundle").bad


def test_a_key_that_the_server_puts_in_a_voters_place_is_seen_on_the_board(coop):
    """Ada's browser finds another key at her seat, and everybody reads that she is registered."""
    allow(coop)
    vote = announce(ask_sealed(coop))
    vote.make_key()
    vote.register("ada")
    seat = sealed.seat_in(Viewer(coop.ids["ada"]), vote.id)
    false = make_credential(seed("operator"), vote.trustee("ben").question.hash)
    message = registration(
        false, question=vote.trustee("ben").question.hash, seat=str(seat), chance=chance("operator")
    )
    VoterCredential.objects.update(credential=false.public.hex(), registration=message)
    coop.wait(days=7)
    assert [(each["seat"], each["credential"]) for each in vote.files.registrations] == [
        (seat, false.public.hex())
    ]
    assert vote.view.registered == [coop.ids["ada"]]
    with pytest.raises(Refusal, match="not registered"):
        vote.cast(ada=YES)


def test_a_single_ballot_put_to_the_trustees_for_opening_fits_no_tally(coop, vote):
    """Parts are bound to the whole box's tally, which is on the record."""
    vote.cast(ben=YES, caro=NO)
    coop.wait(days=4)
    of_ada = {
        **vote.files.tally,
        "counted": vote.fingerprints("ada"),
        "sums": [each["cipher"] for each in vote.sent["ada"][0]["choices"]],
    }
    deals = [each for each in vote.view.ceremony if each["type"] == "deal"]
    with pytest.raises(Refusal, match="not your part"):
        vote.hand_in("ben", vote.trustee("ben").partial_decryption(of_ada, deals))
    assert TrusteePart.objects.count() == 0


# Trustees.


def test_a_trustee_who_deals_a_wrong_share_is_named_and_her_deal_does_not_count(coop, tmp_path):
    allow(coop)
    vote = announce(ask_sealed(coop))
    for name in vote.trustees:
        vote.hand_in(name, vote.says("arrival", name))
    deals = {name: vote.says("deal", name) for name in vote.trustees}
    vote.hand_in("ben", lying(vote, deals["ben"]))
    vote.hand_in("caro", deals["caro"])
    vote.hand_in("dev", deals["dev"])
    for name in vote.trustees:
        vote.hand_in(name, vote.says("answer", name))
    assert vote.state() is State.NOTICE
    assert [each.lied for each in vote.view.trustees] == ["sent trustee 3 a share that does not fit", "", ""]
    vote.register("ada", "finn", "hana")
    coop.wait(days=7)
    vote.cast(ada=YES, finn=YES, hana=NO)
    coop.wait(days=4)
    vote.open_count("caro", "dev")
    assert counts.count(vote.id).yes == 2
    verdict = vote.verdict(tmp_path / "bundle")
    assert verdict.found["trustees_who_lied"] == ["@ben (trustee 1) sent trustee 3 a share that does not fit"]


def test_a_ceremony_with_too_few_truthful_trustees_lapses_and_names_who_lied(coop):
    allow(coop)
    vote = announce(ask_sealed(coop, needed=3))
    for name in vote.trustees:
        vote.hand_in(name, vote.says("arrival", name))
    deals = {name: vote.says("deal", name) for name in vote.trustees}
    vote.hand_in("ben", lying(vote, deals["ben"]))
    vote.hand_in("caro", deals["caro"])
    vote.hand_in("dev", deals["dev"])
    for name in vote.trustees:
        vote.hand_in(name, vote.says("answer", name))
    assert vote.state() is State.LAPSED
    assert "@ben: sent trustee 3 a share that does not fit" in vote.reason


def lying(vote: Vote, deal: Message) -> Message:
    """Ben's deal with a wrong share for trustee 3, signed by him."""
    ben = vote.trustee("ben")
    shares = [dict(each) for each in deal["shares"]]
    shares[2]["masked"] = shares[1]["masked"]
    body = {key: value for key, value in deal.items() if key != "signature"} | {"shares": shares}
    message = sha256(canonical(body)).digest()
    return {**body, "signature": sign(ben.secret, "deal", message, chance("lie")).plain()}


def test_nobody_fills_the_box_or_the_board(vote, monkeypatch):
    monkeypatch.setattr(box, "MOST_BALLOTS", 1)
    monkeypatch.setattr(box, "MOST_OPENED", 1)
    with pytest.raises(Refusal, match="You have cast 1 ballots"):
        vote.cast(ada=NO)
    vote.hand_in("ben", booth.open_for_audit(vote.sealed_by("ben", YES)))
    with pytest.raises(Refusal, match="You have shown 1 opened"):
        vote.hand_in("ben", booth.open_for_audit(vote.sealed_by("ben", NO)))
