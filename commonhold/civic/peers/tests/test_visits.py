"""Peers look at each other's record: what is whole they sign, what is not they show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.peers import errands, mirrors, queries
from commonhold.civic.peers.models import Head
from commonhold.civic.peers.tests import other_co_op
from commonhold.civic.peers.tests.other_co_op import OtherCoop
from commonhold.ground.record import actions as record
from commonhold.ground.record import files, sequencer
from commonhold.ground.record import queries as our
from commonhold.ground.record.signature import check_signature
from rulebook.merkle import DirectoryReader, Frontier, open_checkpoint, parse_vkey, verify, witnesses_of
from tests.cast import MORNING

NOON = MORNING + timedelta(hours=3)


def after(minutes: int):
    return NOON + timedelta(minutes=minutes)


def visit(other: OtherCoop, minutes: int = 0) -> int:
    return errands.visit_peers(after(minutes), other.network)


def append(count: int) -> None:
    for number in range(count):
        record.append("test.counted", {"n": number}, now=MORNING)
    sequencer.sequence(NOON)


def test_a_peer_that_only_adds_is_followed_and_signs_ours_in_turn(peer: int, other: OtherCoop):
    append(5)
    other.publishes(300)
    assert visit(other) == 1
    other.publishes(700)
    append(300)
    assert visit(other, 10) == 1
    found = queries.peer(peer)
    assert (found.size, found.ours, found.trouble) == (700, our.checkpoints(limit=1)[0].size, "")
    assert not queries.contradictions()
    published = queries.witnessed_checkpoint() or b""
    keys = [other_co_op.WITNESS_KEY]
    assert witnesses_of(published, keys=keys, check_signature=check_signature) == ["peer.example/witness"]
    assert open_checkpoint(published, key=parse_vkey(our.vkey()), check_signature=check_signature)


def test_nobody_is_asked_twice_within_ten_minutes_and_nothing_is_signed_twice(peer: int, other: OtherCoop):
    append(1)
    assert (visit(other), visit(other, 9), visit(other, 10)) == (1, 0, 1)
    assert queries.peer(peer).ours_at.timestamp() == other_co_op.SEEN


def test_a_peer_that_knows_more_of_us_than_we_remember_is_asked_from_there(peer: int, other: OtherCoop):
    append(3)
    latest = our.checkpoints(limit=1)[0]
    other.saw = (latest.size, bytes.fromhex(latest.root))
    append(2)
    visit(other)
    assert queries.peer(peer).ours == latest.size + 2


def test_a_fork_is_shown_with_both_notes_and_nothing_of_it_is_signed_any_more(peer: int, other: OtherCoop):
    other.publishes(5)
    visit(other)
    other.publishes(5, other=1)
    visit(other, 10)
    (shown,) = queries.contradictions()
    assert (shown.kind, shown.kept == shown.seen, shown.settled_at) == ("fork", False, None)
    for note in (shown.kept, shown.seen):
        assert open_checkpoint(note.encode(), key=other_co_op.LOG_KEY, check_signature=check_signature)
    other.publishes(9)
    visit(other, 20)
    assert Head.objects.get(peer_id=peer).size == 5
    assert len(queries.contradictions()) == 1


def test_a_record_that_went_back_is_shown_until_it_is_whole_again(peer: int, other: OtherCoop):
    other.publishes(300)
    visit(other)
    other.publishes(299)
    visit(other, 10)
    visit(other, 20)
    (shown,) = queries.contradictions()
    assert (shown.kind, shown.settled_at) == ("rollback", None)
    other.publishes(301)
    visit(other, 30)
    assert queries.contradictions()[0].settled_at == after(30)


def test_a_longer_record_that_does_not_contain_what_was_there_is_shown(peer: int, other: OtherCoop):
    other.publishes(300)
    visit(other)
    other.publishes(400, other=1)
    visit(other, 10)
    assert [each.kind for each in queries.contradictions()] == ["unproven"]
    assert Head.objects.get(peer_id=peer).size == 300


def test_a_peer_that_saw_another_record_of_ours_is_heard(peer: int, other: OtherCoop):
    append(2)
    other.saw = (9, Frontier().root)
    visit(other)
    (shown,) = queries.contradictions()
    assert (shown.kind, shown.seen) == ("ours", "9")
    latest = our.checkpoints(limit=1)[0]
    other.saw = (latest.size, bytes.fromhex(latest.root))
    append(1)
    visit(other, 10)
    assert queries.contradictions()[0].settled_at == after(10)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda other: other.files.pop("checkpoint"), "it shows no checkpoint"),
        (lambda other: other.files.update(checkpoint=b"nonsense"), "not its own word"),
        (lambda other: other.statuses.append(404), "it would not sign our record (status 404)"),
        (lambda other: other.statuses.append(200), "another key"),
        (lambda other: other.close(), "it can't be read"),
    ],
    ids=["nothing", "nonsense", "a stranger to it", "no signature", "away"],
)
def test_what_a_peer_does_not_answer_is_told_in_words(peer: int, other: OtherCoop, wrong, words):
    append(1)
    wrong(other)
    visit(other)
    found = queries.peer(peer)
    assert words in found.trouble
    assert found.heard_at is None
    assert not queries.contradictions()


def test_a_mirror_is_a_whole_record_that_others_can_verify(peer: int, other: OtherCoop):
    other.publishes(300)
    visit(other)
    copy = DirectoryReader(mirrors.folder(peer))
    assert verify(copy, vkey=str(other_co_op.LOG_KEY), check_signature=check_signature).ok
    assert queries.mirrored(peer, "checkpoint") == other.files["checkpoint"]
    assert queries.mirrored(peer, "../../keys/witness") is None


def test_what_a_peer_decides_in_public_can_be_read_here(peer: int, other: OtherCoop):
    other.proposals = [
        {"id": "7", "title": "A second oven", "state": "voting"},
        {"id": "javascript:", "title": "x", "state": "y"},
        "nonsense",
    ]
    visit(other)
    assert queries.peer(peer).proposals == [
        {"title": "A second oven", "state": "voting", "url": f"{other_co_op.URL}/decide/7"}
    ]


def test_what_is_published_is_the_log_s_own_checkpoint_while_a_newer_one_is_being_signed(
    peer: int, other: OtherCoop
):
    append(1)
    visit(other)
    files.write({"checkpoint": b"a newer one"})
    assert queries.witnessed_checkpoint() == b"a newer one"
