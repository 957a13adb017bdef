"""The trustees' ceremony: who lies is named, who disappears is not missed while enough are left."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.canonical import canonical
from rulebook.ristretto import IDENTITY, ORDER, decode_scalar, encode_scalar, times, times_base
from rulebook.sealed.proofs import prove_same
from rulebook.sealed.signatures import sign
from rulebook.sealed.tally import lagrange
from rulebook.sealed.tests import elections
from rulebook.sealed.tests.elections import APPROVAL, SCORE, Board, begin, ceremony, chance
from rulebook.sealed.trustees import Message, Trustee, joint_key
from rulebook.verifying import Rejected, verify
from rulebook.verifying.ceremony import settle


def signed(trustee: Trustee, message: Message) -> Message:
    """The trustee herself lies: she signs what she has made of her message."""
    body = {name: value for name, value in message.items() if name != "signature"}
    digest = sha256(canonical(body)).digest()
    return {**body, "signature": sign(trustee.secret, body["type"], digest, chance("lie")).plain()}


def answered(board: Board, deals: list[Message]) -> Board:
    answers = [each.answer(board.arrivals, deals) for each in board.trustees]
    return replace(board, deals=deals, answers=answers)


def with_deal(board: Board, place: int, **change: Any) -> Board:
    deals = list(board.deals)
    deals[place - 1] = signed(board.trustees[place - 1], {**deals[place - 1], **change})
    return answered(board, deals)


def wrong_share(board: Board, dealer: int, to: int) -> Board:
    shares = [dict(each) for each in board.deals[dealer - 1]["shares"]]
    masked = decode_scalar(bytes.fromhex(shares[to - 1]["masked"]))
    shares[to - 1]["masked"] = encode_scalar(masked + 1).hex()
    return with_deal(board, dealer, shares=shares)


@given(st.sets(st.integers(1, 3), min_size=2, max_size=2))
@settings(max_examples=3, deadline=None)
def test_any_two_of_three_shares_are_the_key_and_one_is_not(places):
    board = ceremony(APPROVAL)
    settled = settle(APPROVAL, board.messages, "ceremony")
    shares = {place: board.trustees[place - 1].share(board.deals) for place in places}
    weights = lagrange(sorted(places))
    secret = sum(weights[place] * share for place, share in shares.items()) % ORDER
    assert times_base(secret) == settled.key == joint_key(board.deals)
    for place, share in shares.items():
        assert times_base(share) == settled.shares[place] != settled.key


def test_who_deals_a_wrong_share_is_named_and_the_key_is_made_without_her(tmp_path):
    board = wrong_share(ceremony(APPROVAL), dealer=1, to=3)
    settled = settle(APPROVAL, board.messages, "ceremony")
    assert settled.named == {1: "sent trustee 3 a share that does not fit"}
    assert settled.qualified == (2, 3)
    assert settled.key == joint_key(board.deals[1:])
    election = begin(APPROVAL, ("ada",), board)
    verdict = verify(
        elections.write(election.counted([election.cast("ada", (1, 0, 1))]).files(), tmp_path / "bundle")
    )
    assert verdict.found["counts"] == {"Lake": 1, "Hill": 0, "Sea": 1}
    assert verdict.found["trustees_who_lied"] == [
        "Ben (trustee 1) sent trustee 3 a share that does not fit",
    ]


def complaint(board: Board, by: int, against: int, secret: int | None = None) -> Board:
    """`by` complains though her share is right; with `secret` she lies about the mask, too."""
    trustee, deal = board.trustees[by - 1], board.deals[against - 1]
    base = bytes.fromhex(deal["shares"][by - 1]["r"])
    known = trustee.secret if secret is None else secret
    context = (APPROVAL.hash, str(by).encode(), str(against).encode())
    proof = prove_same(known, base, "complaint", context, chance("lie"))  # type: ignore[arg-type]
    lie = {"against": against, "mask": times(known, base).hex(), "proof": proof.plain()}  # type: ignore[arg-type]
    answers = list(board.answers)
    answers[by - 1] = signed(trustee, {**answers[by - 1], "complaints": [lie]})
    return replace(board, answers=answers)


def test_who_complains_without_reason_is_named_and_the_deal_counts():
    settled = settle(APPROVAL, complaint(ceremony(APPROVAL), by=3, against=1).messages, "ceremony")
    assert settled.named == {3: "complained about trustee 1, whose share was right"}
    assert settled.qualified == (1, 2)


def test_who_lies_about_the_mask_is_named():
    settled = settle(APPROVAL, complaint(ceremony(APPROVAL), by=3, against=1, secret=5).messages, "ceremony")
    assert settled.named == {3: "complained about trustee 1 without proof"}


def test_who_deals_to_fewer_than_arrived_is_named():
    board = ceremony(APPROVAL)
    settled = settle(APPROVAL, with_deal(board, 2, shares=board.deals[1]["shares"][:2]).messages, "ceremony")
    assert settled.named == {2: "did not deal to every trustee who had arrived"}


@pytest.mark.parametrize("change", ["fewer", "more", "identity"])
def test_a_polynomial_of_another_degree_is_named(change):
    board = ceremony(APPROVAL)
    coefficients = board.deals[0]["coefficients"]
    forged = {
        "fewer": coefficients[:1],
        "more": [*coefficients, coefficients[0]],
        "identity": [coefficients[0], IDENTITY.hex()],
    }[change]
    settled = settle(APPROVAL, with_deal(board, 1, coefficients=forged).messages, "ceremony")
    assert settled.named == {1: "dealt with a polynomial of another degree"}


def test_a_key_made_to_cancel_the_others_has_no_proof_of_possession():
    """Dev wants the joint key to be one that he knows: his part is that key less the others' parts."""
    board = ceremony(APPROVAL)
    stolen = board.deals[0]["coefficients"][0]
    first = [stolen, board.deals[2]["coefficients"][1]]
    settled = settle(APPROVAL, with_deal(board, 3, coefficients=first).messages, "ceremony")
    assert settled.named == {3: "gave no proof of holding what she dealt"}


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_one_of_three_may_never_arrive(gone, tmp_path):
    election = begin(APPROVAL, ("ada",), ceremony(APPROVAL, gone=[gone]))
    bundle = election.counted([election.cast("ada", (0, 1, 0))])
    assert verify(elections.write(bundle.files(), tmp_path / "bundle")).bad is None


