import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.merkle import (
    COSIGNATURE_V1,
    Checkpoint,
    Frontier,
    MalformedNote,
    MalformedRequest,
    VerifierKey,
    WitnessRequest,
    cosign,
    cosigned_at,
    open_checkpoint,
    parse_note,
    parse_request,
    parse_vkey,
    with_cosignatures,
    witnesses_of,
)
from rulebook.merkle.tests.published import KEY, ORIGIN, OTHER_SECRET, check_signature, entries, signed

WITNESS = VerifierKey("witness.example/w1", OTHER_SECRET.public_key().public_bytes_raw(), COSIGNATURE_V1)
SEEN = 1_679_315_147


def checkpoint() -> bytes:
    frontier = Frontier().append(entries(5)).frontier
    return signed(Checkpoint(ORIGIN, frontier.size, frontier.root))


def cosigned(seconds: int = SEEN, key: VerifierKey = WITNESS) -> bytes:
    text = parse_note(checkpoint()).text
    return with_cosignatures(checkpoint(), [cosign(text, key=key, seconds=seconds, sign=OTHER_SECRET.sign)])


def test_a_witness_says_when_it_saw_a_checkpoint_and_the_log_s_own_signature_still_opens() -> None:
    assert cosigned_at(parse_note(cosigned()), key=WITNESS, check_signature=check_signature) == SEEN
    assert open_checkpoint(cosigned(), key=KEY, check_signature=check_signature).size == 5
    assert witnesses_of(cosigned(), keys=[WITNESS], check_signature=check_signature) == [WITNESS.name]


def test_the_signed_message_is_that_of_the_specification() -> None:
    messages: list[bytes] = []

    def keep(message: bytes) -> bytes:
        messages.append(message)
        return OTHER_SECRET.sign(message)

    cosign("log\n1\nroot\n", key=WITNESS, seconds=7, sign=keep)
    assert messages == [b"cosignature/v1\ntime 7\nlog\n1\nroot\n"]


def test_a_key_that_signs_a_log_cosigns_nothing_and_the_other_way_round() -> None:
    same = VerifierKey(WITNESS.name, WITNESS.public_key)
    assert same.key_id != WITNESS.key_id
    assert witnesses_of(cosigned(), keys=[same], check_signature=check_signature) == []
    assert parse_vkey(str(WITNESS), type=COSIGNATURE_V1) == WITNESS
    with pytest.raises(MalformedNote, match="not an Ed25519"):
        parse_vkey(str(WITNESS))
    with pytest.raises(MalformedNote, match="witness"):
        parse_vkey(str(same), type=COSIGNATURE_V1)


def test_one_key_under_two_names_is_one_witness() -> None:
    twin = VerifierKey("witness.example/w2", WITNESS.public_key, COSIGNATURE_V1)
    text = parse_note(checkpoint()).text
    lines = [cosign(text, key=each, seconds=SEEN, sign=OTHER_SECRET.sign) for each in (WITNESS, twin)]
    both = with_cosignatures(checkpoint(), lines)
    assert len(witnesses_of(both, keys=[WITNESS, twin], check_signature=check_signature)) == 1


def test_every_changed_bit_of_a_cosignature_is_found() -> None:
    whole, start = cosigned(), len(checkpoint())
    for bit in range(8 * start, 8 * len(whole)):
        at, shift = divmod(bit, 8)
        changed = whole[:at] + bytes([whole[at] ^ 1 << shift]) + whole[at + 1 :]
        try:
            assert witnesses_of(changed, keys=[WITNESS], check_signature=check_signature) == []
        except MalformedNote:
            continue


@given(
    old_size=st.integers(0, 10**18),
    proof=st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple),
    note=st.binary(max_size=300),
)
def test_a_request_reads_back_as_it_was_written(old_size: int, proof: tuple[bytes, ...], note: bytes) -> None:
    asked = WitnessRequest(old_size, proof, note)
    assert parse_request(asked.format()) == asked


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 5\n",
        b"old 05\n\nnote",
        b"old -1\n\nnote",
        b"new 5\n\nnote",
        b"old 5\nnot base64\n\nnote",
        b"old 5\nAAAA\n\nnote",
        b"old 5\n" + 64 * b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" + b"\nnote",
        b"\xff\n\nnote",
    ],
    ids=["empty", "no note", "zeroes", "negative", "word", "base64", "short", "many", "bytes"],
)
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedRequest):
        parse_request(body)


@given(st.binary(max_size=200))
def test_whatever_comes_is_a_request_or_refused(body: bytes) -> None:
    try:
        assert parse_request(body).format() == body
    except MalformedRequest:
        return
