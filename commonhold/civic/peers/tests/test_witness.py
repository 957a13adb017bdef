"""We as a witness: each answer of C2SP tlog-witness, in its order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.civic.peers import actions, queries
from commonhold.civic.peers.models import Head
from commonhold.civic.peers.signing import witness_key
from commonhold.civic.peers.tests.other_co_op import OtherCoop, note_of
from commonhold.civic.peers.witness import Word, witness
from commonhold.ground.record.signature import check_signature
from rulebook.merkle import (
    EMPTY_ROOT,
    Checkpoint,
    Frontier,
    WitnessRequest,
    cosigned_at,
    parse_note,
    root_of_leaves,
    sign_checkpoint,
    with_cosignatures,
)
from rulebook.merkle.proofs import consistency_proof
from rulebook.merkle.tests.published import KEY, entries, sign
from tests.cast import MORNING, minutes


def root(size: int, *, other: int = 0) -> bytes:
    return Frontier().append(entries(size + other)[other:]).frontier.root


def proof(old_size: int, size: int) -> tuple[bytes, ...]:
    leaves = entries(size)
    return tuple(consistency_proof(old_size, size, lambda start, end: root_of_leaves(leaves[start:end])))


def asks(old_size: int, size: int, *, steps: tuple[bytes, ...] | None = None, note: bytes = b"") -> Word:
    steps = steps if steps is not None else proof(old_size, size) if old_size else ()
    body = WitnessRequest(old_size, steps, note or note_of(size, root(size))).format()
    return witness(body, now=minutes(5))


def test_a_first_checkpoint_and_one_that_contains_it_are_signed(peer: int):
    for old_size, size in ((0, 5), (5, 9), (9, 9)):
        word = asks(old_size, size)
        signed = parse_note(with_cosignatures(note_of(size, root(size)), [word.body]))
        at = cosigned_at(signed, key=witness_key(), check_signature=check_signature)
        assert (word.status, at) == (200, int(minutes(5).timestamp()))
    assert Head.objects.get(peer_id=peer).size == 9


def test_whoever_is_no_peer_is_not_known(peer: int):
    stranger = sign_checkpoint(Checkpoint(KEY.name, 1, root(1)), key=KEY, sign=sign)
    assert asks(0, 1, note=stranger) == Word(404)


def test_a_peer_s_name_under_another_key_signs_nothing(peer: int):
    forged = note_of(1, root(1)).replace(b"\n1\n", b"\n2\n", 1)
    assert asks(0, 1, note=forged) == Word(403)


def test_an_old_size_that_is_not_the_one_we_know_is_told_which_is(peer: int):
    asks(0, 5)
    assert asks(0, 9) == Word(409, "5\n")
    assert asks(3, 9) == Word(409, "5\n")


def test_an_old_size_above_the_checkpoint_is_no_request(peer: int):
    asks(0, 5)
    assert asks(5, 3, steps=()) == Word(400)


def test_a_wrong_proof_is_refused_and_nothing_moves(peer: int):
    asks(0, 5)
    wrong = tuple(bytes(32) for _each in proof(5, 9))
    assert asks(5, 9, steps=wrong) == Word(422)
    assert asks(5, 9, steps=()) == Word(422)
    assert Head.objects.get(peer_id=peer).size == 5


def test_a_proof_from_nothing_is_refused_and_an_empty_log_has_the_empty_root(peer: int):
    assert asks(0, 5, steps=(bytes(32),)) == Word(422)
    assert asks(0, 0, note=note_of(0, root(1))) in {Word(409, "0\n"), Word(422)}
    assert asks(0, 0, note=note_of(0, EMPTY_ROOT)).status == 200


def test_two_trees_of_one_size_are_kept_as_evidence_and_nothing_more_is_signed(peer: int):
    asks(0, 5)
    assert asks(5, 5, steps=(), note=note_of(5, root(5, other=1))) == Word(409, "5\n")
    assert [each.kind for each in queries.contradictions()] == ["fork"]
    assert asks(5, 9) == Word(403)


def test_a_peer_of_before_is_not_known_any_more(peer: int, because):
    actions.end(peer, because=because)
    assert asks(0, 5) == Word(404)


@pytest.mark.parametrize("body", [b"", b"old 1\n\nnonsense", b"old 0\n\n\xe2\x80\x94 x y\n"])
def test_what_is_no_request_is_answered_so(peer: int, body: bytes):
    assert witness(body, now=MORNING) == Word(400)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_whatever_comes_moves_nothing(peer: int, body: bytes):
    assert witness(body, now=MORNING).status == 400
    assert not Head.objects.exists()


def test_the_answers_are_those_that_the_other_implementation_of_the_test_gives(peer: int, other: OtherCoop):
    ours = [asks(0, 5).status, asks(0, 9).status, asks(5, 9).status]
    theirs = [
        other.witnesses(
            WitnessRequest(old, proof(old, size) if old else (), note_of(size, root(size))).format()
        )
        for old, size in ((0, 5), (0, 9), (5, 9))
    ]
    assert ours == [status for status, _body in theirs]