def test_one_of_three_may_disappear_after_dealing_and_another_before_opening(tmp_path):
    board = ceremony(APPROVAL, before_answers=[2])
    assert settle(APPROVAL, board.messages, "ceremony").qualified == (1, 2, 3)
    election = begin(APPROVAL, ("ada",), replace(board, trustees=(board.trustees[0], board.trustees[2])))
    bundle = election.counted([election.cast("ada", (0, 1, 0))])
    assert bundle.result["trustees"] == [1, 3]
    assert verify(elections.write(bundle.files(), tmp_path / "bundle")).bad is None


def test_two_of_three_gone_are_too_many():
    with pytest.raises(Rejected, match="fewer than 2 trustees"):
        settle(APPROVAL, ceremony(APPROVAL, gone=[1, 3]).messages, "ceremony")
    with pytest.raises(Rejected, match="fewer than 3 trustees"):
        settle(SCORE, wrong_share(ceremony(SCORE), 1, 2).messages, "ceremony")


def test_a_share_that_does_not_fit_is_never_used():
    board = wrong_share(ceremony(APPROVAL), dealer=1, to=3)
    with pytest.raises(ValueError, match="the share that trustee 1 dealt does not fit"):
        board.trustees[2].share(board.deals)


def test_what_a_trustee_keeps_is_her_seed_alone():
    """The same seed and the same board give the same messages, so nothing else has to be kept safe."""
    once, again = ceremony(APPROVAL), ceremony(APPROVAL)
    assert once.messages == again.messages


def test_a_liar_in_opening_the_tally_is_named(tmp_path):
    election = begin(APPROVAL, ("ada",))
    bundle = election.counted([election.cast("ada", (1, 0, 0))], by=3)
    lie = {**bundle.decryptions[1], "parts": bundle.decryptions[0]["parts"]}
    folder = elections.write(
        replace(bundle, decryptions=[bundle.decryptions[0], lie, bundle.decryptions[2]]).files(),
        tmp_path / "lie",
    )
    assert "trustee 2 (Caro) did not use her share" in str(verify(folder).bad)
